"""Ruling 12: no two public moments differ by a vote that could be told from others."""

import itertools
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.ballots import SupportGiven
from domain.messages import Recorded
from domain.people import ProcessId
from domain.phases import BERLIN
from projections import audit
from projections.audit import KINDS
from projections.audit.kinds import VOTE
from projections.model import Snapshot
from tests.projections.reading import MONDAY, History, named_id, read
from tests.projections.town import Town

LATER = date(2099, 1, 1)
TODAY = MONDAY.astimezone(BERLIN).date()
PROCESS = ProcessId(named_id("process"))


def vote(history: History, number: int, after: timedelta) -> int:
    voter = named_id(f"voter {number}")
    given = SupportGiven(
        process_id=PROCESS,
        proposal_id=named_id("idea"),  # type: ignore[arg-type]  # an id is an id
        voter=voter,  # type: ignore[arg-type]  # as above
        text_version=1,
    )
    return history.add(voter, given, after=after)


def public(snapshot: Snapshot, until: int, today: date = TODAY) -> list[int]:
    """Return what everybody gets who steps over all positions."""
    return [audit.public_moment(snapshot, position, today) for position in range(1, until + 1)]


def test_a_single_vote_waits_for_the_night() -> None:
    history = History()
    vote(history, 1, timedelta(minutes=1))
    vote(history, 2, timedelta(minutes=1))
    with read((audit.MODEL,), history.events) as snapshot:
        assert public(snapshot, 2) == [0, 0]
        assert public(snapshot, 2, TODAY + timedelta(days=1)) == [0, 2]


def test_ten_votes_and_an_hour_make_a_public_moment() -> None:
    history = History()
    for number in range(12):
        vote(history, number, timedelta(minutes=7))
    with read((audit.MODEL,), history.events) as snapshot:
        # The tenth comes after 63 minutes; the two after it wait for others.
        assert public(snapshot, 12) == [0] * 9 + [10, 10, 10]


def test_ten_votes_in_a_minute_wait_for_the_hour() -> None:
    history = History()
    for number in range(20):
        vote(history, number, timedelta(seconds=3))
    late = vote(history, 20, timedelta(minutes=61))
    with read((audit.MODEL,), history.events) as snapshot:
        assert public(snapshot, late) == [0] * 20 + [late]


def is_vote(recorded: Recorded) -> bool:
    kind = KINDS[type(recorded.event)]
    return kind.audience == VOTE and kind.name != "opinion.imported"


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_whoever_steps_through_a_town_never_meets_a_single_vote(seed: int) -> None:
    log = Town(seed).live(600).log
    events = [recorded for page in log.since(0) for recorded in page]
    with read((audit.MODEL,), events) as snapshot:
        moments = public(snapshot, len(events), LATER)
        assert [audit.public_moment(snapshot, each, LATER) for each in moments] == moments
        assert moments == sorted(moments)
        assert all(moment <= position for position, moment in enumerate(moments, start=1))
        steps = [0, *sorted(set(moments) - {0})]
        for one, other in itertools.pairwise(steps):
            votes = [each for each in events[one:other] if is_vote(each)]
            ends_a_day = audit.day_of(snapshot, other) != audit.day_of(snapshot, other + 1)
            last = other == len(events)
            assert not votes or len(votes) >= 10 or ends_a_day or last, (one, other)
        assert len(steps) > len(events) // 20


def test_moments_ask_for_positions_that_exist() -> None:
    with read((audit.MODEL,), []) as snapshot:
        assert audit.public_moment(snapshot, 5, TODAY) == 0
        assert audit.votes_per_day(snapshot, UUID(int=1), TODAY) == []  # type: ignore[arg-type]  # as above
