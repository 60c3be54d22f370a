"""Measures: where each stands, what it takes up, and everything that happened to it."""

from projections.measures.news import NEWS_KINDS, news, said
from projections.measures.projecting import project
from projections.measures.queries import (
    everything,
    find,
    of_process,
    of_these_kinds,
    several,
    sources,
    sources_of_process,
    steps,
    taken_up,
)
from projections.measures.rows import MeasureRow, SourceRow, StepRow, define
from projections.measures.statements import Asked, statements
from projections.measures.telling import (
    Assessed,
    Decided,
    Milestone,
    Placed,
    Prioritised,
    Report,
    Statement,
    Story,
    Version,
    tell,
)
from projections.model import Model

MODEL = Model("measures", define, project, revision=2)

__all__ = [
    "MODEL",
    "NEWS_KINDS",
    "Asked",
    "Assessed",
    "Decided",
    "MeasureRow",
    "Milestone",
    "Placed",
    "Prioritised",
    "Report",
    "SourceRow",
    "Statement",
    "StepRow",
    "Story",
    "Version",
    "define",
    "everything",
    "find",
    "news",
    "of_process",
    "of_these_kinds",
    "project",
    "said",
    "several",
    "sources",
    "sources_of_process",
    "statements",
    "steps",
    "taken_up",
    "tell",
]
