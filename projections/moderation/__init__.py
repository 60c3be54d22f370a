"""The moderation desk: queue, cases with every step, authors' histories, statistics."""

from projections.model import Model
from projections.moderation.overdue import Overdue, overdue
from projections.moderation.projecting import project
from projections.moderation.queries import (
    CaseDetail,
    Counts,
    Desk,
    Queue,
    Queued,
    appeals_until,
    author,
    case,
    cases_of,
    counts,
    queue,
    several,
    steps,
    undecided,
    versions,
    words_of_office,
)
from projections.moderation.rows import (
    AuthorRow,
    CaseRow,
    StepRow,
    SubjectRow,
    Tab,
    VersionRow,
    define,
)
from projections.moderation.statistics import Month, statistics

MODEL = Model("moderation", define, project, weight=2)

__all__ = [
    "MODEL",
    "AuthorRow",
    "CaseDetail",
    "CaseRow",
    "Counts",
    "Desk",
    "Month",
    "Overdue",
    "Queue",
    "Queued",
    "StepRow",
    "SubjectRow",
    "Tab",
    "VersionRow",
    "appeals_until",
    "author",
    "case",
    "cases_of",
    "counts",
    "define",
    "overdue",
    "project",
    "queue",
    "several",
    "statistics",
    "steps",
    "undecided",
    "versions",
    "words_of_office",
]
