"""The mission statement, the strategy as it was published, and the reports after it."""

from projections.model import Model
from projections.strategies.projecting import project
from projections.strategies.queries import (
    State,
    adoptions,
    every_report,
    missions,
    reports,
    state,
    turns,
    versions,
)
from projections.strategies.rows import (
    AdoptionRow,
    CycleRow,
    MissionRow,
    ReportRow,
    StrategyRow,
    define,
)

MODEL = Model("strategies", define, project)

__all__ = [
    "MODEL",
    "AdoptionRow",
    "CycleRow",
    "MissionRow",
    "ReportRow",
    "State",
    "StrategyRow",
    "adoptions",
    "define",
    "every_report",
    "missions",
    "project",
    "reports",
    "state",
    "turns",
    "versions",
]
