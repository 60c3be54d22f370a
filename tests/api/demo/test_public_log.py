"""What the demo leaves in the public log: batches, closings, claims that can be recounted."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.publishing import is_due
from domain.public_log import MINIMUM, WAIT
from projections import public_log
from tests.api.demo.stages import Demo
from tests.api.imports.sources import read_models

pytestmark = pytest.mark.xdist_group("demo")


def entries_of(demo: Demo, folder: Path) -> list[dict[str, Any]]:
    with read_models(demo.log, folder) as (_, snapshot):
        assert public_log.unclaimed(snapshot) == []
        waiting = public_log.waiting(snapshot)
        assert not any(is_due(each, demo.content.ends_at) for each in waiting)
        size = public_log.size(snapshot)
        return [json.loads(entry) for entry in public_log.entries(snapshot, 0, size)]


def test_votes_came_in_batches_and_every_closing_was_claimed(demo: Demo, tmp_path: Path) -> None:
    entries = entries_of(demo, tmp_path)
    released = [each for each in entries if each["t"] == "public-log.votes-released"]
    due = [each["n"] for each in released if each["why"] == "due"]
    assert len(due) > 10
    assert min(due) >= MINIMUM
    assert WAIT.total_seconds() == 3600
    closed = [index for index, each in enumerate(entries) if each["t"] == "phase.closed"]
    claims = [each for each in entries if each["t"] == "phase.tally-claimed"]
    assert [each["at"] for each in claims] == closed
    assert any(each["tally"] for each in claims)


def test_every_claim_can_be_recounted(demo: Demo, tmp_path: Path) -> None:
    entries = entries_of(demo, tmp_path)
    for claim in (each for each in entries if each["t"] == "phase.tally-claimed"):
        last: dict[str, dict[str, Any]] = {}
        for each in entries[: claim["at"]]:
            if each["t"] == "vote" and each["p"] == claim["p"]:
                before = last.get(each["n"], {"s": 0})
                last[each["n"]] = max(before, each, key=lambda vote: int(vote["s"]))
        counted = Counter((vote["q"], vote["x"]) for vote in last.values())
        told = {row[0]: row[1:] for row in claim["tally"]}
        assert list(told) == sorted(told)
        assert told == {
            question: [counted[question, say] for say in ("support", "agree", "disagree", "pass")]
            for question in sorted({vote["q"] for vote in last.values()})
        }
