"""How the tables of audits follow from the log."""

from typing import Any

from msgspec.structs import replace

from domain.audits import (
    AuditClosed,
    AuditOpened,
    FindingAnswered,
    FindingRecorded,
    FindingReopened,
    FindingSettled,
    ReplayExecuted,
    ReplayRequested,
)
from domain.messages import Recorded
from projections.audits.rows import AuditRow, FindingRow, FindingStepRow, ReplayRow, StepKind
from projections.model import Batch, Work

_STEPS: dict[type, tuple[StepKind, str]] = {
    FindingRecorded: ("recorded", "text"),
    FindingAnswered: ("answered", "text"),
    FindingReopened: ("reopened", "reason"),
    FindingSettled: ("settled", ""),
}


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _audits(batch.of(AuditOpened, AuditClosed), work)
    _replays(batch.of(ReplayRequested, ReplayExecuted), work)
    steps = batch.of(FindingRecorded, FindingAnswered, FindingReopened, FindingSettled)
    _findings(steps, work)
    work.insert("desk_finding_steps", [_step(recorded) for recorded in steps])


def _audits(events: list[Recorded], work: Work) -> None:
    if not events:
        return
    about = [recorded.event.audit_id for recorded in events]  # type: ignore[attr-defined]  # both have it
    sheet = work.sheet(AuditRow, "desk_audits", about)
    for recorded in events:
        match recorded.event:
            case AuditOpened() as event:
                sheet.put(
                    AuditRow(
                        audit_id=event.audit_id,
                        process_id=event.process_id,
                        scope=event.scope,
                        state="open",
                        opened_at=recorded.recorded_at,
                        opened_position=recorded.position,
                        closed_at=None,
                        by=event.by.pseudonym,
                    )
                )
            case AuditClosed() as event if row := sheet.get(event.audit_id):
                sheet.put(replace(row, state="closed", closed_at=recorded.recorded_at))
    sheet.save()


def _replays(events: list[Recorded], work: Work) -> None:
    if not events:
        return
    source = work.table("desk_replays")
    sheet = work.sheet(ReplayRow, "desk_replays")
    about = {recorded.event.audit_id for recorded in events}  # type: ignore[attr-defined]  # both have it
    sheet.add_where(source.c.audit_id.in_(about) & source.c.executed_position.is_(None))
    for recorded in events:
        match recorded.event:
            case ReplayRequested() as event:
                sheet.put(_requested(recorded, event))
            case ReplayExecuted() as event:
                for row in sheet.values():
                    if row.audit_id == event.audit_id and row.executed_position is None:
                        sheet.put(_executed(row, recorded, event))
    sheet.save()


def _requested(recorded: Recorded, event: ReplayRequested) -> ReplayRow:
    return ReplayRow(
        audit_id=event.audit_id,
        requested_position=recorded.position,
        to_position=event.to_position,
        requested_at=recorded.recorded_at,
        by=event.by.pseudonym,
        executed_at=None,
        executed_position=None,
        state_hash=None,
        live_hash=None,
        matches=None,
    )


def _executed(row: ReplayRow, recorded: Recorded, event: ReplayExecuted) -> ReplayRow:
    return replace(
        row,
        executed_at=recorded.recorded_at,
        executed_position=recorded.position,
        state_hash=event.state_hash,
        live_hash=event.live_hash,
        matches=event.matches,
    )


def _findings(events: list[Recorded], work: Work) -> None:
    if not events:
        return
    about = [recorded.event.finding_id for recorded in events]  # type: ignore[attr-defined]  # all four have it
    sheet = work.sheet(FindingRow, "desk_findings", about)
    for recorded in events:
        event: Any = recorded.event
        row = sheet.get(event.finding_id)
        if isinstance(event, FindingRecorded):
            sheet.put(_finding(recorded, event))
        elif row is not None:
            sheet.put(_moved(row, event))
    sheet.save()


def _finding(recorded: Recorded, event: FindingRecorded) -> FindingRow:
    return FindingRow(
        finding_id=event.finding_id,
        audit_id=event.audit_id,
        process_id=event.process_id,
        severity=event.severity,
        state="open",
        text=event.text,
        positions=tuple(map(str, event.positions)),
        subjects=tuple(map(str, event.subjects)),
        due=event.due,
        recorded_at=recorded.recorded_at,
        recorded_position=recorded.position,
        by=event.by.pseudonym,
    )


def _moved(
    row: FindingRow, event: FindingAnswered | FindingReopened | FindingSettled
) -> FindingRow:
    match event:
        case FindingAnswered():
            return replace(row, state="answered")
        case FindingReopened():
            return replace(row, state="open", due=event.due)
        case FindingSettled():
            return replace(row, state="settled")


def _step(recorded: Recorded) -> FindingStepRow:
    event: Any = recorded.event
    kind, words = _STEPS[type(event)]
    return FindingStepRow(
        finding_id=event.finding_id,
        position=recorded.position,
        audit_id=event.audit_id,
        kind=kind,
        text=getattr(event, words) if words else None,
        at=recorded.recorded_at,
        by=event.by.pseudonym,
        role=event.by.role,
    )
