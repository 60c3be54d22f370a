"""Plans of years: what was released, where each measure stands in them, and how it moved.

Rules: docs/rules/goals_and_plans.md.
"""

from projections.model import Model
from projections.plans.projecting import project
from projections.plans.queries import (
    Year,
    in_force,
    moves,
    moves_of,
    places,
    places_of,
    releases,
    years,
)
from projections.plans.rows import MoveKind, MoveRow, PlaceRow, ReleaseRow, define

MODEL = Model("plans", define, project)

__all__ = [
    "MODEL",
    "MoveKind",
    "MoveRow",
    "PlaceRow",
    "ReleaseRow",
    "Year",
    "define",
    "in_force",
    "moves",
    "moves_of",
    "places",
    "places_of",
    "project",
    "releases",
    "years",
]
