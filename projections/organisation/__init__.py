"""Who decides and who answers in a process, and what it wants to reach."""

from projections.model import Model
from projections.organisation.projecting import project
from projections.organisation.queries import bodies, goals, indicators, units, values
from projections.organisation.rows import (
    BodyRow,
    GoalRow,
    IndicatorRow,
    UnitRow,
    ValueRow,
    define,
)

MODEL = Model("organisation", define, project)

__all__ = [
    "MODEL",
    "BodyRow",
    "GoalRow",
    "IndicatorRow",
    "UnitRow",
    "ValueRow",
    "bodies",
    "define",
    "goals",
    "indicators",
    "project",
    "units",
    "values",
]
