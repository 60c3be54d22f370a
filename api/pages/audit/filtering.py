"""From the filters of the audit page to the trail that is read: for the page and for exports."""

from datetime import datetime, time, timedelta
from typing import cast, get_args
from uuid import UUID

from api.days import typed_day
from api.pages.audit.four_eyes import SECOND
from api.pages.views import AuditFilter
from domain.people import Role
from domain.phases import BERLIN
from projections import processes
from projections.audit import KINDS, Trail
from projections.model import Snapshot

ONLY = ("four_eyes", "automatic")
"""Narrow to what takes two persons, or to what the platform did by its own rules."""

_DIGITS = frozenset("0123456789abcdef")
_LONGEST = 32
_NOTHING = ("nothing",)
"""A kind that no event has: filters that exclude each other find nothing."""


def narrowed(snapshot: Snapshot, chosen: AuditFilter, *, subject: UUID | None, full: bool) -> Trail:
    """Return the trail that a filter asks for; what is malformed does not narrow."""
    known = kinds_for(full=full)
    kinds: tuple[str, ...] = (chosen.event,) if chosen.event in known else ()
    if chosen.only == "four_eyes":
        kinds = tuple(each for each in SECOND if not kinds or each in kinds) or _NOTHING
    roles = (cast("Role", chosen.role),) if chosen.role in get_args(Role) else ()
    if chosen.only == "automatic":
        roles = ("system",)
    process = processes.by_slug(snapshot, chosen.process) if chosen.process else None
    since, until = day(chosen.since), day(chosen.until)
    return Trail(
        subject=subject,
        process_id=process.process_id if process else None,
        kinds=kinds,
        roles=roles,
        actor=chosen.actor,
        recorded_from=since,
        recorded_until=until + timedelta(days=1, microseconds=-1) if until else None,
        everything=full,
    )


def day(text: str) -> datetime | None:
    """Return the beginning of a local day; None for anything else."""
    try:
        return datetime.combine(typed_day(text), time(), BERLIN)
    except ValueError:
        return None


def digits_of(text: str) -> str:
    """Return the digits of a pseudonym somebody copied; nothing if these are none."""
    digits = text.strip().lower().replace("-", "")
    return digits if set(digits) <= _DIGITS and len(digits) <= _LONGEST else ""


def kinds_for(*, full: bool) -> tuple[str, ...]:
    """Return the kinds of entries there are for this reader, in the order of their names."""
    names = {kind.name for kind in KINDS.values() if full or kind.audience > 0}
    return tuple(sorted(names))
