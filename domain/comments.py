"""Comments below a proposal: threads, a short edit window, stubs that keep order.

Rules: docs/rules/comments.md.
"""

from datetime import date, datetime, timedelta
from typing import Literal, assert_never

import msgspec

from domain.codes import CaseId, CommentId, PhaseId, ProposalId, RuleCode, Stance
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, Level, ProcessId, Pseudonym
from domain.phases import Phase
from domain.proposals import Proposal

EDIT_WINDOW = timedelta(minutes=15)
"""How long an author may correct a comment nobody has replied to (domain.md 3.2)."""


class PostComment(Command, frozen=True, kw_only=True):
    """`parent` is the state of the comment replied to, None at the top."""

    comment_id: CommentId
    phase_id: PhaseId
    text: ContentRef
    stance: Stance | None
    level: Level
    author: Actor
    proposal: Proposal
    parent: "Comment | None"
    phase: Phase
    post_moderated: bool
    case_id: CaseId
    at: datetime


class EditComment(Command, frozen=True, kw_only=True):
    """`answered` tells whether somebody has replied in the meantime."""

    text: ContentRef
    answered: bool
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


class CommentUnknown(Refusal): ...


class CommentAlreadyPosted(Refusal): ...


class ProposalNotOpenForComments(Refusal): ...


class ReplyToCommentThatIsNotVisible(Refusal): ...


class NotTheAuthorOfTheComment(Refusal): ...


class EditWindowIsOver(Refusal): ...


class CommentHasReplies(Refusal): ...


class CommentCannotBeChanged(Refusal): ...


class CommentNotHeld(Refusal): ...


class CommentNotVisible(Refusal): ...


class CommentNotHidden(Refusal): ...


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
CommentStatus = Literal["absent", "visible", "held", "refused", "hidden", "withdrawn"]


class Comment(msgspec.Struct, frozen=True):
    """What the rules must remember about one comment.

    `interim` tells a hold after a report
    from one that waits for its first review.
    """

    status: CommentStatus = "absent"
    id: CommentId | None = None
    process_id: ProcessId | None = None
    proposal_id: ProposalId | None = None
    author: Pseudonym | None = None
    level: Level = "guest"
    version: int = 0
    held_by: CaseId | None = None
    interim: bool = False
    once_held: bool = False
    posted_at: datetime | None = None


def history_of(comment_id: CommentId) -> StreamId:
    """Return the stream of a comment."""
    return StreamId(comment_id)


def evolve(comment: Comment, event: CommentEvent) -> Comment:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case CommentPosted():
            return Comment(
                status="visible",
                id=event.comment_id,
                process_id=event.process_id,
                proposal_id=event.proposal_id,
                author=event.author.on_behalf_of or event.author.pseudonym,
                level=event.level,
                version=1,
                posted_at=event.posted_at,
            )
        case CommentEdited():
            return change(comment, version=event.version)
        case CommentWithdrawn():
            return change(comment, status="withdrawn", held_by=None)
        case CommentHeld():
            return change(
                comment,
                status="held",
                held_by=event.case_id,
                interim=event.until is not None,
                once_held=True,
            )
        case CommentReleased() | CommentRestored():
            return change(comment, status="visible", held_by=None, interim=False)
        case CommentRefused():
            return change(comment, status="refused", held_by=None)
        case CommentHidden():
            return change(comment, status="hidden", held_by=None, interim=False)
        case _:
            assert_never(event)


def decide(comment: Comment, command: CommentCommand) -> list[CommentEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, PostComment):
        return _post(comment, command)
    if comment.id is None or comment.process_id is None or comment.proposal_id is None:
        raise CommentUnknown
    ids = Ids(comment.id, comment.process_id, comment.proposal_id)
    match command:
        case EditComment():
            return _edit(comment, ids, command)
        case WithdrawComment():
            return _withdraw(comment, ids, command)
        case HoldComment():
            return _hold(comment, ids, command)
        case EndCommentHold():
            return _end_hold(comment, ids, command)
        case ReleaseComment():
            return _release(comment, ids, command)
        case RefuseComment() | HideComment():
            return _take_away(comment, ids, command)
        case RestoreComment():
            return _restore(comment, ids, command)
        case _:
            assert_never(command)


class Ids(msgspec.Struct, frozen=True):
    """Where a comment belongs; every event of its stream repeats it."""

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId


