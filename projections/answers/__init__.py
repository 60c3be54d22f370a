"""Answers to ideas: what the office said, what it asked units, and what is still due."""

from projections.answers.due import (
    Numbers,
    Standing,
    due_days,
    numbers,
    numbers_of,
    standing,
    standings,
)
from projections.answers.projecting import project
from projections.answers.queries import (
    find,
    of_ids,
    of_process,
    on_paper,
    outcomes,
    reviews,
    unanswered,
    versions,
)
from projections.answers.rows import (
    AnswerRow,
    AnswerVersionRow,
    OutcomeRow,
    ReviewRow,
    define,
)
from projections.model import Model

MODEL = Model("answers", define, project)

__all__ = [
    "MODEL",
    "AnswerRow",
    "AnswerVersionRow",
    "Numbers",
    "OutcomeRow",
    "ReviewRow",
    "Standing",
    "define",
    "due_days",
    "find",
    "numbers",
    "numbers_of",
    "of_ids",
    "of_process",
    "on_paper",
    "outcomes",
    "project",
    "reviews",
    "standing",
    "standings",
    "unanswered",
    "versions",
]
