"""Comment threads below proposals, with stubs for what is not public."""

from projections.comments.queries import (
    Thread,
    find,
    latest,
    several,
    thread,
    versions,
    visible,
)
from projections.comments.rows import CommentRow, CommentVersionRow, State, define

__all__ = [
    "CommentRow",
    "CommentVersionRow",
    "State",
    "Thread",
    "define",
    "find",
    "latest",
    "several",
    "thread",
    "versions",
    "visible",
]
