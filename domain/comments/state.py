"""What the rules must remember about one comment, and nothing more."""

from datetime import datetime
from typing import Literal, assert_never

import msgspec

from domain.codes import CaseId, CommentId, PhaseId, ProposalId
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
from domain.messages import StreamId
from domain.people import Level, ProcessId, Pseudonym

CommentStatus = Literal["absent", "visible", "held", "refused", "hidden", "withdrawn"]


class Comment(msgspec.Struct, frozen=True):
    """What the rules must remember about one comment.

    `interim` tells a hold after a report from one that waits for its first review;
    `once_held` that there has been such a hold, so that reports cannot bring a second.
    """

    status: CommentStatus = "absent"
    id: CommentId | None = None
    process_id: ProcessId | None = None
    proposal_id: ProposalId | None = None
    phase_id: PhaseId | None = None
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
                phase_id=event.phase_id,
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
                # Waiting for the first review is no cover: that one is still to be had.
                once_held=comment.once_held or event.until is not None,
            )
        case CommentReleased() | CommentRestored():
            return change(comment, status="visible", held_by=None, interim=False)
        case CommentRefused():
            return change(comment, status="refused", held_by=None)
        case CommentHidden():
            return change(comment, status="hidden", held_by=None, interim=False)
        case _:
            assert_never(event)
