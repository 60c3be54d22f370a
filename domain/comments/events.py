"""What can happen to a comment. Stored names are for ever (ruling 25)."""

from datetime import date, datetime

from domain.codes import CaseId, CommentId, PhaseId, ProposalId, RuleCode, Stance
from domain.messages import ContentRef, Event
from domain.people import Actor, Level, ProcessId


class CommentPosted(Event, frozen=True, tag="comment.posted/1"):
    """Somebody commented on a proposal, or replied to a comment on it."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    phase_id: PhaseId
    parent_id: CommentId | None
    text: ContentRef
    stance: Stance | None
    level: Level
    author: Actor
    posted_at: datetime


class CommentEdited(Event, frozen=True, tag="comment.edited/1"):
    """The author corrected it within the edit window; the old version stays known."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    version: int
    text: ContentRef
    by: Actor


class CommentWithdrawn(Event, frozen=True, tag="comment.withdrawn/1"):
    """The author took it back; a stub keeps the thread readable."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    by: Actor


class CommentHeld(Event, frozen=True, tag="comment.held/1"):
    """Not public until a moderator has read it, or, after a report, until `until`."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    case_id: CaseId
    until: datetime | None


class CommentReleased(Event, frozen=True, tag="comment.released/1"):
    """Public from now on; `by` is None where an interim hold ran out."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    case_id: CaseId
    by: Actor | None


class CommentRefused(Event, frozen=True, tag="comment.refused/1"):
    """A held comment stays unpublished, with reasons and a way to appeal."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class CommentHidden(Event, frozen=True, tag="comment.hidden/1"):
    """It was public and is not any more; a stub names the rule."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class CommentRestored(Event, frozen=True, tag="comment.restored/1"):
    """Public again after having been hidden or refused."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    case_id: CaseId
    by: Actor


CommentEvent = (
    CommentPosted
    | CommentEdited
    | CommentWithdrawn
    | CommentHeld
    | CommentReleased
    | CommentRefused
    | CommentHidden
    | CommentRestored
)
