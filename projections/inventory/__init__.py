"""The inventory with its history, and the recommendations that follow from it."""

from projections.inventory.projecting import project
from projections.inventory.queries import (
    find,
    naming,
    of_process,
    recommendation,
    recommendations,
    reports,
    steps,
    tree,
    waiting,
)
from projections.inventory.rows import ItemRow, RecommendationRow, StepRow, define
from projections.model import Model

MODEL = Model("inventory", define, project)

__all__ = [
    "MODEL",
    "ItemRow",
    "RecommendationRow",
    "StepRow",
    "define",
    "find",
    "naming",
    "of_process",
    "project",
    "recommendation",
    "recommendations",
    "reports",
    "steps",
    "tree",
    "waiting",
]
