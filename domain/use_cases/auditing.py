"""Auditors look, record findings and let the state be recomputed; the office answers."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from uuid import UUID

import msgspec

from domain import audits, processes
from domain.audits import Audit, AuditCommand, AuditId, FindingId
from domain.messages import ContentRef
from domain.people import Actor, ProcessId
from domain.permissions import Action
from domain.phases import BERLIN
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.histories import Histories
from domain.working_days import after_working_days


class AuditState(msgspec.Struct, frozen=True):
    """The answer to a command on an audit; `finding` is the one it made or moved."""

    id: AuditId
    finding: FindingId | None = None


class NewFinding(msgspec.Struct, frozen=True, kw_only=True):
    """`positions` and `subjects` are the events and objects it is about."""

    severity: audits.Severity
    text: str
    positions: tuple[int, ...] = ()
    subjects: tuple[UUID, ...] = ()


def open_audit(
    platform: Platform, asking: Asking, scope: audits.Scope, process_id: ProcessId | None
) -> Outcome:
    """Begin an audit of a process, or of everything; the result is an `AuditState`.

    Raises:
        ProcessUnknown: there is no such process.
        NotAllowed: only auditors audit.
    """
    audit_id = AuditId(platform.new_id())

    def decide(histories: Histories) -> bytes:
        if process_id is not None and histories.process(process_id).id is None:
            raise processes.ProcessUnknown
        by = actor(platform, histories, asking, "audit", process_id)
        command = audits.OpenAudit(audit_id=audit_id, process_id=process_id, scope=scope, by=by)
        histories.add(audits.history_of(audit_id), audits.decide(Audit(), command))
        return msgspec.json.encode(AuditState(audit_id))

    return carry_out(platform, asking, decide)


def request_replay(
    platform: Platform, asking: Asking, audit_id: AuditId, to_position: int
) -> Outcome:
    """Let the worker recompute the state as of a position.

    Raises:
        PositionNotReached, ReplayStillRunning: not now.
    """
    head = platform.log.head().position

    def make(_ref: ContentRef, by: Actor) -> AuditCommand:
        return audits.RequestReplay(to_position=to_position, head=head, by=by)

    return _in_audit(platform, asking, audit_id, "audit", make)


def record_replay(
    platform: Platform, asking: Asking, audit_id: AuditId, to_position: int, hashes: tuple[str, str]
) -> Outcome:
    """Write down what came out, the recomputed hash first; for the platform itself.

    Raises:
        ReplayNotRequested: nobody waits for it (any more).
    """
    recomputed, live = hashes

    def make(_ref: ContentRef, by: Actor) -> AuditCommand:
        return audits.RecordReplay(
            to_position=to_position, state_hash=recomputed, live_hash=live, by=by
        )

    return _in_audit(platform, asking, audit_id, "audit", make)


def record_finding(
    platform: Platform, asking: Asking, audit_id: AuditId, new: NewFinding
) -> Outcome:
    """Write down what was found; the office has ten working days to answer.

    Raises:
        FindingTextTooShort, PositionNotReached, AuditIsClosed: see docs/rules/audits.md.
    """
    finding_id = FindingId(platform.new_id())
    head = platform.log.head().position
    words = new.text.strip()

    def make(ref: ContentRef, by: Actor) -> AuditCommand:
        return audits.RecordFinding(
            finding_id=finding_id,
            severity=new.severity,
            text=ref,
            text_length=len(words),
            positions=new.positions,
            subjects=new.subjects,
            due=due_after(platform, asking.at),
            head=head,
            by=by,
        )

    return _in_audit(platform, asking, audit_id, "audit", make, words, finding_id)


def answer_finding(
    platform: Platform, asking: Asking, audit_id: AuditId, finding_id: FindingId, text: str
) -> Outcome:
    """Answer for the office; never by somebody who audits.

    Raises:
        AnswerNeedsAnotherPerson, FindingAlreadyAnswered: see docs/rules/audits.md.
    """
    words = text.strip()

    def make(ref: ContentRef, by: Actor) -> AuditCommand:
        return audits.AnswerFinding(finding_id=finding_id, text=ref, text_length=len(words), by=by)

    return _in_audit(platform, asking, audit_id, "answer_finding", make, words, finding_id)


def reopen_finding(
    platform: Platform, asking: Asking, audit_id: AuditId, finding_id: FindingId, reason: str
) -> Outcome:
    """Say why an answer is not enough; another one is due in ten working days."""
    words = reason.strip()

    def make(ref: ContentRef, by: Actor) -> AuditCommand:
        return audits.ReopenFinding(
            finding_id=finding_id,
            reason=ref,
            reason_length=len(words),
            due=due_after(platform, asking.at),
            by=by,
        )

    return _in_audit(platform, asking, audit_id, "audit", make, words, finding_id)


def settle_finding(
    platform: Platform, asking: Asking, audit_id: AuditId, finding_id: FindingId
) -> Outcome:
    """Take an answer as enough."""

    def make(_ref: ContentRef, by: Actor) -> AuditCommand:
        return audits.SettleFinding(finding_id=finding_id, by=by)

    return _in_audit(platform, asking, audit_id, "audit", make, finding_id=finding_id)


def close_audit(platform: Platform, asking: Asking, audit_id: AuditId) -> Outcome:
    """End an audit whose findings are all settled.

    Raises:
        FindingsStillOpen, ReplayStillRunning: not yet.
    """

    def make(_ref: ContentRef, by: Actor) -> AuditCommand:
        return audits.CloseAudit(by=by)

    return _in_audit(platform, asking, audit_id, "audit", make)


def due_after(platform: Platform, at: datetime) -> date:
    """Return the local day by whose end the office answers."""
    day = at.astimezone(BERLIN).date()
    return after_working_days(day, audits.ANSWER_WORKING_DAYS, platform.days)


def _in_audit(
    platform: Platform,
    asking: Asking,
    audit_id: AuditId,
    action: Action,
    make: Callable[[ContentRef, Actor], AuditCommand],
    words: str = "",
    finding_id: FindingId | None = None,
) -> Outcome:
    """Carry out a command on an audit; its words are sealed for the office, not a person."""

    @cache
    def sealed() -> Sealed:
        return platform.vault.seal([Plain(words, None)])[0]

    def decide(histories: Histories) -> bytes:
        audit = histories.audit(audit_id)
        if audit.id is None:
            raise audits.refusals.AuditUnknown
        by = actor(platform, histories, asking, action, audit.process_id)
        # A dummy stands for words that are missing: the rules refuse it by its length.
        command = make(sealed().ref if words else "", by)
        events = audits.decide(audit, command)
        histories.add(audits.history_of(audit_id), events)
        histories.sealed = [sealed()] if words and events else []
        return msgspec.json.encode(AuditState(audit_id, finding_id))

    return carry_out(platform, asking, decide)
