"""Read models give the same rows however the log is cut, on both databases."""

from contextlib import closing
from pathlib import Path

import pytest

from domain.catalogue import EVENTS
from domain.messages import topic_of
from projections import (
    audit,
    audits,
    ballots,
    contributions,
    erasures,
    moderation,
    outbox,
    papers,
    participants,
    public_log,
)
from projections.audit import Trail
from projections.database import open_engine
from projections.moderation import Desk
from projections.outbox import Deliveries
from tests.projections.busy_week import FRIDAY, busy_week
from tests.projections.reading import contents, read
from tests.projections.stories import BUS, MILO

MODELS = (
    audit.MODEL,
    audits.MODEL,
    ballots.MODEL,
    contributions.MODEL,
    erasures.MODEL,
    moderation.MODEL,
    outbox.MODEL,
    papers.MODEL,
    participants.MODEL,
    public_log.MODEL,
)
WEEK = busy_week()


@pytest.mark.parametrize("size", [1, 2, 7, 31])
def test_batches_of_any_size_give_the_same_rows(size: int) -> None:
    with read(MODELS, WEEK) as whole, read(MODELS, WEEK, size=size) as pieces:
        assert contents(pieces) == contents(whole)


@pytest.mark.postgresql
@pytest.mark.parametrize("size", [3, 1000])
def test_postgresql_holds_the_same_rows(size: int, postgresql_url: str) -> None:
    with read(MODELS, WEEK) as here, read(MODELS, WEEK, postgresql_url, size) as there:
        assert contents(there) == contents(here)


def answers(url: str | None, deliveries: Deliveries) -> list[object]:
    """Return what the models answer to a question of each kind."""
    desk = Desk(now=FRIDAY, asking=(MILO.pseudonym,))
    with read(MODELS, WEEK, url) as snapshot:
        first = moderation.queue(snapshot, "decided", desk, limit=1)
        opened = moderation.queue(snapshot, "open", desk, limit=1)
        return [
            first,
            moderation.queue(snapshot, "decided", desk, after=first.next),
            opened,
            moderation.queue(snapshot, "open", desk, after=opened.next),
            moderation.counts(snapshot, desk),
            moderation.statistics(snapshot),
            audit.entries(snapshot, Trail()),
            audit.entries(snapshot, Trail(subject=BUS, everything=True)),
            audit.count(snapshot, Trail(subject=BUS)),
            audit.count(snapshot, Trail(kinds=("case.opened",), everything=True)),
            audit.entries(snapshot, Trail(roles=["moderator"], recorded_until=FRIDAY)),
            audit.totals(snapshot.at(40)),
            audit.votes_per_day(snapshot, BUS, FRIDAY.date()),
            audit.position_at(snapshot, WEEK[20].recorded_at),
            contributions.of_ids(snapshot, [BUS]),
            participants.grants(snapshot),
            deliveries.pending(snapshot, FRIDAY, limit=5),
        ]


@pytest.mark.postgresql
def test_both_databases_give_the_same_answers(tmp_path: Path, postgresql_url: str) -> None:
    sqlite_url = f"sqlite:///{tmp_path}/deliveries.db"
    with (
        closing(Deliveries(open_engine(sqlite_url))) as here,
        closing(Deliveries(open_engine(postgresql_url))) as there,
    ):
        expected, found = answers(None, here), answers(postgresql_url, there)
    assert found == expected
    assert all(expected)


ELSEWHERE = {
    "answer",
    "boundary",
    "decision",
    "format",
    "funding",
    "goal",
    "inventory",
    "lab",
    "measure",
    "mission",
    "organisation",
    "plan",
    "recommendation",
    "remark",
    "strategy",
}
"""Concepts with random histories of their own: county, council, stocktaking,
replying, remarking.
"""


def test_the_week_has_something_of_nearly_everything() -> None:
    """The tests above prove little about kinds of events that never come up."""
    happened = {topic_of(type(recorded.event)) for recorded in WEEK}
    concepts = {topic.partition(".")[0] for topic in happened}
    assert concepts | ELSEWHERE == {topic.partition(".")[0] for topic in EVENTS}
    assert len(happened) >= 40
