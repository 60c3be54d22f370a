"""Workshops and the gallery walk: invited, recorded, confirmed by a second person."""

from datetime import datetime

from api.demo import council_types as ct
from api.demo.replay.strategy.scene import Scene
from domain.codes import MeasureId, WorkshopId
from domain.use_cases.strategy import gathering
from domain.use_cases.strategy.gathering import NewFormat, NewResult
from domain.workshops import Dots


def plan(scene: Scene) -> None:
    """Put all formats on site on the agenda."""
    for each in scene.stage.content.workshops:
        scene.at(each.at, _invite, each)
        scene.at(each.recorded_at, _record, each)
        scene.at(each.confirmed_at, _confirm, each)


def _invite(scene: Scene, each: ct.Workshop, at: datetime) -> None:
    new = NewFormat(kind=each.kind, title=each.title, place=each.place, on=each.on)
    scene.keep(f"workshop:{each.key}", gathering.schedule_format(*scene.office(at), new))


def _record(scene: Scene, each: ct.Workshop, at: datetime) -> None:
    dots = tuple(
        Dots(MeasureId(scene.made[f"measure:{number}"]), count)
        for number, count in each.dots.items()
    )
    new = NewResult(
        attendance=each.attendance, summary=each.summary, protocol=each.protocol, dots=dots
    )
    gathering.record_result(*scene.office(at), _id(scene, each), new)


def _confirm(scene: Scene, each: ct.Workshop, at: datetime) -> None:
    gathering.confirm_result(*scene.ask(scene.cast.second_office, at), _id(scene, each))


def _id(scene: Scene, each: ct.Workshop) -> WorkshopId:
    return WorkshopId(scene.made[f"workshop:{each.key}"])
