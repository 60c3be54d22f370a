"""What can happen to a moderation case. Stored names are for ever (ruling 25)."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from domain.codes import CaseId, RuleCode, Subject
from domain.messages import ContentRef, Event
from domain.people import Actor, ProcessId, Pseudonym, VoterNumber

Trigger = Literal["submission", "edit", "report", "filter"]
Outcome = Literal[
    "publish", "return", "reject", "hide", "restore", "merge", "no_action", "warn", "suspend"
]
AppealOutcome = Literal["upheld", "overturned", "partly"]


class CaseOpened(Event, frozen=True, tag="case.opened/1"):
    """Something waits for a moderator until `due`. `previous` is the subject's last case."""

    case_id: CaseId
    process_id: ProcessId
    subject: Subject
    trigger: Trigger
    author: Pseudonym | None
    previous: CaseId | None
    due: datetime


class ContentReported(Event, frozen=True, tag="case.content-reported/1"):
    """Somebody says the subject breaks a rule. `reporter` is None without an account.

    A reporter's number is made like a voter number, so that one person counts
    once and reports on different subjects cannot be linked.
    """

    case_id: CaseId
    process_id: ProcessId
    subject: Subject
    reporter: VoterNumber | None
    rule: RuleCode
    text: ContentRef | None


class CaseClaimed(Event, frozen=True, tag="case.claimed/1"):
    """A moderator works on it; others leave it alone until it is released."""

    case_id: CaseId
    process_id: ProcessId
    by: Actor


class CaseReleased(Event, frozen=True, tag="case.released/1"):
    """The moderator gave it back; anybody may claim it."""

    case_id: CaseId
    process_id: ProcessId
    by: Actor


class CaseNoteAdded(Event, frozen=True, tag="case.note-added/1"):
    """An internal note for colleagues and reviewers."""

    case_id: CaseId
    process_id: ProcessId
    text: ContentRef
    by: Actor


class CaseEscalated(Event, frozen=True, tag="case.escalated/1"):
    """Handed to the legal office or the police, with a reason."""

    case_id: CaseId
    process_id: ProcessId
    to: Literal["legal", "police"]
    reason: ContentRef
    by: Actor


class CaseDecided(Event, frozen=True, tag="case.decided/1"):
    """The statement of reasons: outcome, rules, explanation, quoted passage (I6).

    `into` names the target of a merge, None otherwise.
    """

    case_id: CaseId
    process_id: ProcessId
    subject: Subject
    outcome: Outcome
    rules: tuple[RuleCode, ...]
    explanation: ContentRef | None
    quoted: ContentRef | None
    into: UUID | None
    decided_at: datetime
    by: Actor


class AppealFiled(Event, frozen=True, tag="case.appeal-filed/1"):
    """The author asks for a second look by somebody else (I7)."""

    case_id: CaseId
    process_id: ProcessId
    text: ContentRef
    due: datetime
    by: Actor


class AppealAssigned(Event, frozen=True, tag="case.appeal-assigned/1"):
    """A reviewer who did not decide before took the appeal."""

    case_id: CaseId
    process_id: ProcessId
    reviewer: Actor


class AppealDecided(Event, frozen=True, tag="case.appeal-decided/1"):
    """The second decision; both stay in the case."""

    case_id: CaseId
    process_id: ProcessId
    subject: Subject
    outcome: AppealOutcome
    explanation: ContentRef
    decided_at: datetime
    by: Actor


class CaseClosed(Event, frozen=True, tag="case.closed/1"):
    """The time to appeal is over."""

    case_id: CaseId
    process_id: ProcessId


CaseEvent = (
    CaseOpened
    | ContentReported
    | CaseClaimed
    | CaseReleased
    | CaseNoteAdded
    | CaseEscalated
    | CaseDecided
    | AppealFiled
    | AppealAssigned
    | AppealDecided
    | CaseClosed
)
