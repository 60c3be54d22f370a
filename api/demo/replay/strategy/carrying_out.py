"""Yearly plans, what is done about each measure, and the real-world labs."""

from datetime import datetime
from typing import assert_never

import msgspec

from api.demo import council_types as ct
from api.demo.replay.strategy.scene import CENTS, Scene
from domain.codes import DecisionId, LabId, MeasureId, MilestoneId
from domain.measures import Slot
from domain.phases import BERLIN
from domain.plans import PlanEntry
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding, gathering, implementing
from domain.use_cases.strategy.gathering import NewLab
from domain.use_cases.strategy.implementing import NewPlan, NewReport


def plan(scene: Scene) -> None:
    """Put plans, progress and labs on the agenda."""
    for each in scene.stage.content.plans:
        scene.at(each.at, _release, each)
    for step in scene.stage.content.progress:
        scene.at(step.at, _take, step)
    for lab in scene.stage.content.labs:
        scene.at(lab.at, _open, lab)
        if lab.extended is not None:
            scene.at(lab.extended.at, _extend, lab, lab.extended)
        for said in lab.feedback:
            scene.at(said.at, _say, lab, said)
        if lab.evaluated is not None:
            scene.at(lab.evaluated.at, _evaluate, lab, lab.evaluated)


def _release(scene: Scene, told: ct.Plan, at: datetime) -> None:
    histories = Histories(scene.stage.backstage.log)
    present = folding.year_plan(histories, scene.process_id, told.year)
    entries = tuple(
        PlanEntry(
            _measure(scene, each.measure),
            Slot(told.year, each.first, each.last, each.budget * CENTS),
            each.staff,
        )
        for each in told.entries
    )
    new = NewPlan(
        year=told.year,
        budget=told.budget * CENTS,
        capacity=told.capacity,
        entries=entries,
        seen=present.version if present else 0,
        overrun=told.overrun,
        reason=told.reason,
    )
    implementing.release_plan(*scene.office(at), new)


def _measure(scene: Scene, number: str) -> MeasureId:
    return MeasureId(scene.made[f"measure:{number}"])


def _take(scene: Scene, step: ct.ProgressStep, at: datetime) -> None:
    """Carry out one act on a measure."""
    asking, measure = scene.office(at), _measure(scene, step.measure)
    match step:
        case ct.Start():
            implementing.start(*asking, measure, at.astimezone(BERLIN).date())
        case ct.Milestone() | ct.Move() | ct.Reach():
            _milestone(scene, step, at)
        case ct.Report():
            new = NewReport(
                percent=step.percent,
                light=step.light,
                as_of=at.astimezone(BERLIN).date(),
                text=step.text,
                next_step=step.next_step,
            )
            implementing.report(*asking, measure, new)
        case ct.Pause():
            implementing.pause(*asking, measure, step.reason, step.until)
        case ct.Resume():
            implementing.resume(*asking, measure)
        case ct.Complete() | ct.Stop() | ct.Offer():
            _end(scene, step, at)
        case _:
            assert_never(step)


def _milestone(scene: Scene, step: ct.Milestone | ct.Move | ct.Reach, at: datetime) -> None:
    asking, measure = scene.office(at), _measure(scene, step.measure)
    name = f"milestone:{step.measure}:{step.key}"
    match step:
        case ct.Milestone():
            outcome = implementing.define_milestone(*asking, measure, step.title, step.due)
            scene.keep(name, outcome)
        case ct.Move():
            stone = MilestoneId(scene.made[name])
            implementing.move_milestone(*asking, measure, stone, step.due, step.reason)
        case ct.Reach():
            stone = MilestoneId(scene.made[name])
            implementing.reach_milestone(*asking, measure, stone, step.on, step.evidence)


def _end(scene: Scene, step: ct.Complete | ct.Stop | ct.Offer, at: datetime) -> None:
    asking, measure = scene.office(at), _measure(scene, step.measure)
    match step:
        case ct.Complete():
            implementing.complete(*asking, measure, step.usable_from, step.benefit)
        case ct.Stop():
            decided = DecisionId(scene.made[f"decision:{step.decision}"]) if step.decision else None
            implementing.stop(*asking, measure, step.reason, step.lessons, decided)
        case ct.Offer():
            implementing.offer(*asking, measure, step.licence, step.preconditions)


def _open(scene: Scene, lab: ct.Lab, at: datetime) -> None:
    ring = [*lab.area, lab.area[0]]
    new = NewLab(
        title=lab.title,
        hypothesis=lab.hypothesis,
        area=msgspec.json.encode({"type": "Polygon", "coordinates": [ring]}).decode(),
        starts=lab.starts,
        ends=lab.ends,
        measure_id=_measure(scene, lab.measure),
    )
    scene.keep(f"lab:{lab.key}", gathering.open_lab(*scene.office(at), new))


def _lab(scene: Scene, lab: ct.Lab) -> LabId:
    return LabId(scene.made[f"lab:{lab.key}"])


def _extend(scene: Scene, lab: ct.Lab, told: ct.Extended, at: datetime) -> None:
    gathering.extend_lab(*scene.office(at), _lab(scene, lab), told.ends, told.reason)


def _say(scene: Scene, lab: ct.Lab, said: ct.Feedback, at: datetime) -> None:
    gathering.say_of_lab(*scene.ask(said.by, at), _lab(scene, lab), said.text)


def _evaluate(scene: Scene, lab: ct.Lab, told: ct.Evaluated, at: datetime) -> None:
    gathering.evaluate_lab(*scene.office(at), _lab(scene, lab), told.outcome, told.evidence)
