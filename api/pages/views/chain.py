"""From the inventory to what can be used: how far a process has come, in numbers."""

from typing import Literal

from api.pages.views.common import View
from api.pages.views.measures import MeasureCard

ChainStage = Literal[
    "inventory", "ideas", "answers", "measures", "decided", "in_implementation", "usable"
]


class ChainStep(View, frozen=True, kw_only=True):
    """One stage: how many have come this far. `late` counts answers that are overdue.

    `path` leads to their list, which everybody may read; `state` narrows it down.
    """

    stage: ChainStage
    count: int
    path: str
    state: str = ""
    late: int = 0


class Chain(View, frozen=True, kw_only=True):
    """All stages in order, and the newest things that people can use already.

    `strategy` says that a version of the strategy has been published.
    """

    steps: tuple[ChainStep, ...]
    usable: tuple[MeasureCard, ...]
    strategy: bool
