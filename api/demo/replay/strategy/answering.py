"""Reviews, answers in batches, later answers and what came of an idea in the end."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from api.demo import strategy_types as st
from api.demo.replay.strategy.scene import CENTS, Scene
from domain.answers import CostRange
from domain.codes import MeasureId, ProposalId, UnitId
from domain.use_cases.strategy import answering
from domain.use_cases.strategy.answering import NewAnswer, NewReview


def plan(scene: Scene) -> None:
    """Put all answers on the agenda; those of one moment are published together."""
    batches: dict[datetime, list[st.Answer]] = defaultdict(list)
    for each in scene.stage.content.answers:
        batches[each.at].append(each)
        if each.review is not None:
            scene.at(each.review.at, _ask, each, each.review)
            scene.at(each.review.filed_at, _file, each, each.review)
        if each.revised is not None:
            scene.at(each.revised.at, _revise, each, each.revised)
        if each.outcome is not None:
            scene.at(each.outcome.at, _tell, each, each.outcome)
    for question in scene.stage.content.open_questions:
        scene.at(question.at, _ask, question, question)
    for at, batch in batches.items():
        scene.at(at, _publish, batch)


def _idea(scene: Scene, each: st.Answer | st.OpenQuestion) -> ProposalId:
    return scene.stage.proposal(f"idea:{each.idea}")


def _unit(scene: Scene, key: str) -> UnitId:
    return UnitId(scene.made[f"unit:{key}"])


def _publish(scene: Scene, batch: Sequence[st.Answer], at: datetime) -> None:
    given = [
        NewAnswer(
            proposal_id=_idea(scene, each),
            verdict=each.verdict,
            text=each.text,
            unit=_unit(scene, each.unit),
            forwarded_to=each.forwarded_to,
        )
        for each in batch
    ]
    answering.publish_answers(*scene.office(at), given)


def _revise(scene: Scene, each: st.Answer, told: st.Revised, at: datetime) -> None:
    again = NewAnswer(
        proposal_id=_idea(scene, each),
        verdict=told.verdict,
        text=told.text,
        unit=_unit(scene, each.unit),
        reason=told.reason,
    )
    answering.publish_answers(*scene.office(at), [again])


def _ask(
    scene: Scene,
    each: st.Answer | st.OpenQuestion,
    told: st.Review | st.OpenQuestion,
    at: datetime,
) -> None:
    unit = _unit(scene, told.unit)
    idea = _idea(scene, each)
    outcome = answering.request_review(*scene.office(at), idea, unit, told.due)
    scene.keep(f"review:{each.idea}", outcome)


def _file(scene: Scene, each: st.Answer, told: st.Review, at: datetime) -> None:
    cost = None
    if told.least is not None and told.most is not None:
        cost = CostRange(told.least * CENTS, told.most * CENTS)
    review_id = scene.made[f"review:{each.idea}"]
    new = NewReview(review_id=review_id, feasible=told.feasible, text=told.text, cost=cost)
    answering.file_review(*scene.office(at), _idea(scene, each), new)


def _tell(scene: Scene, each: st.Answer, told: st.CameOfIt, at: datetime) -> None:
    measure = MeasureId(scene.made[f"measure:{told.measure}"]) if told.measure else None
    answering.report_outcome(*scene.office(at), _idea(scene, each), told.text, measure)
