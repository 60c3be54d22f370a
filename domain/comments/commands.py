"""What can be asked of a comment. Proposal, parent and phase come along as read."""

from datetime import date, datetime

from domain.codes import CaseId, CommentId, PhaseId, RuleCode, Stance
from domain.comments.state import Comment
from domain.messages import Command, ContentRef
from domain.people import Actor, Level
from domain.phases import Phase
from domain.proposals import Proposal


class PostComment(Command, frozen=True, kw_only=True):
    """`parent` is the state of the comment replied to, None at the top."""

    comment_id: CommentId
    phase_id: PhaseId
    text: ContentRef
    stance: Stance | None
    level: Level
    author: Actor
    proposal: Proposal
    parent: Comment | None
    phase: Phase
    post_moderated: bool
    case_id: CaseId
    at: datetime


class EditComment(Command, frozen=True, kw_only=True):
    """`answered` tells whether somebody has replied in the meantime.

    `case_id` is the case that waits for the new text, `post_moderated` whether the
    text may be shown before it is read.
    """

    text: ContentRef
    answered: bool
    post_moderated: bool
    case_id: CaseId
    by: Actor
    at: datetime


class WithdrawComment(Command, frozen=True, kw_only=True):
    by: Actor


class HoldComment(Command, frozen=True, kw_only=True):
    case_id: CaseId
    until: datetime


class EndCommentHold(Command, frozen=True, kw_only=True):
    case_id: CaseId


class ReleaseComment(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


class RefuseComment(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class HideComment(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class RestoreComment(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


CommentCommand = (
    PostComment
    | EditComment
    | WithdrawComment
    | HoldComment
    | EndCommentHold
    | ReleaseComment
    | RefuseComment
    | HideComment
    | RestoreComment
)
