"""Real-world labs: what is tried where, what people say of it, what came of it.

Rules: docs/rules/labs.md.
"""

from projections.labs.projecting import project
from projections.labs.queries import feedback, find, of_measure, of_process, steps
from projections.labs.rows import FeedbackRow, LabRow, LabStepRow, define
from projections.model import Model

MODEL = Model("labs", define, project)

__all__ = [
    "MODEL",
    "FeedbackRow",
    "LabRow",
    "LabStepRow",
    "define",
    "feedback",
    "find",
    "of_measure",
    "of_process",
    "project",
    "steps",
]
