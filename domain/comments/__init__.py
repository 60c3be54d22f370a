"""Comments below a proposal: threads, a short edit window, stubs that keep order.

Rules: docs/rules/comments.md.
"""

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
from domain.comments.deciding import EDIT_WINDOW, decide
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
from domain.comments.state import Comment, CommentStatus, evolve, history_of

__all__ = [
    "EDIT_WINDOW",
    "Comment",
    "CommentAlreadyPosted",
    "CommentCannotBeChanged",
    "CommentCommand",
    "CommentEdited",
    "CommentEvent",
    "CommentHasReplies",
    "CommentHeld",
    "CommentHidden",
    "CommentNotHeld",
    "CommentNotHidden",
    "CommentNotVisible",
    "CommentPosted",
    "CommentRefused",
    "CommentReleased",
    "CommentRestored",
    "CommentStatus",
    "CommentUnknown",
    "CommentWithdrawn",
    "EditComment",
    "EditWindowIsOver",
    "EndCommentHold",
    "HideComment",
    "HoldComment",
    "NotTheAuthorOfTheComment",
    "PostComment",
    "ProposalNotOpenForComments",
    "RefuseComment",
    "ReleaseComment",
    "ReplyToCommentThatIsNotVisible",
    "RestoreComment",
    "WithdrawComment",
    "decide",
    "evolve",
    "history_of",
]
