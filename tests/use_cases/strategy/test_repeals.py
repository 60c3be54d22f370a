"""What a decision changed is corrected, repealed and decided anew (P9, I13)."""

from datetime import timedelta

import pytest

from domain.codes import DecisionId, MeasureId
from domain.decisions import (
    CouncilVote,
    Record,
    RepealingDecisionIsOlder,
    RepealingDecisionNotInForce,
)
from domain.measures import MeasureIsOver, NotToBeDecided, Slot
from domain.use_cases.strategy import deciding, implementing, measuring
from domain.use_cases.strategy.implementing import NewReport
from domain.use_cases.strategy.taking_effect import EFFECTS
from tests.use_cases.strategy.county import (
    ADOPTED,
    CHANGED,
    DEFERRED,
    NOTED,
    REFERRED,
    REJECTED,
    County,
)

SLOT = Slot(2024, 1, 2, 40_000_00)


def test_a_corrected_count_leaves_the_measure_alone(county: County) -> None:
    measure_id = county.measure()
    decision_id = county.adopted(measure_id)
    story = county.story(measure_id)
    counted_again = Record(
        result="unchanged", present=42, vote=CouncilVote(yes=37, no=2, abstain=3)
    )
    county.corrected(decision_id, counted_again)
    assert county.story(measure_id) == story


def test_a_corrected_result_takes_effect(county: County) -> None:
    measure_id = county.measure()
    decision_id = county.adopted(measure_id)
    county.corrected(decision_id, REJECTED)
    assert county.state(measure_id).status == "rejected"
    assert county.story(measure_id)[-2:] == ["MeasureDecisionRevoked", "MeasureDecisionApplied"]


def begun(county: County) -> tuple[MeasureId, DecisionId]:
    """Return a measure whose work has begun, and the decision it rests on."""
    measure_id, decision_id = planned(county)
    today = county.town.now.date()
    implementing.start(county.platform, county.office, county.process_id, measure_id, today)
    return measure_id, decision_id


def planned(county: County) -> tuple[MeasureId, DecisionId]:
    measure_id = county.measure()
    decision_id = county.adopted(measure_id)
    implementing.plan(county.platform, county.office, county.process_id, measure_id, SLOT)
    return measure_id, decision_id


def test_yes_with_changes_instead_of_yes_stops_no_work(county: County) -> None:
    measure_id, decision_id = begun(county)
    county.corrected(decision_id, CHANGED)
    state = county.state(measure_id)
    assert (state.status, state.slot) == ("in_implementation", SLOT)
    assert state.decided[None].outcome == "adopted_with_changes"
    report = NewReport(percent=10, light="green", as_of=county.town.now.date())
    implementing.report(county.platform, county.office, county.process_id, measure_id, report)
    county.corrected(decision_id, ADOPTED)
    assert county.state(measure_id).decided[None].outcome == "adopted"


def test_yes_with_changes_instead_of_yes_takes_no_place_in_a_plan(county: County) -> None:
    measure_id, decision_id = planned(county)
    county.corrected(decision_id, CHANGED)
    state = county.state(measure_id)
    assert (state.status, state.slot) == ("planned", SLOT)
    county.corrected(decision_id, REJECTED)
    state = county.state(measure_id)
    assert (state.status, state.slot) == ("rejected", None)


def test_work_that_was_deferred_after_all_goes_on_when_it_is_adopted(county: County) -> None:
    measure_id, decision_id = begun(county)
    county.corrected(decision_id, DEFERRED)
    assert county.state(measure_id).status == "deferred"
    county.adopted(measure_id)
    args = (county.platform, county.office, county.process_id, measure_id)
    assert county.state(measure_id).status == "planned"
    implementing.start(*args, county.town.now.date())
    assert county.state(measure_id).status == "in_implementation"


@pytest.mark.parametrize("record", [CHANGED, REJECTED, DEFERRED])
def test_the_minutes_of_what_is_completed_can_be_corrected(county: County, record: Record) -> None:
    measure_id, decision_id = begun(county)
    args = (county.platform, county.office, county.process_id, measure_id)
    implementing.complete(*args, county.town.now.date(), "Wird genutzt.")
    county.corrected(decision_id, record)
    state = county.state(measure_id)
    assert (state.status, state.slot) == ("completed", SLOT)
    assert state.decided[None].outcome == EFFECTS[record.result]


@pytest.mark.parametrize("record", [REFERRED, REJECTED])
def test_what_a_later_decision_replaced_is_corrected_without_effect(
    county: County, record: Record
) -> None:
    measure_id = county.measure()
    first = county.decided(measure_id, DEFERRED)
    second = county.adopted(measure_id)
    story = county.story(measure_id)
    county.corrected(first, record)
    assert county.story(measure_id) == story
    assert county.state(measure_id).decided[None].decision_id == second


