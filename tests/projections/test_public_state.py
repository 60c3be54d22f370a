"""The read models tell the public state in the very lines that follow from the log."""

import random
from collections.abc import Sequence

import pytest

from domain.messages import Recorded
from domain.people import ProcessId
from domain.public_state import PublicState, digest, line
from projections import (
    comments,
    feed,
    moderation,
    processes,
    proposals,
    public_state,
    remarks,
    tally,
)
from projections import erasures as erased
from tests.domain.cast import BUS, GEMEINSAM, START
from tests.projections.reading import read
from tests.projections.town import OTHER_PROCESS, PROCESS, Town

MODELS = (
    comments.MODEL,
    remarks.MODEL,
    erased.MODEL,
    feed.MODEL,
    moderation.MODEL,
    processes.MODEL,
    proposals.MODEL,
    tally.MODEL,
)


def town(seed: int, steps: int) -> Sequence[Recorded]:
    log = Town(seed).live(steps).log
    return [recorded for page in log.since(0) for recorded in page]


def folded(events: Sequence[Recorded], until: int, process: ProcessId | None = None) -> list[bytes]:
    state = PublicState()
    for recorded in events[:until]:
        state.apply(recorded)
    return sorted(state.lines(process))


@pytest.mark.parametrize("seed", [21, 22])
def test_both_agree_at_any_position(seed: int) -> None:
    events = town(seed, 600)
    dice = random.Random(seed)
    with read(MODELS, events) as snapshot:
        for position in [1, len(events), *(dice.randint(1, len(events)) for _ in range(25))]:
            told = public_state.lines(snapshot.at(position))
            assert sorted(told) == folded(events, position), position


def test_one_process_is_a_part_of_the_whole() -> None:
    events = town(23, 400)
    with read(MODELS, events) as snapshot:
        whole = public_state.lines(snapshot)
        parts = [public_state.lines(snapshot, each) for each in (PROCESS, OTHER_PROCESS)]
    assert sorted(whole) == sorted([*parts[0], *parts[1]])
    assert sorted(parts[0]) == folded(events, len(events), PROCESS)
    assert len(whole) > len(parts[0]) > 0


def test_every_kind_of_line_is_there() -> None:
    events = town(21, 600)
    kinds = {told.split(b'"')[1] for told in folded(events, len(events))}
    assert kinds == {
        b"process",
        b"phase",
        b"proposal",
        b"tally",
        b"comment",
        b"remark",
        b"decision",
    }


def test_a_line_is_canonical() -> None:
    told = line("phase", BUS, GEMEINSAM, "open", START)
    assert told == (
        b'["phase","00000000-0000-0000-0000-00000000000a",'
        b'"00000000-0000-0000-0000-000000000001","open","2023-06-12T06:00:00Z"]\n'
    )
    assert line("decision", None, ("HR07", "HR01")) == b'["decision",null,["HR01","HR07"]]\n'


def test_the_hash_depends_on_every_line_and_on_no_order() -> None:
    lines = [line("a", 1), line("b", 2)]
    assert digest(lines) == digest(list(reversed(lines)))
    assert digest(lines) != digest(lines[:1])
    assert digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
