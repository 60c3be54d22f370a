"""Measures up to their decision: proposed, written anew, scored, stated on."""

from datetime import datetime
from functools import partial

from api.demo import strategy_types as st
from api.demo.replay.strategy import profiles
from api.demo.replay.strategy.scene import Scene
from domain.codes import MeasureId, UnitId, WorkshopId
from domain.measures import Scores
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding, measuring, stating
from domain.use_cases.strategy.measuring import NewAssessment, NewMeasure


def plan(scene: Scene) -> None:
    """Put all measures on the agenda; the platform numbers them in the order they come."""
    for measure in scene.stage.content.measures:
        scene.at(measure.at, _propose, measure)
        for version in measure.versions:
            scene.at(version.at, _rewrite, measure, version)
        for assessment in measure.assessments:
            scene.at(assessment.at, _assess, measure, assessment)
        if measure.prioritised is not None:
            scene.at(measure.prioritised.at, _prioritise, measure, measure.prioritised)
        for statement in measure.statements:
            scene.at(statement.at, _ask, measure, statement)


def _id(scene: Scene, measure: st.Measure) -> MeasureId:
    return MeasureId(scene.made[f"measure:{measure.key}"])


def _propose(scene: Scene, measure: st.Measure, at: datetime) -> None:
    profile = profiles.written(scene, measure.profile)
    new = NewMeasure(
        origin=measure.origin,
        profile=profile,
        sources=tuple(profiles.source(scene, told) for told in measure.sources),
    )
    scene.keep(f"measure:{measure.key}", measuring.propose(*scene.office(at), new))
    scene.written[measure.key] = profile


def _rewrite(scene: Scene, measure: st.Measure, version: st.ProfileVersion, at: datetime) -> None:
    former = scene.written[measure.key]
    histories = Histories(scene.stage.backstage.log)
    state = folding.measure(histories, scene.process_id, _id(scene, measure))
    profile = profiles.rewritten(scene, former, version)
    measuring.update_profile(
        *scene.office(at),
        _id(scene, measure),
        profile,
        version.reason,
        seen=state.version,
        opened=profiles.opened(state, former),
    )
    scene.written[measure.key] = profile


def _assess(scene: Scene, measure: st.Measure, told: st.Assessment, at: datetime) -> None:
    new = NewAssessment(
        group=told.group,
        scores=Scores(*told.scores),
        workshop_id=WorkshopId(scene.made[f"workshop:{told.workshop}"]) if told.workshop else None,
    )
    measuring.assess(*scene.office(at), _id(scene, measure), new)


def _prioritise(scene: Scene, measure: st.Measure, told: st.Prioritised, at: datetime) -> None:
    measuring.prioritise(
        *scene.office(at), _id(scene, measure), told.priority, told.rank, told.reason
    )


def _ask(scene: Scene, measure: st.Measure, told: st.StatementAsked, at: datetime) -> None:
    outcome = stating.request_statement(
        *scene.office(at),
        _id(scene, measure),
        told.due,
        UnitId(scene.made[f"unit:{told.unit}"]) if told.unit else None,
        told.territory,
    )
    name = f"statement:{measure.key}:{told.unit or told.territory}"
    scene.keep(name, outcome)
    if told.filed_at is not None:
        scene.stage.agenda.add(told.filed_at, partial(_file, scene, measure, told, name))


def _file(
    scene: Scene, measure: st.Measure, told: st.StatementAsked, name: str, at: datetime
) -> None:
    stating.file_statement(
        *scene.office(at), _id(scene, measure), scene.made[name], told.stance, told.text or ""
    )
