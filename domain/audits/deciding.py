"""Answers to commands on audits; each rule is one function."""

from typing import assert_never

from domain.audits import refusals as no
from domain.audits.commands import (
    AnswerFinding,
    AuditCommand,
    CloseAudit,
    OpenAudit,
    RecordFinding,
    RecordReplay,
    ReopenFinding,
    RequestReplay,
    SettleFinding,
)
from domain.audits.events import (
    AuditClosed,
    AuditEvent,
    AuditId,
    AuditOpened,
    FindingAnswered,
    FindingId,
    FindingRecorded,
    FindingReopened,
    FindingSettled,
    ReplayExecuted,
    ReplayRequested,
)
from domain.audits.state import Audit, Finding
from domain.codes import EXPLANATION_MINIMUM
from domain.people import ProcessId

Ids = tuple[AuditId, ProcessId | None]


def decide(audit: Audit, command: AuditCommand) -> list[AuditEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, OpenAudit):
        return _open(audit, command)
    if audit.id is None:
        raise no.AuditUnknown
    if audit.status == "closed":
        raise no.AuditIsClosed
    ids = (audit.id, audit.process_id)
    match command:
        case RequestReplay():
            return _request(audit, ids, command)
        case RecordReplay():
            return _replayed(audit, ids, command)
        case RecordFinding():
            return _record(audit, ids, command)
        case AnswerFinding():
            return _answer(audit, ids, command)
        case ReopenFinding():
            return _reopen(audit, ids, command)
        case SettleFinding():
            return _settle(audit, ids, command)
        case CloseAudit():
            return _close(audit, ids, command)
        case _:
            assert_never(command)


def _open(audit: Audit, command: OpenAudit) -> list[AuditEvent]:
    if audit.status != "absent":
        raise no.AuditAlreadyOpen
    return [
        AuditOpened(
            audit_id=command.audit_id,
            process_id=command.process_id,
            scope=command.scope,
            by=command.by,
        )
    ]


def _request(audit: Audit, ids: Ids, command: RequestReplay) -> list[AuditEvent]:
    if audit.running is not None:
        raise no.ReplayStillRunning(to_position=audit.running)
    _require_reached((command.to_position,), command.head)
    return [ReplayRequested(*ids, to_position=command.to_position, by=command.by)]


def _replayed(audit: Audit, ids: Ids, command: RecordReplay) -> list[AuditEvent]:
    if audit.running != command.to_position:
        raise no.ReplayNotRequested
    return [
        ReplayExecuted(
            *ids,
            to_position=command.to_position,
            state_hash=command.state_hash,
            live_hash=command.live_hash,
            matches=command.state_hash == command.live_hash,
            by=command.by,
        )
    ]


def _record(audit: Audit, ids: Ids, command: RecordFinding) -> list[AuditEvent]:
    _require_words(command.text_length)
    _require_reached(command.positions, command.head)
    if audit.finding(command.finding_id) is not None:
        return []
    return [
        FindingRecorded(
            *ids,
            finding_id=command.finding_id,
            severity=command.severity,
            text=command.text,
            positions=command.positions,
            subjects=command.subjects,
            due=command.due,
            by=command.by,
        )
    ]


def _answer(audit: Audit, ids: Ids, command: AnswerFinding) -> list[AuditEvent]:
    finding = _known(audit, command.finding_id)
    if command.by.pseudonym in audit.auditors:
        raise no.AnswerNeedsAnotherPerson
    if finding.status != "open":
        raise no.FindingAlreadyAnswered
    _require_words(command.text_length)
    return [FindingAnswered(*ids, finding_id=command.finding_id, text=command.text, by=command.by)]


def _reopen(audit: Audit, ids: Ids, command: ReopenFinding) -> list[AuditEvent]:
    _require_answered(_known(audit, command.finding_id))
    _require_words(command.reason_length)
    return [
        FindingReopened(
            *ids,
            finding_id=command.finding_id,
            reason=command.reason,
            due=command.due,
            by=command.by,
        )
    ]


def _settle(audit: Audit, ids: Ids, command: SettleFinding) -> list[AuditEvent]:
    _require_answered(_known(audit, command.finding_id))
    return [FindingSettled(*ids, finding_id=command.finding_id, by=command.by)]


def _close(audit: Audit, ids: Ids, command: CloseAudit) -> list[AuditEvent]:
    if audit.running is not None:
        raise no.ReplayStillRunning(to_position=audit.running)
    if audit.unsettled:
        raise no.FindingsStillOpen(open=audit.unsettled)
    return [AuditClosed(*ids, by=command.by)]


def _known(audit: Audit, finding_id: FindingId) -> Finding:
    finding = audit.finding(finding_id)
    if finding is None:
        raise no.FindingUnknown
    return finding


def _require_answered(finding: Finding) -> None:
    if finding.status == "open":
        raise no.FindingNotAnswered
    if finding.status == "settled":
        raise no.FindingAlreadySettled


def _require_words(length: int) -> None:
    if length < EXPLANATION_MINIMUM:
        raise no.FindingTextTooShort(minimum=EXPLANATION_MINIMUM)


def _require_reached(positions: tuple[int, ...], head: int) -> None:
    if any(not 1 <= position <= head for position in positions):
        raise no.PositionNotReached(head=head)
