"""Comment threads below proposals, with stubs for what is not public."""

from projections.comments.portions import Portion, page_of, portion
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

MODEL = Model("comments", define, project, weight=2)

__all__ = [
    "MODEL",
    "CommentRow",
    "CommentVersionRow",
    "Portion",
    "State",
    "Thread",
    "define",
    "find",
    "latest",
    "page_of",
    "portion",
    "project",
    "several",
    "thread",
    "versions",
    "visible",
]
