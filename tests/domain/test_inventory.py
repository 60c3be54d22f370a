"""Rules of inventory and recommendations (docs/rules/inventory.md)."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain import inventory, recommendations
from domain.codes import InventoryId
from domain.inventory import (
    AcceptItem,
    ChangeItem,
    ClassifyItem,
    Facts,
    InventoryCommand,
    InventoryEvent,
    InventoryItemAccepted,
    InventoryItemChanged,
    InventoryItemClassified,
    InventoryItemRecorded,
    InventoryItemRefused,
    InventorySource,
    Item,
    ItemAlreadyRecorded,
    ItemCannotContainItself,
    ItemEndsBeforeItStarts,
    ItemNotWaiting,
    ItemUnknown,
    ItemWasRefused,
    RecordItem,
    RefuseItem,
)
from domain.recommendations import (
    AlreadyTakenUp,
    DropRecommendation,
    MakeRecommendation,
    Recommendation,
    RecommendationAlreadyMade,
    RecommendationCommand,
    RecommendationDropped,
    RecommendationEvent,
    RecommendationId,
    RecommendationMade,
    RecommendationTakenUp,
    RecommendationUnknown,
    RecommendationWasDropped,
    TakeUpRecommendation,
)
from tests.domain.cast import ANA, GEMEINSAM, MOBILITY, OLGA, ref
from tests.domain.council import M_04
from tests.scenario import Scenario

COURSES = InventoryId(UUID(int=961))
GAP = RecommendationId(UUID(int=962))
FACTS = Facts(kind="project", title=ref("courses"), status="running")
RECORD = RecordItem(item_id=COURSES, process_id=GEMEINSAM, facts=FACTS, source="office", by=OLGA)
recorded = InventoryItemRecorded(
    item_id=COURSES,
    process_id=GEMEINSAM,
    facts=FACTS,
    source="office",
    source_row=None,
    by=OLGA,
)
reported = replace(recorded, source="citizen", by=ANA)
accepted = InventoryItemAccepted(item_id=COURSES, process_id=GEMEINSAM, by=OLGA)
refused = InventoryItemRefused(
    item_id=COURSES, process_id=GEMEINSAM, reason=ref("not here"), by=OLGA
)
REFUSE = RefuseItem(reason=ref("not here"), by=OLGA)
MAKE = MakeRecommendation(
    recommendation_id=GAP,
    process_id=GEMEINSAM,
    gap=ref("no courses in the evening"),
    text=ref("offer some"),
    field_id=MOBILITY,
    territory=None,
    items=(COURSES,),
    by=OLGA,
)
made = RecommendationMade(
    recommendation_id=GAP,
    process_id=GEMEINSAM,
    gap=ref("no courses in the evening"),
    text=ref("offer some"),
    field_id=MOBILITY,
    territory=None,
    items=(COURSES,),
    by=OLGA,
)
taken_up = RecommendationTakenUp(
    recommendation_id=GAP, process_id=GEMEINSAM, measure_id=M_04, by=OLGA
)
dropped = RecommendationDropped(
    recommendation_id=GAP, process_id=GEMEINSAM, reason=ref("done elsewhere"), by=OLGA
)


def given(*history: InventoryEvent) -> Scenario[Item, InventoryEvent, InventoryCommand]:
    return Scenario(Item(), inventory.evolve, inventory.decide, *history)


def recommended(
    *history: RecommendationEvent,
) -> Scenario[Recommendation, RecommendationEvent, RecommendationCommand]:
    return Scenario(Recommendation(), recommendations.evolve, recommendations.decide, *history)


def test_an_item_is_recorded_once() -> None:
    given().when(RECORD).then(recorded)
    given(recorded).when(RECORD).refused(ItemAlreadyRecorded)
    given().when(REFUSE).refused(ItemUnknown)


@pytest.mark.parametrize(
    ("source", "state"),
    [("office", "listed"), ("import", "listed"), ("citizen", "waiting"), ("company", "waiting")],
)
def test_what_the_public_reports_waits_for_the_office(source: InventorySource, state: str) -> None:
    assert given(replace(recorded, source=source)).state.state == state


def test_the_office_accepts_or_refuses_what_waits() -> None:
    given(reported).when(AcceptItem(by=OLGA)).then(accepted)
    given(reported).when(REFUSE).then(refused)
    given(recorded).when(REFUSE).refused(ItemNotWaiting, state="listed")
    given(reported, accepted).when(AcceptItem(by=OLGA)).refused(ItemNotWaiting)
    given(reported, refused).when(AcceptItem(by=OLGA)).refused(ItemWasRefused)


def test_a_change_keeps_the_former_facts() -> None:
    done = replace(FACTS, status="done")
    change = ChangeItem(facts=done, reason=ref("ended"), by=OLGA)
    changed = InventoryItemChanged(
        item_id=COURSES,
        process_id=GEMEINSAM,
        version=2,
        facts=done,
        reason=ref("ended"),
        by=OLGA,
    )
    given(recorded).when(change).then(changed)
    given(recorded, changed).when(change).then_nothing()


def test_an_item_has_sound_dates_and_does_not_contain_itself() -> None:
    backwards = replace(FACTS, starts=date(2023, 2, 1), ends=date(2023, 1, 1))
    given().when(replace(RECORD, facts=backwards)).refused(ItemEndsBeforeItStarts)
    own_parent = replace(FACTS, parent=COURSES)
    given().when(replace(RECORD, facts=own_parent)).refused(ItemCannotContainItself)


def test_an_item_is_classified() -> None:
    classify = ClassifyItem(field_id=MOBILITY, maturity=3, by=OLGA)
    classified = InventoryItemClassified(
        item_id=COURSES, process_id=GEMEINSAM, field_id=MOBILITY, maturity=3, by=OLGA
    )
    given(recorded).when(classify).then(classified)
    given(recorded, classified).when(classify).then_nothing()


def test_a_recommendation_becomes_measures_or_is_dropped() -> None:
    take_up = TakeUpRecommendation(measure_id=M_04, by=OLGA)
    drop = DropRecommendation(reason=ref("done elsewhere"), by=OLGA)
    recommended().when(MAKE).then(made)
    recommended(made).when(MAKE).refused(RecommendationAlreadyMade)
    recommended(made).when(take_up).then(taken_up)
    recommended(made, taken_up).when(take_up).refused(AlreadyTakenUp)
    recommended(made).when(drop).then(dropped)
    recommended(made, taken_up).when(drop).refused(AlreadyTakenUp)
    recommended(made, dropped).when(take_up).refused(RecommendationWasDropped)
    recommended().when(drop).refused(RecommendationUnknown)
