"""From the inventory to the yearly report: what office and councils do, by the content."""

from api.demo.replay.stage import Stage
from api.demo.replay.strategy import (
    answering,
    carrying_out,
    council,
    gathering,
    listing,
    measuring,
    organising,
    publishing,
)
from api.demo.replay.strategy.scene import Scene


def plan(stage: Stage) -> None:
    """Put everything that office and councils do on the agenda."""
    scene = Scene(stage)
    parts = (
        *(organising, listing, gathering, measuring, council),
        *(carrying_out, publishing, answering),
    )
    for part in parts:
        part.plan(scene)
