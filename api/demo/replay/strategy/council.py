"""Sessions: scheduled, recorded by one secretary, confirmed by the other, published."""

from datetime import datetime

from api.demo import council_types as ct
from api.demo.replay.strategy.scene import Scene
from domain import missions, strategies
from domain.codes import BodyId, DecisionId, MeasureId
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import deciding, folding, measuring
from domain.use_cases.strategy.deciding import NewAgendaItem, NewRecord, WrittenPaper


def plan(scene: Scene) -> None:
    """Put all consultations on the agenda."""
    for item in scene.stage.content.consultations:
        scene.at(item.at, _schedule, item)
        if item.postponed is not None:
            scene.at(item.postponed.at, _postpone, item, item.postponed)
        if item.recorded is not None:
            _plan_record(scene, item, item.recorded)
        if item.corrected is not None:
            scene.at(item.corrected.at, _correct, item, item.corrected)
            scene.at(item.corrected.confirmed_at, _confirm_correction, item)


def _plan_record(scene: Scene, item: ct.Consultation, recorded: ct.Recorded) -> None:
    scene.at(recorded.at, _record, item, recorded)
    if recorded.confirmed_at is not None:
        scene.at(recorded.confirmed_at, _confirm, item)
    if recorded.published_at is not None:
        scene.at(recorded.published_at, _publish, item)


def _schedule(scene: Scene, item: ct.Consultation, at: datetime) -> None:
    """Hand in the measures it decides on, then put it on the agenda."""
    body_id = BodyId(scene.made[f"body:{item.body}"])
    subjects = tuple(_subject(scene, told) for told in item.subjects)
    decides = item.role == "decision" and item.authoritative
    handed_in = [MeasureId(each.id) for each in subjects if decides and each.kind == "measure"]
    decision_id = DecisionId(scene.stage.platform.new_id()) if handed_in else None
    for measure_id in handed_in:
        measuring.submit(*scene.office(at), measure_id, body_id, decision_id, item.territory)
    new = NewAgendaItem(
        body_id=body_id,
        session=item.session,
        number=item.number,
        title=item.title,
        paper=WrittenPaper(reference=item.reference) if item.reference else None,
        role=item.role,
        authoritative=item.authoritative,
        subjects=subjects,
        territory=item.territory,
        decision_id=decision_id,
    )
    outcome = deciding.schedule(*scene.ask(scene.cast.secretary, at), new)
    scene.keep(f"decision:{item.key}", outcome)


def _subject(scene: Scene, told: str) -> DecisionSubject:
    """Return a subject in its present version, or the version named behind the colon."""
    kind, _, version = told.partition(":")
    if kind == "mission":
        return DecisionSubject("mission", missions.history_of(scene.process_id), int(version))
    if kind == "strategy":
        strategy_id = strategies.strategy_id_of(scene.process_id)
        return DecisionSubject("strategy", strategy_id, int(version))
    measure_id = MeasureId(scene.made[f"measure:{told}"])
    histories = Histories(scene.stage.backstage.log)
    state = folding.measure(histories, scene.process_id, measure_id)
    return DecisionSubject("measure", measure_id, state.version)


def _id(scene: Scene, item: ct.Consultation) -> DecisionId:
    return DecisionId(scene.made[f"decision:{item.key}"])


def _vote(told: ct.Vote | None) -> CouncilVote | None:
    if told is None:
        return None
    return CouncilVote(yes=told.yes, no=told.no, abstain=told.abstain, method=told.method)


def _postpone(scene: Scene, item: ct.Consultation, told: ct.Postponed, at: datetime) -> None:
    asking = scene.ask(scene.cast.secretary, at)
    deciding.postpone(*asking, _id(scene, item), told.to, told.reason)


def _record(scene: Scene, item: ct.Consultation, told: ct.Recorded, at: datetime) -> None:
    new = NewRecord(
        record=Record(result=told.result, present=told.present, vote=_vote(told.vote)),
        text=told.text,
        conditions=told.conditions,
        minutes=told.minutes,
    )
    deciding.record(*scene.ask(scene.cast.secretary, at), _id(scene, item), new)


def _confirm(scene: Scene, item: ct.Consultation, at: datetime) -> None:
    deciding.confirm(*scene.ask(scene.cast.second_secretary, at), _id(scene, item))


def _publish(scene: Scene, item: ct.Consultation, at: datetime) -> None:
    deciding.publish(*scene.ask(scene.cast.secretary, at), _id(scene, item))


def _correct(scene: Scene, item: ct.Consultation, told: ct.Correction, at: datetime) -> None:
    result = item.recorded.result if item.recorded else "unchanged"
    record = Record(result=result, present=told.present, vote=_vote(told.vote))
    deciding.propose_correction(
        *scene.ask(scene.cast.secretary, at), _id(scene, item), record, told.reason, told.minutes
    )


def _confirm_correction(scene: Scene, item: ct.Consultation, at: datetime) -> None:
    deciding.confirm_correction(*scene.ask(scene.cast.second_secretary, at), _id(scene, item))
