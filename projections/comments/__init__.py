"""Comment threads below proposals, with stubs for what is not public."""

from projections.comments.projecting import project
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
from projections.model import Model

MODEL = Model("comments", define, project)

__all__ = [
    "MODEL",
    "CommentRow",
    "CommentVersionRow",
    "State",
    "Thread",
    "define",
    "find",
    "latest",
    "project",
    "several",
    "thread",
    "versions",
    "visible",
]
