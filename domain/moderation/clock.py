"""Office hours, due times and the periods of moderation (P1, P2, I7)."""

from datetime import UTC, date, datetime, time, timedelta

from domain.codes import ModerationMode
from domain.phases import BERLIN
from domain.working_days import WorkingDays

DUE_AT = time(16)
"""A first decision is due by this hour of the next working day, local time (J1)."""

OFFICE_HOURS = (time(8), time(17))
"""Local hours in which hybrid moderation publishes first and reads afterwards."""

HOLD = timedelta(hours=24)
"""Longest interim cover after a report (P3)."""

APPEAL_MONTHS = 6
"""Modelled on Art. 20 DSA (I7)."""


def due_after(at: datetime, days: WorkingDays) -> datetime:
    """Return 16:00 of the next working day after `at`, in UTC (P2)."""
    day = at.astimezone(BERLIN).date() + timedelta(days=1)
    while not days.is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, DUE_AT, BERLIN).astimezone(UTC)


def in_office_hours(at: datetime, days: WorkingDays) -> bool:
    """Tell whether somebody sits at the moderation desk at this moment."""
    local = at.astimezone(BERLIN)
    begins, ends = OFFICE_HOURS
    return days.is_working_day(local.date()) and begins <= local.time() < ends


def post_moderated(
    mode: ModerationMode, at: datetime, days: WorkingDays, *, suspicious: bool
) -> bool:
    """Tell whether a text may be published before it is read (P1).

    `suspicious` texts (links, filter hits, unverified accounts) always wait.
    """
    if suspicious or mode == "pre":
        return False
    return mode == "post" or in_office_hours(at, days)


def appeal_until(decided_at: datetime) -> date:
    """Return the last local day on which an appeal is possible (I7).

    The day with the same number six months on, or the month's last day.
    """
    day = decided_at.astimezone(BERLIN).date()
    month = day.month - 1 + APPEAL_MONTHS
    first = date(day.year + month // 12, month % 12 + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
