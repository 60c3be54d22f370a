"""How much happened: totals by kind and role, what a source withheld, votes per day."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, and_, func, select

from domain.codes import ProposalId
from domain.people import ProcessId, Role
from domain.phases import BERLIN
from projections.audit.kinds import VOTE
from projections.audit.projecting import NO_PROCESS
from projections.audit.rows import TotalRow
from projections.audit.times import position_at
from projections.model import Snapshot


class Totals(msgspec.Struct, frozen=True):
    """Sums over the log. `roles` leaves out events without a known actor, such as votes.

    `hidden_by_source` counts imported proposals that the source had withheld (HR00):
    they appear nowhere public but here.
    """

    entries: int
    kinds: dict[str, int]
    roles: dict[Role, int]
    hidden_by_source: int


def totals(snapshot: Snapshot, process_id: ProcessId | None = None) -> Totals:
    """Return the sums of one process, or of the whole installation."""
    kinds: dict[str, int] = {}
    roles: dict[Role, int] = {}
    withheld = 0
    for row in _rows(snapshot, process_id):
        kinds[row.kind] = kinds.get(row.kind, 0) + row.number
        if row.role:
            role: Role = row.role  # type: ignore[assignment]  # written by this model
            roles[role] = roles.get(role, 0) + row.number
        if row.kind == "proposal.hidden" and "HR00" in row.rules:
            withheld += row.number
    return Totals(sum(kinds.values()), dict(sorted(kinds.items())), roles, withheld)


def _rows(snapshot: Snapshot, process_id: ProcessId | None) -> list[TotalRow]:
    source = snapshot.table("audit_totals")
    wanted = select(source)
    if process_id is not None:
        wanted = wanted.where(source.c.process_id == process_id)
    now = {_key(row): row for row in snapshot.rows(TotalRow, wanted)}
    if snapshot.until == snapshot.position:
        return list(now.values())
    # Whichever end of the log is shorter is counted.
    if snapshot.until > snapshot.position // 2:
        for row in _counted(snapshot, process_id, after=snapshot.until, until=snapshot.position):
            before = now[_key(row)]
            now[_key(row)] = msgspec.structs.replace(before, number=before.number - row.number)
        return [row for row in now.values() if row.number]
    return _counted(snapshot, process_id, after=0, until=snapshot.until)


def _key(row: TotalRow) -> tuple[UUID, str, str, tuple[str, ...]]:
    return row.process_id, row.kind, row.role, row.rules


def _counted(
    snapshot: Snapshot, process_id: ProcessId | None, *, after: int, until: int
) -> list[TotalRow]:
    source = snapshot.table("audit_entries")
    columns = (source.c.process_id, source.c.kind, source.c.role, source.c.rules)
    where: ColumnElement[bool] = and_(source.c.position > after, source.c.position <= until)
    if process_id is not None:
        where = and_(where, source.c.process_id == process_id)
    wanted = select(*columns, func.count()).where(where).group_by(*columns)
    return [
        TotalRow(process or NO_PROCESS, kind, role or "", rules, number)
        for process, kind, role, rules, number in snapshot.connection.execute(wanted)
    ]


class DayOfVotes(msgspec.Struct, frozen=True):
    """How many votes of a kind one proposal got on one local day."""

    day: str
    kind: str
    number: int


def votes_per_day(snapshot: Snapshot, proposal_id: ProposalId, before: date) -> list[DayOfVotes]:
    """Return a proposal's votes by day, oldest first: all that the public trail tells.

    `before` is the first day left out: hand in today, or the local day of `as_of`. Only
    what was recorded by the midnight before it is counted, so that no single vote can be
    read from two answers. Empty for proposals that never were public.
    """
    exposures = snapshot.table("audit_exposures")
    shown = select(exposures.c.since).where(
        exposures.c.subject == proposal_id,
        exposures.c.masked.is_(False),
        exposures.c.since <= snapshot.until,
    )
    if snapshot.connection.scalar(shown) is None:
        return []
    source = snapshot.table("audit_entries")
    midnight = datetime.combine(before, time(), BERLIN)
    wanted = select(source.c.day, source.c.kind, func.count()).where(
        source.c.subject == proposal_id,
        source.c.audience == VOTE,
        source.c.day < before.isoformat(),
        source.c.position <= position_at(snapshot, midnight - timedelta(microseconds=1)),
    )
    grouped = wanted.group_by(source.c.day, source.c.kind).order_by(source.c.day, source.c.kind)
    return snapshot.rows(DayOfVotes, grouped)
