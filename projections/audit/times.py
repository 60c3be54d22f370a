"""Between moments and positions: what had been recorded by a time (ruling 18)."""

from datetime import datetime

from sqlalchemy import func, select

from projections.model import Snapshot


def position_at(snapshot: Snapshot, moment: datetime) -> int:
    """Return the last position recorded by a moment, 0 if there is none.

    Clocks may step back, so a position counts as recorded at the latest time the log
    had seen by then: the answer never goes back as the moment goes on.
    """
    seconds = snapshot.table("audit_seconds")
    second = int(moment.timestamp())
    reached = select(func.max(seconds.c.second)).where(seconds.c.second <= second)
    last: int | None = snapshot.connection.scalar(reached)
    if last is None:
        return 0
    beyond = _first_after(snapshot, last) - 1
    if last == second:
        first = snapshot.connection.scalar(
            select(seconds.c.position).where(seconds.c.second == last)
        )
        beyond = _last_by(snapshot, first or 1, beyond, moment)
    return min(beyond, snapshot.until)


def _first_after(snapshot: Snapshot, second: int) -> int:
    """Return the position at which a later second was reached, or the one after the end."""
    seconds = snapshot.table("audit_seconds")
    later = select(func.min(seconds.c.position)).where(seconds.c.second > second)
    found: int | None = snapshot.connection.scalar(later)
    return snapshot.position + 1 if found is None else found


def _last_by(snapshot: Snapshot, first: int, last: int, moment: datetime) -> int:
    """Return the last position of one second that was recorded by the moment."""
    entries = snapshot.table("audit_entries")
    later = select(func.min(entries.c.position)).where(
        entries.c.position.between(first, last), entries.c.recorded_at > moment
    )
    found: int | None = snapshot.connection.scalar(later)
    return last if found is None else found - 1


def moment_of(snapshot: Snapshot, position: int) -> datetime | None:
    """Return when the event at a position was recorded, None if there is no such event."""
    entries = snapshot.table("audit_entries")
    wanted = select(entries.c.recorded_at).where(entries.c.position == position)
    found: datetime | None = snapshot.connection.scalar(wanted)
    return found
