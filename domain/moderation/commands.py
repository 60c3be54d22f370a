"""What can be asked of a moderation case."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from domain.codes import CaseId, RuleCode, Subject
from domain.messages import Command, ContentRef
from domain.moderation.events import AppealOutcome, Outcome, Trigger
from domain.people import Actor, ProcessId, Pseudonym, VoterNumber


class OpenCase(Command, frozen=True, kw_only=True):
    case_id: CaseId
    process_id: ProcessId
    subject: Subject
    trigger: Trigger
    author: Pseudonym | None
    previous: CaseId | None
    due: datetime


class ReportContent(Command, frozen=True, kw_only=True):
    reporter: VoterNumber | None
    rule: RuleCode
    text: ContentRef | None


class ClaimCase(Command, frozen=True, kw_only=True):
    """`own` tells that the vault knows the asking person as the subject's author."""

    by: Actor
    own: bool
    at: datetime


class ReleaseCase(Command, frozen=True, kw_only=True):
    by: Actor


class AddNote(Command, frozen=True, kw_only=True):
    text: ContentRef
    by: Actor


class EscalateCase(Command, frozen=True, kw_only=True):
    to: Literal["legal", "police"]
    reason: ContentRef
    by: Actor


class DecideCase(Command, frozen=True, kw_only=True):
    """`explanation_length` is in characters: the text itself is sealed already."""

    outcome: Outcome
    rules: tuple[RuleCode, ...]
    explanation: ContentRef | None
    explanation_length: int
    quoted: ContentRef | None
    into: UUID | None
    by: Actor
    own: bool
    at: datetime


class FileAppeal(Command, frozen=True, kw_only=True):
    text: ContentRef
    due: datetime
    by: Actor
    at: datetime


class AssignAppeal(Command, frozen=True, kw_only=True):
    reviewer: Actor
    own: bool
    at: datetime


class DecideAppeal(Command, frozen=True, kw_only=True):
    outcome: AppealOutcome
    explanation: ContentRef
    explanation_length: int
    by: Actor
    at: datetime


class CloseCase(Command, frozen=True, kw_only=True):
    at: datetime


CaseCommand = (
    OpenCase
    | ReportContent
    | ClaimCase
    | ReleaseCase
    | AddNote
    | EscalateCase
    | DecideCase
    | FileAppeal
    | AssignAppeal
    | DecideAppeal
    | CloseCase
)
