"""Answers to comment commands; each rule is one function."""

from datetime import timedelta
from typing import assert_never

import msgspec

from domain.codes import CaseId, CommentId, ProposalId
from domain.comments.commands import (
    CommentCommand,
    EditComment,
    EndCommentHold,
    HideComment,
    HoldComment,
    PostComment,
    RefuseComment,
    ReleaseComment,
    RestoreComment,
    WithdrawComment,
)
from domain.comments.events import (
    CommentEdited,
    CommentEvent,
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentWithdrawn,
)
from domain.comments.refusals import (
    CommentAlreadyPosted,
    CommentCannotBeChanged,
    CommentHasReplies,
    CommentNotHeld,
    CommentNotHidden,
    CommentNotVisible,
    CommentUnknown,
    EditWindowIsOver,
    NotTheAuthorOfTheComment,
    ProposalNotOpenForComments,
    ReplyToCommentThatIsNotVisible,
)
from domain.comments.state import Comment
from domain.people import Actor, ProcessId

EDIT_WINDOW = timedelta(minutes=15)
"""How long an author may correct a comment nobody has replied to."""


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
    ids = Ids(command.comment_id, proposal.process_id, proposal.id)
    return [posted, _unread(ids, command.case_id)]


def _unread(ids: Ids, case_id: CaseId) -> CommentHeld:
    return CommentHeld(
        comment_id=ids.comment_id,
        process_id=ids.process_id,
        proposal_id=ids.proposal_id,
        case_id=case_id,
        until=None,
    )


def _edit(comment: Comment, ids: Ids, command: EditComment) -> list[CommentEvent]:
    if command.by.pseudonym != comment.author:
        raise NotTheAuthorOfTheComment
    if comment.status not in {"visible", "held"} or comment.interim:
        raise CommentCannotBeChanged(state=comment.status)
    if command.answered:
        raise CommentHasReplies
    if comment.posted_at is None or command.at - comment.posted_at > EDIT_WINDOW:
        raise EditWindowIsOver(minutes=EDIT_WINDOW // timedelta(minutes=1))
    edited = CommentEdited(
        comment_id=ids.comment_id,
        process_id=ids.process_id,
        proposal_id=ids.proposal_id,
        version=comment.version + 1,
        text=command.text,
        by=command.by,
    )
    # Released was the text before; this one nobody has read (P1).
    if comment.status == "visible" and not command.post_moderated:
        return [edited, _unread(ids, command.case_id)]
    return [edited]


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
