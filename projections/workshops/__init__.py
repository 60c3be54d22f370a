"""Workshops, gallery walks and other formats on site, with what came out of them."""

from projections.model import Model
from projections.workshops.projecting import project
from projections.workshops.queries import dots, find, of_process, steps
from projections.workshops.rows import FormatRow, StepKind, StepRow, define

MODEL = Model("workshops", define, project)

__all__ = [
    "MODEL",
    "FormatRow",
    "StepKind",
    "StepRow",
    "define",
    "dots",
    "find",
    "of_process",
    "project",
    "steps",
]
