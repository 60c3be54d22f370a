"""What the demo leaves in the public log: batches, closings, claims that can be recounted."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any

import pytest

from api.public_texts import PublicTexts
from api.publishing import is_due
from domain.public_log import MINIMUM, WAIT
from gemeinsam_verifier.replay import Replay
from gemeinsam_verifier.source import tile_name
from gemeinsam_verifier.texts import Texts
from projections import public_log
from projections.model import Snapshot
from tests.api.demo.stages import Demo
from tests.projections.oracle import Public

pytestmark = pytest.mark.xdist_group("demo")


OFFICE = (
    *("organisation.", "goal.", "funding.", "inventory.", "recommendation.", "measure."),
    *("decision.", "plan.", "mission.", "strategy.", "answer.", "format.", "lab."),
)
"""Kinds of entries that office and councils make."""


def entries_of(demo: Demo, snapshot: Snapshot) -> list[dict[str, Any]]:
    assert public_log.unclaimed(snapshot) == []
    waiting = public_log.waiting(snapshot)
    assert not any(is_due(each, demo.content.ends_at) for each in waiting)
    size = public_log.size(snapshot)
    return [json.loads(entry) for entry in public_log.entries(snapshot, 0, size)]


def test_votes_came_in_batches_and_every_closing_was_claimed(
    demo: Demo, snapshot: Snapshot
) -> None:
    entries = entries_of(demo, snapshot)
    released = [each for each in entries if each["t"] == "public-log.votes-released"]
    due = [each["n"] for each in released if each["why"] == "due"]
    assert len(due) > 10
    assert min(due) >= MINIMUM
    assert WAIT.total_seconds() == 3600
    closed = [index for index, each in enumerate(entries) if each["t"] == "phase.closed"]
    claims = [each for each in entries if each["t"] == "phase.tally-claimed"]
    assert [each["at"] for each in claims] == closed
    assert any(each["tally"] for each in claims)


def test_every_claim_can_be_recounted(demo: Demo, snapshot: Snapshot) -> None:
    entries = entries_of(demo, snapshot)
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


def test_every_text_that_pages_show_opens_its_commitment_and_no_other(
    demo: Demo, snapshot: Snapshot
) -> None:
    published = PublicTexts(demo.texts, demo.vault.salts)
    size = public_log.size(snapshot)
    files = [published.texts_of(snapshot, number, size) for number in range(size // 256 + 1)]
    entries = [json.loads(entry) for entry in public_log.entries(snapshot, 0, size)]
    lines = [json.loads(line) for file in files for line in (file or b"").splitlines()]
    for line in lines:
        salt = urlsafe_b64decode(line["salt"] + "=")
        digest = sha256(b"bp/content/v1\x00" + salt + line["text"].encode()).digest()
        assert urlsafe_b64encode(digest).decode().rstrip("=") == line["c"]
        assert line["c"] in committed(entries[line["leaf"]])
    told = {line["c"] for line in lines}
    # A text that a later profile keeps is told with each version.
    assert len({(line["leaf"], line["c"]) for line in lines}) == len(lines) > 800
    public = Public(demo.log)  # type: ignore[arg-type]  # any log with `since` will do
    always = {
        ref
        for entry in entries
        if entry["t"].startswith(("process.", "phase.", "audit.finding-"))
        for ref in entry.get("c", {}).values()
    }
    office = {ref for entry in entries if entry["t"].startswith(OFFICE) for ref in committed(entry)}
    places = {entry["c"]["location"] for entry in entries if "location" in entry.get("c", {})}
    assert told - always - office <= public.texts
    assert len(told & office) > 500
    assert public.texts - told <= places
    assert always <= told


def committed(entry: dict[str, Any]) -> set[str]:
    """Return the commitments of an entry; a mission lists its paragraphs apart."""
    return {*entry.get("c", {}).values(), *(text for _, text in entry.get("paragraphs", []))}


def test_what_is_not_public_is_not_told(demo: Demo, snapshot: Snapshot) -> None:
    """Reports that wait or were refused, unconfirmed records, and what people said of a lab."""
    content = demo.content
    reported = [item for item in content.inventory if item.reported and not item.classified]
    recorded = [each.recorded for each in content.consultations if each.recorded]
    private = {item.text for item in reported}
    private |= {each.text for each in recorded if each.confirmed_at is None}
    private |= {said.text for lab in content.labs for said in lab.feedback}
    assert len(private) == 2 + 1 + 2
    published = PublicTexts(demo.texts, demo.vault.salts)
    size = public_log.size(snapshot)
    files = [published.texts_of(snapshot, number, size) for number in range(size // 256 + 1)]
    told = {json.loads(line)["text"] for file in files for line in (file or b"").splitlines()}
    assert not private & told
    assert {each.text for each in content.answers} <= told


class Files:
    """The texts of a log, as the verifier fetches them."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)

    def each(
        self, read: Callable[[str], bytes | None], names: Iterable[str]
    ) -> Iterator[bytes | None]:
        return map(read, names)


def test_the_independent_verifier_finds_nothing_wrong(demo: Demo, snapshot: Snapshot) -> None:
    """Form, rules, recounts and texts; signatures are looked at elsewhere."""
    published = PublicTexts(demo.texts, demo.vault.salts)
    replay, files = Replay(), {}
    size = public_log.size(snapshot)
    for number in range(size // 256 + 1):
        content = published.texts_of(snapshot, number, size)
        files[f"texts/{tile_name(number)}"] = content or b""
    for entry in public_log.entries(snapshot, 0, size):
        replay.read(entry)
    replay.finish()
    texts = Texts(replay.state, replay.state.checklist)
    texts.check(Files(files))  # type: ignore[arg-type]  # reads and each are all it needs
    assert texts.opened > 200
    assert len(texts.titles) > 40
