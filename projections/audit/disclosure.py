"""Which moments everybody may look at, so that no single vote can be read from two of them.

Answers to earlier moments can be subtracted from each other. If every position were to be
had, the difference of two would be one vote and its exact time (ruling 12). So votes are
grouped: the first vote after a public moment opens a group, and the group is closed

- as soon as it holds ten votes and an hour has passed since its first, or
- at the end of the local day, of which the public trail tells the sums anyway.

While a group is open there is no public moment. Where nobody votes, every position is one.
Votes that were imported come from a published source and open no group. Which moments
there are depends on the log alone, and on whether its last day is over.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select

from domain.phases import BERLIN
from projections.audit.kinds import VOTE
from projections.audit.times import moment_of, position_at
from projections.model import Snapshot

VOTES_TOGETHER = 10
TIME_TOGETHER = timedelta(hours=1)
_INSTANT = timedelta(microseconds=1)
_IMPORTED = "opinion.imported"


def end_of(day: date) -> datetime:
    """Return the last microsecond of a local day."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN) - _INSTANT


def day_of(snapshot: Snapshot, position: int) -> date | None:
    """Return the local day the log had reached at a position; None before the first event."""
    seconds = snapshot.table("audit_seconds")
    reached = select(func.max(seconds.c.second)).where(seconds.c.position <= position)
    second: int | None = snapshot.connection.scalar(reached)
    return None if second is None else datetime.fromtimestamp(second, BERLIN).date()


def public_moment(snapshot: Snapshot, position: int, today: date) -> int:
    """Return the last public moment up to a position; 0 if there is none.

    `today` is the local day on which is asked. The answer is a public moment itself, and
    stays one for ever.
    """
    position = min(position, snapshot.position)
    day = day_of(snapshot, position)
    if day is None:
        return 0
    if day < today and position == position_at(snapshot, end_of(day)):
        return position
    before = position_at(snapshot, end_of(day - timedelta(days=1)))
    while True:
        first = _vote(snapshot, before, position)
        if first is None:
            return position
        closed = _closed(snapshot, first, position)
        if closed is None:
            return first - 1
        before = closed


def ends_of_days(snapshot: Snapshot, days: Iterable[date], today: date) -> dict[date, int]:
    """Return the moment at the end of each of these days that is over."""
    return {day: position_at(snapshot, end_of(day)) for day in sorted(days) if day < today}


def _closed(snapshot: Snapshot, first: int, until: int) -> int | None:
    """Return where the group that a vote opened was closed; None if not by `until`."""
    began = moment_of(snapshot, first)
    tenth = _vote(snapshot, first - 1, until, skipped=VOTES_TOGETHER - 1)
    if began is None or tenth is None:
        return None
    hour = position_at(snapshot, began + TIME_TOGETHER - _INSTANT) + 1
    closed = max(tenth, hour)
    return closed if closed <= until else None


def _vote(snapshot: Snapshot, after: int, until: int, skipped: int = 0) -> int | None:
    """Return the first vote after a position, or a later one; None if there is none."""
    entries = snapshot.table("audit_entries")
    conditions: list[ColumnElement[bool]] = [
        entries.c.position > after,
        entries.c.position <= until,
        entries.c.audience == VOTE,
        entries.c.kind != _IMPORTED,
    ]
    wanted = select(entries.c.position).where(*conditions).order_by(entries.c.position)
    found: int | None = snapshot.connection.scalar(wanted.offset(skipped).limit(1))
    return found
