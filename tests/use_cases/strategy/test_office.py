"""What else the office does: plans, answers, inventory, formats, labs, mission, strategy."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.answers import NotToBeAnswered
from domain.codes import DecisionId, InventoryId, LabId, MeasureId, WorkshopId
from domain.decisions import DecisionSubject
from domain.inventory import ItemNotWaiting
from domain.measures import Slot, Source
from domain.messages import ContentRef
from domain.missions import history_of as mission_history
from domain.permissions import NotAllowed
from domain.plans import MeasureNotPlannable, PlanEntry, PlanNeedsReason
from domain.recommendations import RecommendationId
from domain.strategies import FrozenMeasure, StrategyNotDecided, strategy_id_of
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import (
    answering,
    deciding,
    folding,
    gathering,
    implementing,
    listing,
    publishing,
)
from domain.use_cases.strategy.answering import NewAnswer
from domain.use_cases.strategy.deciding import NewAgendaItem
from domain.use_cases.strategy.gathering import NewFormat, NewLab, NewResult
from domain.use_cases.strategy.implementing import NewPlan
from domain.use_cases.strategy.listing import NewRecommendation, WrittenFacts
from domain.use_cases.strategy.publishing import WrittenParagraph
from domain.workshops import Dots, ResultNeedsSecondPerson
from tests.use_cases.strategy.county import County, done


def test_a_plan_gives_its_measures_their_place(county: County) -> None:
    measure_id = county.measure()
    plan = NewPlan(
        year=2024,
        budget=100_000_00,
        capacity=100,
        entries=(PlanEntry(measure_id, Slot(2024, 1, 3, 80_000_00), 25),),
    )
    with pytest.raises(MeasureNotPlannable):
        implementing.release_plan(county.platform, county.office, county.process_id, plan)
    county.adopted(measure_id)
    implementing.release_plan(county.platform, county.office, county.process_id, plan)
    assert county.state(measure_id).slot == Slot(2024, 1, 3, 80_000_00)


def test_a_new_plan_moves_measures_and_keeps_the_old_place(county: County) -> None:
    measure_id = county.measure()
    county.adopted(measure_id)
    first = PlanEntry(measure_id, Slot(2024, 1, 3, 80_000_00), 25)
    later = PlanEntry(measure_id, Slot(2024, 3, 4, 80_000_00), 25)
    for seen, entry in enumerate((first, later)):
        plan = NewPlan(
            year=2024,
            budget=100_000_00,
            capacity=100,
            entries=(entry,),
            seen=seen,
            reason="Förderung kam später.",
        )
        implementing.release_plan(county.platform, county.office, county.process_id, plan)
    assert county.story(measure_id)[-2:] == ["MeasurePlanned", "MeasureReplanned"]


def test_a_measure_goes_on_into_the_next_year(county: County) -> None:
    """R02: it stands in both plans; only leaving the first one moves it, for a reason."""
    measure_id = county.measure()
    county.adopted(measure_id)
    office = (county.platform, county.office, county.process_id)
    first = PlanEntry(measure_id, Slot(2025, 2, 4, 60_000_00), 25)
    second = PlanEntry(measure_id, Slot(2026, 1, 1, 20_000_00), 25)
    in_2025 = NewPlan(year=2025, budget=100_000_00, capacity=100, entries=(first,))
    in_2026 = replace(in_2025, year=2026, entries=(second,))
    implementing.release_plan(*office, in_2025)
    implementing.release_plan(*office, in_2026)
    assert county.state(measure_id).slot == first.slot
    assert county.story(measure_id)[-1] == "MeasurePlanned"
    emptied = replace(in_2025, entries=(), seen=1, reason="Erst im nächsten Jahr.")
    implementing.release_plan(*office, emptied)
    with pytest.raises(PlanNeedsReason):
        implementing.release_plan(*office, replace(in_2026, seen=1))
    implementing.release_plan(*office, replace(in_2026, seen=1, reason="Die Firma kommt später."))
    assert county.state(measure_id).slot == second.slot
    assert county.story(measure_id)[-1] == "MeasureReplanned"


def test_many_answers_are_published_at_once_or_not_at_all(county: County) -> None:
    ideas = [county.town.published(county.process_id, name) for name in ("ana", "ben")]
    waiting = county.town.submit(county.process_id, "cem").id
    answers = [
        NewAnswer(proposal_id=each, verdict="partly", text="Zwei Linien.", unit=county.unit)
        for each in ideas
    ]
    too_early = NewAnswer(proposal_id=waiting, verdict="accepted", text="Gern.", unit=county.unit)
    before = county.town.log.head().position
    with pytest.raises(NotToBeAnswered):
        answering.publish_answers(
            county.platform, county.office, county.process_id, [*answers, too_early]
        )
    assert county.town.log.head().position == before
    answering.publish_answers(county.platform, county.office, county.process_id, answers)
    histories = Histories(county.town.log)
    found = [folding.answer(histories, county.process_id, each).verdict for each in ideas]
    assert found == ["partly", "partly"]


def test_a_citizens_report_waits_for_the_office(county: County) -> None:
    facts = WrittenFacts(kind="project", title="Repair-Café", status="running")
    ana = county.town.as_("ana")
    item_id = InventoryId(
        done(listing.record_item(county.platform, ana, county.process_id, facts, source="citizen"))
    )
    assert county.platform.vault.owner(item_id) == ana.person
    listing.accept_item(county.platform, county.office, county.process_id, item_id)
    with pytest.raises(ItemNotWaiting):
        listing.accept_item(county.platform, county.office, county.process_id, item_id)
    with pytest.raises(NotAllowed):
        listing.record_item(county.platform, ana, county.process_id, facts)


def test_a_recommendation_and_its_measure_name_each_other(county: County) -> None:
    facts = WrittenFacts(kind="service", title="Handykurs", status="running")
    item_id = InventoryId(
        done(listing.record_item(county.platform, county.office, county.process_id, facts))
    )
    new = NewRecommendation(gap="Abends fehlt etwas.", text="Abendkurse", items=(item_id,))
    chosen = RecommendationId(
        done(listing.recommend(county.platform, county.office, county.process_id, new))
    )
    measure_id = county.measure(Source("recommendation", chosen))
    found = folding.recommendation(Histories(county.town.log), county.process_id, chosen)
    assert found.measures == (measure_id,)


def test_dots_count_once_a_second_person_confirmed(county: County) -> None:
    measure_id = county.measure()
    walk = NewFormat(
        kind="gallery_walk", title="Rundgang", place="Foyer", on=county.town.now.date()
    )
    workshop_id = WorkshopId(
        done(gathering.schedule_format(county.platform, county.office, county.process_id, walk))
    )
    result = NewResult(attendance=120, summary="Voll.", dots=(Dots(measure_id, 31),))
    gathering.record_result(county.platform, county.office, county.process_id, workshop_id, result)
    with pytest.raises(ResultNeedsSecondPerson):
        gathering.confirm_result(county.platform, county.office, county.process_id, workshop_id)
    gathering.confirm_result(county.platform, county.other_office, county.process_id, workshop_id)
    state = folding.held(Histories(county.town.log), county.process_id, workshop_id).state
    assert state == "confirmed"


def test_people_say_what_they_experienced_in_a_lab(county: County) -> None:
    new = NewLab(
        title="Pegel",
        hypothesis="Eine Stunde früher gewarnt.",
        area='{"type":"Polygon","coordinates":[]}',
        starts=county.town.now.date(),
        ends=date(2023, 12, 31),
    )
    lab_id = LabId(done(gathering.open_lab(county.platform, county.office, county.process_id, new)))
    gathering.say_of_lab(
        county.platform, county.town.as_("ana"), county.process_id, lab_id, "Klappt."
    )
    assert folding.lab(Histories(county.town.log), county.process_id, lab_id).feedback == 1
    with pytest.raises(NotAllowed):
        gathering.evaluate_lab(
            county.platform, county.town.as_("ana"), county.process_id, lab_id, "stop", "Nein."
        )


def test_a_paragraph_that_reads_as_before_keeps_its_commitment(county: County) -> None:
    paragraphs = [WrittenParagraph("Gemeinsam."), WrittenParagraph("Digital.")]
    publishing.draft_mission(
        county.platform, county.office, county.process_id, paragraphs, seen=0, opened={}
    )
    first = folding.mission(Histories(county.town.log), county.process_id).paragraphs
    opened: dict[ContentRef, str] = {first[0].text: "Gemeinsam.", first[1].text: "Digital."}
    publishing.draft_mission(
        county.platform,
        county.office,
        county.process_id,
        [
            WrittenParagraph("Gemeinsam.", first[0].id),
            WrittenParagraph("Digital und nah.", first[1].id),
        ],
        seen=1,
        opened=opened,
        reason="Anregungen",
    )
    second = folding.mission(Histories(county.town.log), county.process_id).paragraphs
    assert second[0] == first[0]
    assert (second[1].id, second[1].text != first[1].text) == (first[1].id, True)


def _decided(county: County, kind: str, subject: UUID, version: int) -> DecisionId:
    item = NewAgendaItem(
        body_id=county.council,
        session=county.town.now.date(),
        number="1",
        title="Beschluss",
        subjects=(DecisionSubject(kind, subject, version),),  # type: ignore[arg-type]  # one of the kinds
    )
    decision_id = DecisionId(
        done(deciding.schedule(county.platform, county.secretary, county.process_id, item))
    )
    county.recorded(decision_id)
    county.confirmed(decision_id)
    return decision_id


def test_mission_and_strategy_follow_their_decisions(county: County) -> None:
    publishing.draft_mission(
        county.platform,
        county.office,
        county.process_id,
        [WrittenParagraph("Gemeinsam.")],
        seen=0,
        opened={},
    )
    mission = _decided(county, "mission", mission_history(county.process_id), 1)
    publishing.adopt_mission(county.platform, county.office, county.process_id, 1, mission)
    measure_id = county.measure()
    frozen = [FrozenMeasure(measure_id, 1)]
    with pytest.raises(StrategyNotDecided):
        publishing.publish_strategy(
            county.platform, county.office, county.process_id, frozen, 64 * "a", mission, 1
        )
    strategy = _decided(county, "strategy", strategy_id_of(county.process_id), 1)
    publishing.publish_strategy(
        county.platform, county.office, county.process_id, frozen, 64 * "a", strategy, 1
    )
    histories = Histories(county.town.log)
    assert folding.mission(histories, county.process_id).adopted == 1
    assert folding.strategy(histories, county.process_id).version == 1


def test_a_measure_nobody_knows_is_not_planned(county: County) -> None:
    elsewhere = MeasureId(county.town.new_id())
    entry = PlanEntry(elsewhere, Slot(2024, 1, 1, 0), 0)
    plan = NewPlan(year=2024, budget=0, capacity=0, entries=(entry,))
    with pytest.raises(MeasureNotPlannable):
        implementing.release_plan(county.platform, county.office, county.process_id, plan)
