"""Answers to moderation commands; each rule is one function."""

from datetime import datetime
from typing import assert_never

from domain.codes import EXPLANATION_MINIMUM, CaseId, Subject
from domain.moderation import refusals as no
from domain.moderation.clock import appeal_until
from domain.moderation.commands import (
    AddNote,
    AssignAppeal,
    CaseCommand,
    ClaimCase,
    CloseCase,
    DecideAppeal,
    DecideCase,
    EscalateCase,
    FileAppeal,
    OpenCase,
    ReleaseCase,
    ReportContent,
)
from domain.moderation.events import (
    AppealAssigned,
    AppealDecided,
    AppealFiled,
    CaseClaimed,
    CaseClosed,
    CaseDecided,
    CaseEscalated,
    CaseEvent,
    CaseNoteAdded,
    CaseOpened,
    CaseReleased,
    ContentReported,
)
from domain.moderation.state import RESTRICTING, Case, CaseStatus
from domain.people import ProcessId
from domain.phases import BERLIN

Ids = tuple[CaseId, ProcessId, Subject]


def decide(case: Case, command: CaseCommand) -> list[CaseEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, OpenCase):
        return _open(case, command)
    if case.id is None or case.process_id is None or case.subject is None:
        raise no.CaseUnknown
    ids = (case.id, case.process_id, case.subject)
    match command:
        case ReportContent():
            return _report(case, ids, command)
        case ClaimCase():
            return _claim(case, ids, command)
        case ReleaseCase():
            _require_in_hands(case, command)
            return [CaseReleased(case_id=ids[0], process_id=ids[1], by=command.by)]
        case AddNote():
            return [
                CaseNoteAdded(case_id=ids[0], process_id=ids[1], text=command.text, by=command.by)
            ]
        case EscalateCase():
            return _escalate(case, ids, command)
        case DecideCase():
            return _decide_case(case, ids, command)
        case FileAppeal():
            return _file_appeal(case, ids, command)
        case AssignAppeal():
            return _assign_appeal(case, ids, command)
        case DecideAppeal():
            return _decide_appeal(case, ids, command)
        case CloseCase():
            return _close(case, ids, command)
        case _:
            assert_never(command)


def _open(case: Case, command: OpenCase) -> list[CaseEvent]:
    if case.status != "absent":
        raise no.CaseAlreadyOpen
    return [
        CaseOpened(
            case_id=command.case_id,
            process_id=command.process_id,
            subject=command.subject,
            trigger=command.trigger,
            author=command.author,
            previous=command.previous,
            due=command.due,
        )
    ]


def _report(case: Case, ids: Ids, command: ReportContent) -> list[CaseEvent]:
    if not case.waiting:
        raise no.CaseAlreadyDecided(state=case.status)
    if command.rule == "HR00":
        raise no.SourceRuleNotForModerators
    if command.reporter is not None and command.reporter in case.reporters:
        raise no.AlreadyReported
    return [
        ContentReported(
            case_id=ids[0],
            process_id=ids[1],
            subject=ids[2],
            reporter=command.reporter,
            rule=command.rule,
            text=command.text,
        )
    ]


def _claim(case: Case, ids: Ids, command: ClaimCase) -> list[CaseEvent]:
    if command.own or command.by.pseudonym == case.author:
        raise no.ModeratorIsAuthor
    if case.status == "in_work" and case.claimed_by == command.by.pseudonym:
        return []
    if case.status not in {"open", "escalated"} and not _left(case, "in_work", command.at):
        raise no.CaseNotOpen(state=case.status)
    return [CaseClaimed(case_id=ids[0], process_id=ids[1], by=command.by)]


def _left(case: Case, status: CaseStatus, at: datetime) -> bool:
    """Tell whether somebody has taken it and let its day pass: then others may take it over.

    Nobody else could give it back, and its author would wait for who is ill or has left.
    """
    return case.status == status and case.due is not None and case.due <= at


def _require_in_hands(case: Case, command: ReleaseCase | EscalateCase | DecideCase) -> None:
    """Let only the moderator who claimed it go on (J4)."""
    if not case.waiting:
        raise no.CaseAlreadyDecided(state=case.status)
    if case.status != "in_work" or case.claimed_by != command.by.pseudonym:
        raise no.CaseNotInYourHands(state=case.status)


