"""What can be wished of an audit."""

from datetime import date
from uuid import UUID

from domain.audits.events import AuditId, Digest, FindingId, Scope, Severity
from domain.messages import Command, ContentRef
from domain.people import Actor, ProcessId


class OpenAudit(Command, frozen=True, kw_only=True):
    audit_id: AuditId
    process_id: ProcessId | None
    scope: Scope
    by: Actor


class RequestReplay(Command, frozen=True, kw_only=True):
    """`head` is the last position of the log: nothing later can be recomputed."""

    to_position: int
    head: int
    by: Actor


class RecordReplay(Command, frozen=True, kw_only=True):
    """The worker has recomputed what was asked for."""

    to_position: int
    state_hash: Digest
    live_hash: Digest
    by: Actor


class RecordFinding(Command, frozen=True, kw_only=True):
    """`text_length` is in characters; `head` as in `RequestReplay`."""

    finding_id: FindingId
    severity: Severity
    text: ContentRef
    text_length: int
    positions: tuple[int, ...]
    subjects: tuple[UUID, ...]
    due: date
    head: int
    by: Actor


class AnswerFinding(Command, frozen=True, kw_only=True):
    finding_id: FindingId
    text: ContentRef
    text_length: int
    by: Actor


class ReopenFinding(Command, frozen=True, kw_only=True):
    finding_id: FindingId
    reason: ContentRef
    reason_length: int
    due: date
    by: Actor


class SettleFinding(Command, frozen=True, kw_only=True):
    finding_id: FindingId
    by: Actor


class CloseAudit(Command, frozen=True, kw_only=True):
    by: Actor


AuditCommand = (
    OpenAudit
    | RequestReplay
    | RecordReplay
    | RecordFinding
    | AnswerFinding
    | ReopenFinding
    | SettleFinding
    | CloseAudit
)
