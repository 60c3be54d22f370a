"""How a measure is scored, and what the scores say together."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

Score = Annotated[int, msgspec.Meta(ge=10, le=50)]
"""Tenths of a point between 1 and 5: means of a workshop are rarely whole numbers."""

Weight = Annotated[int, msgspec.Meta(ge=0, le=100)]

Group = Literal["office", "departments", "steering", "workshop", "online"]
"""Who scored. Each group has one assessment that counts, its last."""

Quadrant = Literal["quick_win", "major_project", "fill_in", "avoid"]

_MIDDLE = 30  # tenths; the middle of the scale from 1 to 5
_MIRROR = 60  # 6 points: an effort of 1 counts like a benefit of 5


class Scores(msgspec.Struct, frozen=True):
    """What a group thinks; more is better, except for `effort`."""

    benefit: Score
    reach: Score
    urgency: Score
    feasibility: Score
    transfer: Score
    effort: Score


class Weights(msgspec.Struct, frozen=True):
    """How much each score counts; at least one must be above zero."""

    benefit: Weight = 30
    reach: Weight = 15
    urgency: Weight = 15
    feasibility: Weight = 15
    transfer: Weight = 10
    effort: Weight = 15

    @property
    def total(self) -> int:
        """The sum of all weights."""
        return sum(msgspec.structs.astuple(self))


def result_of(scores: Scores, weights: Weights) -> int:
    """Return the weighted mean in hundredths of a point, effort counted as 6 minus effort.

    Rounded half up in whole numbers, so that everybody gets the same. The weights
    must not all be zero.
    """
    total = weights.total
    counted = msgspec.structs.replace(scores, effort=_MIRROR - scores.effort)
    # Both have the same fields in the same order.
    pairs = zip(msgspec.structs.astuple(counted), msgspec.structs.astuple(weights), strict=True)
    weighed: int = sum(score * weight for score, weight in pairs)
    return (weighed * 10 * 2 + total) // (2 * total)


def quadrant_of(scores: Scores) -> Quadrant:
    """Return where benefit and effort place a measure; the middle counts as high."""
    useful, laborious = scores.benefit >= _MIDDLE, scores.effort >= _MIDDLE
    if useful:
        return "major_project" if laborious else "quick_win"
    return "avoid" if laborious else "fill_in"


def mean(values: Sequence[int]) -> int:
    """Return the mean of whole numbers, rounded half up; there must be one at least."""
    return (2 * sum(values) + len(values)) // (2 * len(values))


def combined(scores: Sequence[Scores]) -> Scores:
    """Return what several groups think together: each counts once, whatever its weights.

    There must be one group at least.
    """
    columns = zip(*map(msgspec.structs.astuple, scores), strict=True)
    return Scores(*(mean(column) for column in columns))
