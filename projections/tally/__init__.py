"""Supports and opinions: exact counts, how they came about, and what they are of."""

from projections.model import Model
from projections.tally.projecting import project
from projections.tally.queries import days, of, of_process, of_questions, several, voting_days
from projections.tally.rows import Counts, DayRow, define

MODEL = Model("tally", define, project, weight=4, revision=3)

__all__ = [
    "MODEL",
    "Counts",
    "DayRow",
    "days",
    "define",
    "of",
    "of_process",
    "of_questions",
    "project",
    "several",
    "voting_days",
]