def _post(comment: Comment, command: PostComment) -> list[CommentEvent]:
    if comment.status != "absent":
        raise CommentAlreadyPosted
    command.phase.require("comment", command.at)
    proposal, parent = command.proposal, command.parent
    if proposal.id is None or proposal.process_id is None or not proposal.answerable:
        raise ProposalNotOpenForComments(state=proposal.status)
    if parent is not None and (parent.status != "visible" or parent.proposal_id != proposal.id):
        raise ReplyToCommentThatIsNotVisible(state=parent.status)
    posted = CommentPosted(
        comment_id=command.comment_id,
        process_id=proposal.process_id,
        proposal_id=proposal.id,
        phase_id=command.phase_id,
        parent_id=parent.id if parent else None,
        text=command.text,
        stance=command.stance,
        level=command.level,
        author=command.author,
        posted_at=command.at,
    )
    if command.post_moderated:
        return [posted]
    held = CommentHeld(
        comment_id=command.comment_id,
        process_id=proposal.process_id,
        proposal_id=proposal.id,
        case_id=command.case_id,
        until=None,
    )
    return [posted, held]


def _edit(comment: Comment, ids: Ids, command: EditComment) -> list[CommentEvent]:
    if command.by.pseudonym != comment.author:
        raise NotTheAuthorOfTheComment
    if comment.status not in {"visible", "held"} or comment.interim:
        raise CommentCannotBeChanged(state=comment.status)
    if command.answered:
        raise CommentHasReplies
    if comment.posted_at is None or command.at - comment.posted_at > EDIT_WINDOW:
        raise EditWindowIsOver(minutes=EDIT_WINDOW // timedelta(minutes=1))
    return [
        CommentEdited(
            comment_id=ids.comment_id,
            process_id=ids.process_id,
            proposal_id=ids.proposal_id,
            version=comment.version + 1,
            text=command.text,
            by=command.by,
        )
    ]


def _withdraw(comment: Comment, ids: Ids, command: WithdrawComment) -> list[CommentEvent]:
    if command.by.pseudonym != comment.author:
        raise NotTheAuthorOfTheComment
    if comment.status not in {"visible", "held"}:
        raise CommentCannotBeChanged(state=comment.status)
    return [
        CommentWithdrawn(
            comment_id=ids.comment_id,
            process_id=ids.process_id,
            proposal_id=ids.proposal_id,
            by=command.by,
        )
    ]


def _hold(comment: Comment, ids: Ids, command: HoldComment) -> list[CommentEvent]:
    # Once only: reports must not be a means to keep a comment covered (P3).
    if comment.status != "visible" or comment.once_held:
        return []
    return [
        CommentHeld(
            comment_id=ids.comment_id,
            process_id=ids.process_id,
            proposal_id=ids.proposal_id,
            case_id=command.case_id,
            until=command.until,
        )
    ]


def _released(ids: Ids, case_id: CaseId, by: Actor | None) -> list[CommentEvent]:
    return [
        CommentReleased(
            comment_id=ids.comment_id,
            process_id=ids.process_id,
            proposal_id=ids.proposal_id,
            case_id=case_id,
            by=by,
        )
    ]


def _end_hold(comment: Comment, ids: Ids, command: EndCommentHold) -> list[CommentEvent]:
    if comment.held_by != command.case_id or not comment.interim:
        return []
    return _released(ids, command.case_id, None)


def _release(comment: Comment, ids: Ids, command: ReleaseComment) -> list[CommentEvent]:
    if comment.status != "held":
        raise CommentNotHeld(state=comment.status)
    return _released(ids, command.case_id, command.by)


def _take_away(
    comment: Comment, ids: Ids, command: RefuseComment | HideComment
) -> list[CommentEvent]:
    if isinstance(command, RefuseComment):
        if comment.status != "held":
            raise CommentNotHeld(state=comment.status)
        kind: type[CommentRefused | CommentHidden] = CommentRefused
    else:
        if comment.status not in {"visible", "held"}:
            raise CommentNotVisible(state=comment.status)
        kind = CommentHidden
    return [
        kind(
            comment_id=ids.comment_id,
            process_id=ids.process_id,
            proposal_id=ids.proposal_id,
            case_id=command.case_id,
            rules=command.rules,
            explanation=command.explanation,
            appeal_until=command.appeal_until,
            by=command.by,
        )
    ]


def _restore(comment: Comment, ids: Ids, command: RestoreComment) -> list[CommentEvent]:
    if comment.status not in {"hidden", "refused"}:
        raise CommentNotHidden(state=comment.status)
    return [
        CommentRestored(
            comment_id=ids.comment_id,
            process_id=ids.process_id,
            proposal_id=ids.proposal_id,
            case_id=command.case_id,
            by=command.by,
        )
    ]
