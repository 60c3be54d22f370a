"""The trail: the whole log or one object, for auditors and for everybody.

Auditors see every entry. The public sees what was public anyway: no single vote, no
reports, notes, cases or accounts, nothing of texts that never were public (ruling 12);
nobody's pseudonym. All answers fit `snapshot.as_of`.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text

from domain.people import ProcessId, Role
from domain.phases import BERLIN
from projections.audit.kinds import KINDS, ONCE_PUBLIC, PUBLIC, VOTE, WHILE_PUBLIC
from projections.audit.rows import FOR_EVERYBODY, NOT_VOTES, EntryRow
from projections.audit.times import position_at
from projections.model import Snapshot

_TICK = timedelta(microseconds=1)
_VOTES = frozenset(kind.name for kind in KINDS.values() if kind.audience == VOTE)


class Trail(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted; everything left out does not narrow.

    `subject` finds what is about an object or concerns it: a proposal's trail holds its
    cases with all their steps, comments and merges; an auditor's also its votes. `own`
    leaves those out. `kinds` are stored names without version. `recorded_from` and
    `recorded_until` are inclusive; `after` and `before` are positions, exclusive.
    `actor` is the beginning of a pseudonym in hexadecimal digits, for auditors.
    `everything` is for auditors only: who may ask so is decided by the caller.
    """

    process_id: ProcessId | None = None
    subject: UUID | None = None
    own: bool = False
    actor: str = ""
    kinds: Collection[str] = ()
    roles: Collection[Role] = ()
    recorded_from: datetime | None = None
    recorded_until: datetime | None = None
    after: int = 0
    before: int | None = None
    everything: bool = False


def entries(
    snapshot: Snapshot, trail: Trail, *, limit: int = 50, newest_first: bool = True
) -> list[EntryRow]:
    """Return at most `limit` entries. Go on with `before` (`after`) the last one's position."""
    found: dict[int, EntryRow] = {}
    direction = -1 if newest_first else 1
    source = snapshot.table("audit_entries")
    order = source.c.position.desc() if newest_first else source.c.position
    for wanted in _parts(snapshot, trail):
        rows = snapshot.rows(EntryRow, wanted.order_by(order).limit(limit))
        found |= {row.position: row for row in rows}
    ordered = sorted(found.values(), key=lambda row: direction * row.position)[:limit]
    return ordered if trail.everything else [_anonymous(row) for row in ordered]


def count(snapshot: Snapshot, trail: Trail) -> int:
    """Return how many entries there are in all."""
    source = snapshot.table("audit_entries")
    parts = [
        part.with_only_columns(source.c.position, maintain_column_froms=True)
        for part in _parts(snapshot, trail)
    ]
    if len(parts) == 1:
        found = snapshot.connection.scalar(select(func.count()).select_from(parts[0].subquery()))
        return found or 0
    united = parts[0].union(*parts[1:]).subquery()
    return snapshot.connection.scalar(select(func.count()).select_from(united)) or 0


def days(snapshot: Snapshot, trail: Trail) -> dict[date, int]:
    """Return the local days on which such entries were recorded, with how many there were."""
    source = snapshot.table("audit_entries")
    found: dict[int, datetime] = {}
    for part in _parts(snapshot, trail):
        wanted = part.with_only_columns(
            source.c.position, source.c.recorded_at, maintain_column_froms=True
        )
        found.update((row.position, row.recorded_at) for row in snapshot.connection.execute(wanted))
    return Counter(moment.astimezone(BERLIN).date() for moment in found.values())


def entry(snapshot: Snapshot, position: int, *, everything: bool = False) -> EntryRow | None:
    """Return the entry at a position, or None if the reader may not see it."""
    trail = Trail(after=position - 1, before=position + 1, everything=everything)
    found = entries(snapshot, trail, limit=1)
    return found[0] if found else None


def _anonymous(row: EntryRow) -> EntryRow:
    # The rule of an interim cover is what a reporter said, not yet what anybody found.
    rules = () if row.kind == "proposal.held" else row.rules
    return replace(row, actor=None, rules=rules)


Wanted = Select[*tuple[object, ...]]


def _parts(snapshot: Snapshot, trail: Trail) -> list[Wanted]:
    """Return selects whose union is the trail; each is a range of one index."""
    source = snapshot.table("audit_entries")
    base = select(source).where(*_conditions(snapshot, trail))
    if not trail.everything:
        base = _for_everybody(snapshot, base)
    if trail.subject is None:
        return [base]
    if trail.own:
        return [base.where(source.c.subject == trail.subject)]
    circle = [trail.subject, *_cases(snapshot, trail.subject)]
    related = snapshot.table("audit_related")
    concerning = related.c.position == source.c.position
    return [
        *(base.where(source.c.subject == subject) for subject in circle),
        base.join(related, concerning).where(related.c.subject == trail.subject),
    ]


def _cases(snapshot: Snapshot, subject: UUID) -> list[UUID]:
    """Return the cases about a subject: most of their steps name only the case."""
    source, related = snapshot.table("audit_entries"), snapshot.table("audit_related")
    wanted = (
        select(source.c.subject)
        .join(related, related.c.position == source.c.position)
        .where(related.c.subject == subject, source.c.kind == "case.opened")
    )
    return list(snapshot.connection.scalars(wanted))


def _conditions(snapshot: Snapshot, trail: Trail) -> Iterator[ColumnElement[bool]]:
    source = snapshot.table("audit_entries")
    last = snapshot.until if trail.before is None else min(trail.before - 1, snapshot.until)
    first = trail.after + 1
    if trail.recorded_from is not None:
        first = max(first, position_at(snapshot, trail.recorded_from - _TICK) + 1)
    if trail.recorded_until is not None:
        last = min(last, position_at(snapshot, trail.recorded_until))
    yield source.c.position >= first
    yield source.c.position <= last
    if trail.process_id is not None:
        yield source.c.process_id == trail.process_id
    if trail.kinds:
        yield source.c.kind.in_(trail.kinds)
    if trail.roles:
        yield source.c.role.in_(trail.roles)
    if trail.actor and trail.everything:
        yield source.c.actor.between(*_range(trail.actor))
    if trail.actor or trail.roles or (trail.kinds and _VOTES.isdisjoint(trail.kinds)):
        yield text(NOT_VOTES)  # type: ignore[misc]  # lets the index without votes be used


def _range(digits: str) -> tuple[UUID, UUID]:
    """Return the first and the last id that begins with some digits."""
    length = len(UUID(int=0).hex)
    return UUID(digits.ljust(length, "0")), UUID(digits.ljust(length, "f"))


def _for_everybody(snapshot: Snapshot, base: Wanted) -> Wanted:
    source, exposures = snapshot.table("audit_entries"), snapshot.table("audit_exposures")
    since, audience = exposures.c.since, source.c.audience
    known = and_(exposures.c.masked.is_(False), since <= snapshot.until)
    meanwhile = and_(audience == WHILE_PUBLIC, since <= source.c.position)
    return base.outerjoin(exposures, exposures.c.subject == source.c.subject).where(
        text(FOR_EVERYBODY),
        or_(audience == PUBLIC, and_(known, or_(audience == ONCE_PUBLIC, meanwhile))),
    )
