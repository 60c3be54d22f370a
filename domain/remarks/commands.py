"""What can be asked of a remark. Mission and phase come along as read."""

from datetime import date, datetime
from uuid import UUID

from domain.codes import CaseId, PhaseId, PhaseKind, RemarkId, RuleCode
from domain.messages import Command, ContentRef
from domain.missions import Mission
from domain.people import Actor, Level, ProcessId
from domain.phases import Phase


class PostRemark(Command, frozen=True, kw_only=True):
    """`seen` is the version of the mission statement that its author has read."""

    remark_id: RemarkId
    process_id: ProcessId
    paragraph_id: UUID
    seen: int
    mission: Mission
    phase_id: PhaseId
    phase_kind: PhaseKind
    phase: Phase
    text: ContentRef
    level: Level
    author: Actor
    post_moderated: bool
    case_id: CaseId
    at: datetime


class EditRemark(Command, frozen=True, kw_only=True):
    """`phase` is the one the remark was posted in.

    `case_id` is the case that waits for the new text, `post_moderated` whether the
    text may be shown before it is read.
    """

    text: ContentRef
    phase: Phase
    post_moderated: bool
    case_id: CaseId
    by: Actor
    at: datetime


class WithdrawRemark(Command, frozen=True, kw_only=True):
    by: Actor


class HoldRemark(Command, frozen=True, kw_only=True):
    case_id: CaseId
    until: datetime


class EndRemarkHold(Command, frozen=True, kw_only=True):
    case_id: CaseId


class ReleaseRemark(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


class RefuseRemark(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class HideRemark(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class RestoreRemark(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


RemarkCommand = (
    PostRemark
    | EditRemark
    | WithdrawRemark
    | HoldRemark
    | EndRemarkHold
    | ReleaseRemark
    | RefuseRemark
    | HideRemark
    | RestoreRemark
)
