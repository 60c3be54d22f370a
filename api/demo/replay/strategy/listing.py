"""The inventory, what people report for it, and the recommendations that follow from it."""

from datetime import datetime

from api.demo import strategy_types as st
from api.demo.replay.strategy.scene import CENTS, Scene
from domain.codes import InventoryId
from domain.inventory import InventorySource
from domain.recommendations import RecommendationId
from domain.use_cases.strategy import listing
from domain.use_cases.strategy.listing import NewRecommendation, WrittenFacts


def plan(scene: Scene) -> None:
    """Put inventory and recommendations on the agenda."""
    for item in scene.stage.content.inventory:
        scene.at(item.at, _record, item)
        for change in item.changes:
            scene.at(change.at, _change, item, change)
        if item.classified is not None:
            scene.at(item.classified.at, _classify, item, item.classified)
        if item.reported is not None:
            _plan_answer(scene, item, item.reported)
    for each in scene.stage.content.recommendations:
        scene.at(each.at, _recommend, each)
        if each.dropped_at is not None:
            scene.at(each.dropped_at, _drop, each)


def _plan_answer(scene: Scene, item: st.InventoryItem, reported: st.Reported) -> None:
    if reported.accepted_at is not None:
        scene.at(reported.accepted_at, _accept, item)
    if reported.refused_at is not None:
        scene.at(reported.refused_at, _refuse, item, reported)


def _facts(scene: Scene, item: st.InventoryItem, change: st.ItemChange | None) -> WrittenFacts:
    parent = item.parent and InventoryId(scene.made[f"item:{item.parent}"])
    return WrittenFacts(
        kind=item.kind,
        title=item.title,
        text=item.text,
        owner=item.owner,
        owner_kind=item.owner_kind,
        status=item.status if change is None else change.status,
        field_id=scene.field(item.action_field),
        territory=item.territory,
        starts=item.starts,
        ends=item.ends,
        cost=None if item.cost is None else item.cost * CENTS,
        parent=parent or None,
    )


def _record(scene: Scene, item: st.InventoryItem, at: datetime) -> None:
    source: InventorySource = "office"
    who = scene.cast.office
    if item.reported is not None:
        who = item.reported.by
        source = "company" if item.owner_kind == "company" else "citizen"
    outcome = listing.record_item(*scene.ask(who, at), _facts(scene, item, None), source=source)
    scene.keep(f"item:{item.key}", outcome)


def _id(scene: Scene, item: st.InventoryItem) -> InventoryId:
    return InventoryId(scene.made[f"item:{item.key}"])


def _accept(scene: Scene, item: st.InventoryItem, at: datetime) -> None:
    listing.accept_item(*scene.office(at), _id(scene, item))


def _refuse(scene: Scene, item: st.InventoryItem, reported: st.Reported, at: datetime) -> None:
    listing.refuse_item(*scene.office(at), _id(scene, item), reported.reason or "")


def _classify(scene: Scene, item: st.InventoryItem, told: st.Classified, at: datetime) -> None:
    field = scene.field(item.action_field)
    listing.classify_item(*scene.office(at), _id(scene, item), field, told.maturity)


def _change(scene: Scene, item: st.InventoryItem, change: st.ItemChange, at: datetime) -> None:
    facts = _facts(scene, item, change)
    listing.change_item(*scene.office(at), _id(scene, item), facts, change.reason)


def _recommend(scene: Scene, each: st.Recommendation, at: datetime) -> None:
    new = NewRecommendation(
        gap=each.gap,
        text=each.text,
        field_id=scene.field(each.action_field),
        territory=each.territory,
        items=tuple(InventoryId(scene.made[f"item:{key}"]) for key in each.items),
    )
    scene.keep(f"recommendation:{each.key}", listing.recommend(*scene.office(at), new))


def _drop(scene: Scene, each: st.Recommendation, at: datetime) -> None:
    recommendation_id = RecommendationId(scene.made[f"recommendation:{each.key}"])
    listing.drop_recommendation(*scene.office(at), recommendation_id, each.reason or "")
