"""Votes come in batches, closings flush them, claims name the entry they count up to."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.ballots import SupportCarriedOver, SupportGiven, SupportWithdrawn
from domain.codes import PhaseId, ProposalId
from domain.messages import Recorded
from domain.people import SYSTEM, ProcessId, VoterNumber
from domain.phases import PhaseClosed
from domain.public_log import ClaimedResult, TallyClaimed, VotesReleased
from projections import public_log
from projections.model import Batch, Work
from projections.public_log.projecting import _waiting
from tests.projections.reading import History, contents, named_id, read

PROCESS, OTHER = ProcessId(named_id("process")), ProcessId(named_id("other process"))
IDEA, PHASE = ProposalId(named_id("idea")), PhaseId(named_id("phase"))
OTHER_IDEA = ProposalId(named_id("other idea"))
MERGE = named_id("merge")


def voter(number: int) -> VoterNumber:
    return VoterNumber(named_id(f"voter {number}"))


def support(history: History, number: int, process: ProcessId = PROCESS) -> int:
    """Let a person support the idea; return the position."""
    given = SupportGiven(process_id=process, proposal_id=IDEA, voter=voter(number), text_version=1)
    return history.add(voter(number), given)


def withdraw(history: History, number: int) -> int:
    gone = SupportWithdrawn(process_id=PROCESS, proposal_id=IDEA, voter=voter(number))
    return history.add(voter(number), gone)


def carry(history: History, number: int) -> int:
    carried = SupportCarriedOver(
        process_id=PROCESS, proposal_id=IDEA, voter=voter(number), merge_id=MERGE, text_version=1
    )
    return history.add(voter(number), carried)


def release(history: History, until: int) -> int:
    return history.add(UUID(int=1), VotesReleased(process_id=PROCESS, until=until))


def close(history: History) -> int:
    return history.add(PHASE, PhaseClosed(phase_id=PHASE, process_id=PROCESS, by=SYSTEM))


def claim(history: History, position: int) -> int:
    claimed = TallyClaimed(
        process_id=PROCESS,
        phase_id=PHASE,
        at_position=position,
        part=1,
        parts=1,
        results=(ClaimedResult(IDEA, 3, 0, 0, 0),),
    )
    return history.add(UUID(int=2), claimed)


def entries(events: list[Recorded]) -> list[dict[str, Any]]:
    with read([public_log.MODEL], events) as snapshot:
        found = public_log.entries(snapshot, 0, public_log.size(snapshot))
        return [json.loads(entry) for entry in found]


def told(events: list[Recorded]) -> list[Any]:
    """Return the types of the entries; releases with their number and reason."""
    return [(each["n"], each["why"]) if "why" in each else each["t"] for each in entries(events)]


def test_votes_wait_until_they_are_released_and_come_sorted() -> None:
    history = History()
    last = [support(history, number) for number in range(12)][-1]
    assert told(history.events) == []
    later = support(history, 12)
    at = release(history, last)
    assert told(history.events) == [(12, "due"), *["vote"] * 12]
    with read([public_log.MODEL], history.events) as snapshot:
        batch = public_log.entries(snapshot, 1, 12)
        leaves = public_log.leaf_of(snapshot, [*range(1, later + 1), at])
        assert batch == sorted(batch)
        assert later not in leaves
        assert sorted(leaves.values()) == list(range(13))
        assert leaves[at] == 0
        first = json.loads(public_log.entry(snapshot, leaves[1]))
        assert first["n"] == voter(0).hex
        assert public_log.unpublished(snapshot, IDEA) == 1


def test_of_each_voter_the_last_vote_that_waits_counts(url: str) -> None:
    history = History()
    for number in (0, 1, 2, 3):
        support(history, number)
    withdraw(history, 1)
    released = withdraw(history, 2)
    support(history, 2)
    with read([public_log.MODEL], history.events, url) as snapshot:
        assert public_log.unpublished(snapshot, IDEA) == 3
        assert public_log.unpublished(snapshot, OTHER_IDEA) == 0
        assert public_log.unpublished(snapshot, IDEA, most=7) == 3
        assert public_log.unpublished(snapshot, IDEA, most=6) is None
    release(history, released)
    with read([public_log.MODEL], history.events) as snapshot:
        assert public_log.unpublished(snapshot, IDEA) == 1


def test_a_release_reads_what_it_releases_and_a_closing_all(url: str) -> None:
    history = History()
    positions = [support(history, number) for number in range(6)]
    support(history, 7, OTHER)
    waiting = list(history.events)
    release(history, positions[1])
    due = release(history, positions[3])
    closed = close(history)
    with read([public_log.MODEL], waiting, url) as snapshot:
        work = Work(snapshot.connection, snapshot.tables)
        released = Batch(history.events[len(waiting) : due])
        assert [row.position for row in _waiting(released, work)] == positions[:4]
        everything = Batch(history.events[len(waiting) : closed])
        assert [row.position for row in _waiting(everything, work)] == positions


def test_a_release_of_what_is_gone_already_says_nothing() -> None:
    history = History()
    last = support(history, 1)
    release(history, last)
    release(history, last)
    assert told(history.events) == [(1, "due"), "vote"]


def test_a_closing_flushes_its_own_process_only() -> None:
    history = History()
    support(history, 1)
    support(history, 2, OTHER)
    close(history)
    assert told(history.events) == [(1, "closing"), "vote", "phase.closed"]
    close(history)
    assert told(history.events)[3:] == ["phase.closed"]


def test_a_claim_names_the_entry_of_its_own_closing() -> None:
    history = History()
    support(history, 1)
    first = close(history)
    support(history, 2)
    second = close(history)
    claim(history, first)
    claim(history, second)
    found = entries(history.events)
    closed = [index for index, each in enumerate(found) if each["t"] == "phase.closed"]
    assert [each["at"] for each in found if "at" in each] == closed == [2, 5]
    with read([public_log.MODEL], history.events[:-1]) as snapshot:
        assert [each.position for each in public_log.unclaimed(snapshot)] == [second]


def test_carried_support_comes_at_once_but_never_before_a_waiting_vote_of_its_number() -> None:
    history = History()
    support(history, 1)
    carry(history, 2)
    assert told(history.events) == ["vote"]
    withdraw(history, 1)
    carry(history, 1)
    assert told(history.events) == ["vote", (2, "merge"), "vote", "vote", "vote"]
    numbers = [each["s"] for each in entries(history.events) if each.get("n") == voter(1).hex]
    assert sorted(numbers[:2]) == [1, 2]
    assert numbers[2] == 3


def test_votes_tell_neither_moment_nor_channel() -> None:
    history = History()
    support(history, 1)
    history.events[0] = Recorded(
        **{
            name: getattr(history.events[0], name)
            for name in Recorded.__struct_fields__
            if name != "channel"
        },
        channel="paper",
    )
    close(history)
    vote = entries(history.events)[1]
    assert set(vote) == {"k", "n", "p", "q", "s", "t", "tv", "v", "x"}


def test_what_waits_is_told_with_what_was_released_before() -> None:
    history = History()
    release(history, 0)
    first = support(history, 1)
    history.now += timedelta(hours=2)
    last = support(history, 2)
    with read([public_log.MODEL], history.events) as snapshot:
        (waiting,) = public_log.waiting(snapshot)
        (some,) = public_log.waiting(snapshot, limit=1)
    assert (waiting.number, waiting.until, waiting.releases) == (2, last, 1)
    assert waiting.oldest == history.events[first - 1].recorded_at
    assert (some.number, some.until) == (1, first)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_any_cutting_gives_the_same_bytes(size: int) -> None:
    history = History()
    for number in range(30):
        support(history, number % 11)
        if number % 7 == 6:
            release(history, len(history.events))
        if number % 5 == 0:
            carry(history, number % 3)
    claim(history, close(history))
    with read([public_log.MODEL], history.events) as whole:
        expected = contents(whole)
        assert public_log.size(whole) > 40
    with read([public_log.MODEL], history.events, size=size) as pieces:
        assert contents(pieces) == expected


def test_files_are_served_by_width() -> None:
    history = History()
    for number in range(300):
        carry(history, number)
    with read([public_log.MODEL], history.events) as snapshot:
        assert public_log.size(snapshot) == 300
        assert len(public_log.tile(snapshot, 0, 0) or b"") == 256 * 32
        assert len(public_log.tile(snapshot, 0, 1, 44) or b"") == 44 * 32
        assert public_log.tile(snapshot, 0, 1, 45) is None
        assert public_log.bundle(snapshot, 1, 45) is None
        whole, part = public_log.bundle(snapshot, 1, 44), public_log.bundle(snapshot, 1, 3)
        assert whole is not None
        assert part is not None
        assert whole.startswith(part)
        with pytest.raises(ValueError, match="301 of 300"):
            public_log.root(snapshot, 301)
        assert len(public_log.inclusion(snapshot, 299, 300)) > 0
        assert len(public_log.consistency(snapshot, 256, 300)) > 0
