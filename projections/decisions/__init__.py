"""Decisions of councils: agenda items, records, corrections, repeals, and their subjects.

Rules: docs/rules/decisions.md.
"""

from projections.decisions.projecting import project
from projections.decisions.queries import (
    Names,
    agenda_item,
    all_corrections,
    corrections,
    decidable,
    decided_on,
    desk,
    find,
    names,
    register,
    repeals,
    steps,
    strategy_version,
    submissions,
    unscheduled,
    waiting_corrections,
)
from projections.decisions.register import (
    RegisterPage,
    Told,
    Wanted,
    of_paper,
    page,
    public_row,
    told,
)
from projections.decisions.rows import (
    CorrectionRow,
    DecidableRow,
    DecisionRow,
    StepRow,
    SubmissionRow,
    record_of,
)
from projections.decisions.tables import define
from projections.model import Model

MODEL = Model("decisions", define, project)

__all__ = [
    "MODEL",
    "CorrectionRow",
    "DecidableRow",
    "DecisionRow",
    "Names",
    "RegisterPage",
    "StepRow",
    "SubmissionRow",
    "Told",
    "Wanted",
    "agenda_item",
    "all_corrections",
    "corrections",
    "decidable",
    "decided_on",
    "desk",
    "find",
    "names",
    "of_paper",
    "page",
    "public_row",
    "record_of",
    "register",
    "repeals",
    "steps",
    "strategy_version",
    "submissions",
    "told",
    "unscheduled",
    "waiting_corrections",
]
