"""What the rules must remember about one audit."""

from datetime import date
from typing import Literal, assert_never

import msgspec

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
from domain.messages import StreamId
from domain.people import ProcessId, Pseudonym

ANSWER_WORKING_DAYS = 10
"""The office answers a finding within so many working days."""

FindingStatus = Literal["open", "answered", "settled"]


class Finding(msgspec.Struct, frozen=True):
    """One finding: who recorded it, by when an answer is due, and where it stands."""

    status: FindingStatus
    due: date
    by: Pseudonym


class Audit(msgspec.Struct, frozen=True):
    """One audit as its history tells it.

    `auditors` are all who acted in it as auditors: none of them may answer.
    `running` is the position that is being recomputed.
    """

    status: Literal["absent", "open", "closed"] = "absent"
    id: AuditId | None = None
    process_id: ProcessId | None = None
    auditors: frozenset[Pseudonym] = frozenset()
    running: int | None = None
    findings: tuple[tuple[FindingId, Finding], ...] = ()

    def finding(self, finding_id: FindingId) -> Finding | None:
        """Return a finding, or None."""
        return dict(self.findings).get(finding_id)

    @property
    def unsettled(self) -> int:
        """How many findings are open or answered only."""
        return sum(finding.status != "settled" for _, finding in self.findings)


def history_of(audit_id: AuditId) -> StreamId:
    """Return the stream of an audit."""
    return StreamId(audit_id)


def evolve(audit: Audit, event: AuditEvent) -> Audit:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case AuditOpened():
            return Audit("open", event.audit_id, event.process_id, frozenset({event.by.pseudonym}))
        case ReplayRequested():
            return change(_audited(audit, event.by.pseudonym), running=event.to_position)
        case ReplayExecuted():
            return change(audit, running=None)
        case FindingRecorded():
            finding = Finding("open", event.due, event.by.pseudonym)
            return _put(_audited(audit, event.by.pseudonym), event.finding_id, finding)
        case FindingAnswered():
            return _moved(audit, event.finding_id, "answered")
        case FindingReopened():
            audited = _audited(audit, event.by.pseudonym)
            return _moved(audited, event.finding_id, "open", event.due)
        case FindingSettled():
            audited = _audited(audit, event.by.pseudonym)
            return _moved(audited, event.finding_id, "settled")
        case AuditClosed():
            return change(audit, status="closed")
        case _:
            assert_never(event)


def _audited(audit: Audit, pseudonym: Pseudonym) -> Audit:
    return msgspec.structs.replace(audit, auditors=audit.auditors | {pseudonym})


def _put(audit: Audit, finding_id: FindingId, finding: Finding) -> Audit:
    findings = {**dict(audit.findings), finding_id: finding}
    return msgspec.structs.replace(audit, findings=tuple(findings.items()))


def _moved(
    audit: Audit, finding_id: FindingId, status: FindingStatus, due: date | None = None
) -> Audit:
    finding = audit.finding(finding_id)
    if finding is None:
        return audit
    moved = msgspec.structs.replace(finding, status=status, due=due or finding.due)
    return _put(audit, finding_id, moved)
