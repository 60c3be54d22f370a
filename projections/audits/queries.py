"""What the desk asks about audits, and the office about findings; all as of now.

References of erased texts are left out.
"""

from collections.abc import Collection
from datetime import date

import msgspec
from sqlalchemy import ColumnElement, func, select

from domain.audits import AuditId, FindingId, FindingStatus, Severity
from domain.people import ProcessId
from projections.audits.rows import AuditRow, FindingRow, FindingStepRow, ReplayRow
from projections.erasures import without_erased
from projections.model import Snapshot


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings are wanted; everything left out does not narrow.

    `processes` narrows to these processes and leaves out what is about the
    installation; None means all.
    """

    audit_id: AuditId | None = None
    states: Collection[FindingStatus] = ()
    severities: Collection[Severity] = ()
    processes: Collection[ProcessId] | None = None


def all_audits(snapshot: Snapshot) -> list[AuditRow]:
    """Return every audit, open ones first, then the newest."""
    source = snapshot.table("desk_audits")
    wanted = select(source).order_by(source.c.state.desc(), source.c.opened_position.desc())
    return snapshot.rows(AuditRow, wanted)


def audit(snapshot: Snapshot, audit_id: AuditId) -> AuditRow | None:
    """Return one audit, or None."""
    source = snapshot.table("desk_audits")
    return snapshot.first(AuditRow, select(source).where(source.c.audit_id == audit_id))


def replays(snapshot: Snapshot, audit_id: AuditId) -> list[ReplayRow]:
    """Return what was recomputed in an audit, newest first."""
    source = snapshot.table("desk_replays")
    wanted = select(source).where(source.c.audit_id == audit_id)
    return snapshot.rows(ReplayRow, wanted.order_by(source.c.requested_position.desc()))


def waiting_replays(snapshot: Snapshot) -> list[ReplayRow]:
    """Return what is to be recomputed, oldest first: the worker's list."""
    source = snapshot.table("desk_replays")
    wanted = select(source).where(source.c.executed_position.is_(None))
    return snapshot.rows(ReplayRow, wanted.order_by(source.c.requested_position))


def findings(snapshot: Snapshot, wanted: Findings) -> list[FindingRow]:
    """Return findings: those that wait for an answer first, each by the day it is due."""
    source = snapshot.table("desk_findings")
    order = (source.c.state != "open", source.c.due, source.c.recorded_position)
    found = select(source).where(*_conditions(snapshot, wanted)).order_by(*order)
    return without_erased(snapshot, snapshot.rows(FindingRow, found), "text")


def overdue(snapshot: Snapshot, today: date) -> int:
    """Return how many findings should have been answered before this day."""
    source = snapshot.table("desk_findings")
    late = source.c.state == "open", source.c.due < today
    counted = select(func.count()).select_from(source).where(*late)
    return snapshot.connection.execute(counted).scalar_one()


def finding(snapshot: Snapshot, finding_id: FindingId) -> FindingRow | None:
    """Return one finding, or None."""
    source = snapshot.table("desk_findings")
    wanted = select(source).where(source.c.finding_id == finding_id)
    rows = without_erased(snapshot, snapshot.rows(FindingRow, wanted), "text")
    return rows[0] if rows else None


def steps(snapshot: Snapshot, finding_id: FindingId) -> list[FindingStepRow]:
    """Return what happened to a finding, oldest first."""
    source = snapshot.table("desk_finding_steps")
    wanted = select(source).where(source.c.finding_id == finding_id)
    rows = snapshot.rows(FindingStepRow, wanted.order_by(source.c.position))
    return without_erased(snapshot, rows, "text")


def _conditions(snapshot: Snapshot, wanted: Findings) -> list[ColumnElement[bool]]:
    source = snapshot.table("desk_findings")
    conditions: list[ColumnElement[bool]] = []
    if wanted.audit_id is not None:
        conditions.append(source.c.audit_id == wanted.audit_id)
    if wanted.states:
        conditions.append(source.c.state.in_(wanted.states))
    if wanted.severities:
        conditions.append(source.c.severity.in_(wanted.severities))
    if wanted.processes is not None:
        conditions.append(source.c.process_id.in_(wanted.processes))
    return conditions
