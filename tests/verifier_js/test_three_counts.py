"""Platform, verifier in Python and verifier in JavaScript agree on large logs (issue 3).

Roots and tallies are compared question by question. The long log is made for the
verifiers; the platform writes its votes again from events, hashes the entries by its own
tree and counts the same events by its own read model.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from api.imports import polis
from api.imports.progress import Silent
from domain.ballots import OpinionChanged, OpinionGiven
from domain.codes import Choice, ProposalId
from domain.messages import Recorded, StreamId
from domain.people import ProcessId, VoterNumber
from domain.processes import process_id_of
from projections import public_log, tally
from projections.public_log import to_leaf, tree
from tests.api.imports.sources import NOW
from tests.api.installation import installed
from tests.api.public_log.test_large_logs import LARGE, SLUG, SOURCE, exported
from tests.benchmarks import verify
from tests.projections.reading import read
from tests.sizes import Sizes
from tests.verifier_js.alone import verified

NOON = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)
BATCH = 10_000
Tallies = dict[str, list[int]]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]


def both(chromium: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Let both verifiers check a folder, print what it took, and return what they both say."""
    policy = (folder / "policy").read_text()
    cost, python = verify.report(folder)
    browser, its_cost = verified(chromium, folder.parent, folder, policy)
    assert browser["problems"] == []
    assert (python["size"], python["root"]) == (browser["size"], browser["root"])
    counted = {process["process"]: tallies(process["tally"]) for process in python["tallies"]}
    shown = {process["id"]: tallies(process["tallies"]) for process in browser["processes"]}
    assert {each: shown[each] for each in counted} == counted
    with capsys.disabled():
        print(f"\nPython: {cost}")  # noqa: T201 - figures for docs/performance.md
        print(f"JavaScript: {its_cost}")  # noqa: T201 - as above
    for each in (cost, its_cost):
        assert each.seconds < verify.ALLOWED_SECONDS
        assert each.megabytes < verify.ALLOWED_MEGABYTES
    return {"size": python["size"], "root": python["root"], "tallies": counted}


def tallies(rows: list[list[Any]]) -> Tallies:
    return {question: numbers for question, *numbers in rows}


@pytest.mark.skipif(not SOURCE.is_dir(), reason="the Polis export is not beside the checkout")
def test_all_three_count_the_polis_import_alike(
    chromium: str, logs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = logs / "polis"
    process = process_id_of(SLUG)
    with installed(tmp_path / "data") as parts:
        polis.run(parts.platform, NOW, SOURCE, SLUG, Silent())
        size = exported(parts, folder)
        with parts.tables.snapshot() as snapshot:
            ours = public_log.root(snapshot, size).hex()
            counts = tally.of_questions(snapshot, process)
    said = both(chromium, folder, capsys)
    shutil.rmtree(folder)
    assert (said["size"], said["root"]) == (size, ours)
    assert said["tallies"][process.hex] == platform_tallies(counts)
    assert size > 62_000


def test_all_three_count_a_long_log_alike(
    chromium: str, logs: Path, sizes: Sizes, capsys: pytest.CaptureFixture[str]
) -> None:
    """A million entries at night."""
    folder = logs / "long"
    verify.write(folder, LARGE if sizes.nightly else 5_000)
    said = both(chromium, folder, capsys)
    entries = list(written(folder))
    shutil.rmtree(folder)
    process = json.loads(entries[-3])["p"]
    events = list(votes_again(entries, process))
    growing = tree.Growing(0, {})
    for start in range(0, len(entries), BATCH):
        growing.add(entries[start : start + BATCH])
    tiles = growing.tiles()
    root = tree.root(len(entries), lambda level, number: tiles.get((level, number), b""))
    assert (said["size"], said["root"]) == (len(entries), root.hex())
    with read([tally.MODEL], events, size=BATCH) as snapshot:
        counts = tally.of_questions(snapshot, ProcessId(UUID(process)))
    assert said["tallies"][process] == platform_tallies(counts)
    assert len(events) > len(entries) * 0.9


def platform_tallies(counts: Mapping[Any, tally.Counts]) -> Tallies:
    return {
        question.hex: [each.supports, each.agree, each.disagree, each.passes]
        for question, each in counts.items()
        if each.supports + each.agree + each.disagree + each.passes
    }


def written(folder: Path) -> Iterator[bytes]:
    """Yield the entries of a log, as its bundles have them."""
    size = int((folder / "checkpoint").read_text().splitlines()[1])
    for start in range(0, size, 256):
        width = min(256, size - start)
        data = (folder / "tile" / "entries" / name_of(start // 256, width)).read_bytes()
        while data:
            length = int.from_bytes(data[:2])
            yield data[2 : 2 + length]
            data = data[2 + length :]


def name_of(number: int, width: int) -> str:
    digits = f"{number % 1000:03d}"
    while number := number // 1000:
        digits = f"x{number % 1000:03d}/{digits}"
    return digits if width == 256 else f"{digits}.p/{width}"


def votes_again(entries: list[bytes], process: str) -> Iterator[Recorded]:
    """Yield the events of a process's votes, and put what the platform writes of them in place.

    A batch is sorted by bytes; the events come in the order in which people voted.
    """
    votes = []
    for index, entry in enumerate(entries):
        said = json.loads(entry)
        if said["t"] == "vote" and said["p"] == process:
            votes.append((said["s"], index, said["q"], said["n"], said["x"]))
    choices: dict[str, Choice] = {}
    for position, (version, index, question, number, says) in enumerate(sorted(votes), 1):
        voter = VoterNumber(UUID(number))
        about: dict[str, Any] = {
            "process_id": ProcessId(UUID(process)),
            "proposal_id": ProposalId(UUID(question)),
            "voter": voter,
            "text_version": 1,
        }
        old = choices.get(number)
        event = (
            OpinionGiven(choice=says, **about)
            if old is None
            else OpinionChanged(old=old, new=says, **about)
        )
        choices[number] = says
        stream = StreamId(voter)
        recorded = Recorded(position, stream, version, NOON, NOON, "web", b"", event)
        leaf = to_leaf(recorded)
        assert leaf == entries[index]
        entries[index] = leaf
        yield recorded