def test_a_repeal_takes_the_effect_back(county: County) -> None:
    measure_id = county.measure()
    decision_id = county.adopted(measure_id)
    later = county.adopted(county.measure(title="Anderes"))
    deciding.repeal(county.platform, county.secretary, county.process_id, decision_id, later)
    assert county.state(measure_id).status == "assessed"
    again = county.adopted(measure_id)
    assert again != decision_id
    assert county.state(measure_id).status == "adopted"


@pytest.mark.parametrize("failed", [REJECTED, DEFERRED, NOTED])
def test_a_motion_that_failed_repeals_nothing(county: County, failed: Record) -> None:
    measure_id = county.measure()
    decision_id = county.adopted(measure_id)
    motion = county.decided(county.measure(title="Anderes"), failed)
    with pytest.raises(RepealingDecisionNotInForce):
        deciding.repeal(county.platform, county.secretary, county.process_id, decision_id, motion)
    assert county.state(measure_id).status == "adopted"


def test_an_older_decision_repeals_no_later_one(county: County) -> None:
    older = county.adopted(county.measure(title="Anderes"))
    county.town.now += timedelta(days=30)
    decision_id = county.adopted(county.measure())
    with pytest.raises(RepealingDecisionIsOlder):
        deciding.repeal(county.platform, county.secretary, county.process_id, decision_id, older)


def ended(county: County, state: str) -> tuple[MeasureId, DecisionId]:
    """Return a measure that was begun and is in this state, and the decision it rests on."""
    measure_id, decision_id = begun(county)
    args = (county.platform, county.office, county.process_id, measure_id)
    if state == "paused":
        implementing.pause(*args, "Winter")
    elif state == "completed":
        implementing.complete(*args, county.town.now.date(), "Wird genutzt.")
    elif state == "stopped":
        implementing.stop(*args, "Zu teuer", "Früher fragen")
    return measure_id, decision_id


@pytest.mark.parametrize("state", ["in_implementation", "paused", "completed", "stopped"])
def test_what_was_begun_is_decided_anew_after_a_repeal(county: County, state: str) -> None:
    measure_id, decision_id = ended(county, state)
    args = (county.platform, county.office, county.process_id, measure_id, county.council)
    over = MeasureIsOver if state in {"completed", "stopped"} else NotToBeDecided
    with pytest.raises(over):
        measuring.submit(*args)
    later = county.adopted(county.measure(title="Anderes"))
    deciding.repeal(county.platform, county.secretary, county.process_id, decision_id, later)
    again = county.submitted(measure_id)
    assert county.state(measure_id).status == state
    with pytest.raises(over):
        measuring.submit(*args)
    county.recorded(again)
    county.confirmed(again)
    decided = county.state(measure_id)
    assert (decided.status, decided.slot) == (state, SLOT)
    assert decided.decided[None].decision_id == again


def test_what_was_only_taken_note_of_is_submitted_again(county: County) -> None:
    measure_id = county.measure()
    noted = county.submitted(measure_id)
    county.recorded(noted, NOTED)
    args = (county.platform, county.office, county.process_id, measure_id, county.council)
    with pytest.raises(NotToBeDecided):
        measuring.submit(*args)
    county.confirmed(noted)
    assert county.state(measure_id).status == "submitted"
    again = county.adopted(measure_id)
    assert county.state(measure_id).decided[None].decision_id == again


@pytest.mark.parametrize("first", [ADOPTED, NOTED])
@pytest.mark.parametrize("second", [ADOPTED, REJECTED])
def test_what_a_later_decision_has_replaced_is_corrected_back_without_effect(
    county: County, first: Record, second: Record
) -> None:
    measure_id = county.measure()
    former = county.decided(measure_id, first)
    if first is ADOPTED:
        county.corrected(former, NOTED)
    latter = county.decided(measure_id, second)
    status = county.state(measure_id).status
    county.corrected(former, CHANGED)
    state = county.state(measure_id)
    assert (state.status, state.decided[None].decision_id) == (status, latter)


def test_what_was_taken_note_of_by_mistake_takes_effect_once_corrected(county: County) -> None:
    measure_id = county.measure()
    county.decided(measure_id, DEFERRED)
    noted = county.decided(measure_id, NOTED)
    county.corrected(noted, ADOPTED)
    state = county.state(measure_id)
    assert (state.status, state.decided[None].decision_id) == ("adopted", noted)


def test_a_decision_that_waits_is_confirmed_though_the_one_before_is_now_a_no(
    county: County,
) -> None:
    measure_id = county.measure()
    first = county.decided(measure_id, DEFERRED)
    second = county.submitted(measure_id)
    county.recorded(second)
    county.corrected(first, REJECTED)
    county.confirmed(second)
    state = county.state(measure_id)
    assert (state.status, state.decided[None].decision_id) == ("adopted", second)