def _escalate(case: Case, ids: Ids, command: EscalateCase) -> list[CaseEvent]:
    _require_in_hands(case, command)
    return [
        CaseEscalated(
            case_id=ids[0],
            process_id=ids[1],
            to=command.to,
            reason=command.reason,
            by=command.by,
        )
    ]


def _decide_case(case: Case, ids: Ids, command: DecideCase) -> list[CaseEvent]:
    if command.own or command.by.pseudonym == case.author:
        raise no.ModeratorIsAuthor
    _require_in_hands(case, command)
    _require_reasons(command)
    if command.outcome == "merge" and command.into is None:
        raise no.MergeTargetMissing
    return [
        CaseDecided(
            case_id=ids[0],
            process_id=ids[1],
            subject=ids[2],
            outcome=command.outcome,
            rules=command.rules,
            explanation=command.explanation,
            quoted=command.quoted,
            into=command.into if command.outcome == "merge" else None,
            decided_at=command.at,
            by=command.by,
        )
    ]


def _require_reasons(command: DecideCase) -> None:
    """Refuse to take something from an author without rule and explanation (I6)."""
    if "HR00" in command.rules:
        raise no.SourceRuleNotForModerators
    if command.outcome not in RESTRICTING:
        return
    if not command.rules:
        raise no.RuleMissing
    _require_explanation(command.explanation_length)


def _require_explanation(length: int) -> None:
    if length < EXPLANATION_MINIMUM:
        raise no.ExplanationTooShort(minimum=EXPLANATION_MINIMUM)


def _file_appeal(case: Case, ids: Ids, command: FileAppeal) -> list[CaseEvent]:
    if (command.by.on_behalf_of or command.by.pseudonym) != case.author:
        raise no.NotYourCase
    if case.status in {"appealed", "under_appeal", "final"}:
        raise no.AlreadyAppealed(state=case.status)
    if case.decided_at is None or case.outcome not in RESTRICTING:
        raise no.NothingToAppeal(state=case.status)
    last_day = appeal_until(case.decided_at)
    if case.status == "closed" or command.at.astimezone(BERLIN).date() > last_day:
        raise no.AppealTooLate(until=last_day)
    return [
        AppealFiled(
            case_id=ids[0],
            process_id=ids[1],
            text=command.text,
            due=command.due,
            by=command.by,
        )
    ]


def _assign_appeal(case: Case, ids: Ids, command: AssignAppeal) -> list[CaseEvent]:
    if command.own or command.reviewer.pseudonym == case.author:
        raise no.ModeratorIsAuthor
    if command.reviewer.pseudonym == case.decided_by:
        raise no.ReviewerDecidedBefore
    if case.status == "under_appeal" and case.reviewer == command.reviewer.pseudonym:
        return []
    if case.status != "appealed" and not _left(case, "under_appeal", command.at):
        raise no.CaseNotOpen(state=case.status)
    return [AppealAssigned(case_id=ids[0], process_id=ids[1], reviewer=command.reviewer)]


def _decide_appeal(case: Case, ids: Ids, command: DecideAppeal) -> list[CaseEvent]:
    if command.by.pseudonym == case.decided_by:
        raise no.ReviewerDecidedBefore
    if case.status != "under_appeal" or case.reviewer != command.by.pseudonym:
        raise no.AppealNotInYourHands(state=case.status)
    _require_explanation(command.explanation_length)
    return [
        AppealDecided(
            case_id=ids[0],
            process_id=ids[1],
            subject=ids[2],
            outcome=command.outcome,
            explanation=command.explanation,
            decided_at=command.at,
            by=command.by,
        )
    ]


def _close(case: Case, ids: Ids, command: CloseCase) -> list[CaseEvent]:
    if case.status != "decided" or case.decided_at is None:
        raise no.CaseNotOpen(state=case.status)
    if command.at.astimezone(BERLIN).date() <= appeal_until(case.decided_at):
        raise no.AppealPeriodRunning(until=appeal_until(case.decided_at))
    return [CaseClosed(case_id=ids[0], process_id=ids[1])]
