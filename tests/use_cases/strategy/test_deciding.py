"""From the idea to the council's decision, and what a decision changes (P9, I11-I13)."""

from datetime import timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.codes import BodyId, DecisionId, MeasureId
from domain.decisions import (
    AgendaItemAlreadyScheduled,
    CouncilVote,
    DecisionSubject,
    MoreVotesThanPresent,
    Record,
    RepealingDecisionIsOlder,
    RepealingDecisionNotInForce,
    SecondPersonNeeded,
)
from domain.measures import (
    MeasureAlreadyProposed,
    MeasureNotSubmitted,
    ProfileIncomplete,
    Slot,
    Source,
    measure_id_of,
)
from domain.messages import StreamId
from domain.organisation import BodyUnknown
from domain.permissions import NotAllowed
from domain.processes import ProcessUnknown, TextMissing
from domain.proposals import ProposalNotPublic
from domain.use_cases import supporting
from domain.use_cases.carrying_out import Histories, IdAlreadyTaken
from domain.use_cases.strategy import deciding, implementing, measuring
from domain.use_cases.strategy.deciding import NewAgendaItem
from domain.use_cases.strategy.implementing import NewReport
from domain.use_cases.strategy.measuring import NewMeasure, SourceUnknown
from domain.use_cases.strategy.taking_effect import EFFECTS
from tests.use_cases.strategy.county import ADOPTED, VILLAGE, County, done

CHANGED = replace(ADOPTED, result="changed")
REJECTED = Record(result="rejected", present=42, vote=CouncilVote(yes=2, no=38, abstain=2))
DEFERRED = Record(result="deferred", present=42, vote=None)
REFERRED = replace(DEFERRED, result="referred")
NOTED = replace(DEFERRED, result="acknowledged")
SLOT = Slot(2024, 1, 2, 40_000_00)


def test_a_measure_takes_up_public_ideas_only(county: County) -> None:
    idea = county.town.published(county.process_id)
    waiting = county.town.submit(county.process_id, "ben").id
    measure_id = county.measure(Source("proposal", idea, "part"))
    assert county.state(measure_id).sources == (Source("proposal", idea, "part"),)
    with pytest.raises(ProposalNotPublic):
        county.measure(Source("proposal", waiting, "whole"))
    with pytest.raises(SourceUnknown):
        county.measure(Source("inventory", idea))


def test_measures_are_numbered_and_belong_to_one_process(county: County) -> None:
    first, second = county.measure(), county.measure()
    numbers = [
        next(iter(county.town.events(measure_id))).number  # type: ignore[attr-defined]  # the first event proposes it
        for measure_id in (first, second)
    ]
    assert numbers == ["M-01", "M-02"]
    other, _ = county.town.open_process("anderswo")
    with pytest.raises(ProcessUnknown):
        measuring.prioritise(county.platform, county.office, other, first, "high")


def test_a_number_is_that_of_one_measure(county: County) -> None:
    chosen = NewMeasure(origin="existing_concept", profile=county.profile(), number="M-02")
    args = (county.platform, county.office, county.process_id)
    taken = MeasureId(done(measuring.propose(*args, chosen)))
    others = [county.measure() for _ in range(2)]
    numbers = [
        next(iter(county.town.events(measure_id))).number  # type: ignore[attr-defined]  # as above
        for measure_id in (taken, *others)
    ]
    assert numbers == ["M-02", "M-01", "M-03"]
    for again in ("M-01", "M-002", "M-03"):
        with pytest.raises(MeasureAlreadyProposed):
            measuring.propose(*args, replace(chosen, number=again))
    elsewhere, _ = county.town.open_process("anderswo")
    assert measure_id_of(elsewhere, "M-02") != taken == measure_id_of(county.process_id, "M-02")


def test_only_the_office_makes_measures_and_only_secretaries_record(county: County) -> None:
    new = NewMeasure(origin="new", profile=county.profile())
    with pytest.raises(NotAllowed):
        measuring.propose(county.platform, county.secretary, county.process_id, new)
    decision_id = county.submitted(county.measure())
    with pytest.raises(NotAllowed):
        deciding.confirm(county.platform, county.office, county.process_id, decision_id)


def test_an_unchanged_text_keeps_its_commitment(county: County) -> None:
    measure_id = county.measure()
    former = county.state(measure_id).profile
    assert former is not None
    assert former.problem is not None
    written = replace(county.profile(), cost_once=92_000_00, own_share=92_000_00)
    opened = {former.problem: "Räume stehen leer.", former.title: "Räume online buchen"}
    measuring.update_profile(
        county.platform,
        county.office,
        county.process_id,
        measure_id,
        written,
        "Angebote liegen vor.",
        seen=1,
        opened=opened,
    )
    profile = county.state(measure_id).profile
    assert profile is not None
    assert (profile.problem, profile.title) == (former.problem, former.title)
    assert profile.risks != former.risks


def test_an_incomplete_measure_is_not_submitted(county: County) -> None:
    new = NewMeasure(origin="new", profile=replace(county.profile(), risks=None, own_share=0))
    measure_id = MeasureId(
        done(measuring.propose(county.platform, county.office, county.process_id, new))
    )
    with pytest.raises(ProfileIncomplete) as refused:
        measuring.submit(
            county.platform, county.office, county.process_id, measure_id, county.council
        )
    assert refused.value.facts["missing"] == ["funding_gap", "risks", "assessment"]
    assert refused.value.facts["gap"] == 80_000_00


def test_a_measure_needs_a_title(county: County) -> None:
    new = NewMeasure(origin="new", profile=replace(county.profile(), title="  "))
    with pytest.raises(TextMissing):
        measuring.propose(county.platform, county.office, county.process_id, new)


def test_nothing_changes_until_a_second_person_confirms(county: County) -> None:
    measure_id = county.measure()
    decision_id = county.submitted(measure_id)
    county.recorded(decision_id)
    assert county.state(measure_id).status == "submitted"
    with pytest.raises(SecondPersonNeeded):
        deciding.confirm(county.platform, county.secretary, county.process_id, decision_id)
    county.confirmed(decision_id)
    assert county.state(measure_id).status == "adopted"


def test_wrong_arithmetic_is_refused_and_nothing_stored(county: County) -> None:
    decision_id = county.submitted(county.measure())
    before = county.town.log.head().position
    with pytest.raises(MoreVotesThanPresent):
        county.recorded(
            decision_id,
            replace(ADOPTED, vote=CouncilVote(yes=44, no=2, abstain=2)),
        )
    assert county.town.log.head().position == before


def test_a_preliminary_consultation_changes_no_measure(county: County) -> None:
    measure_id = county.measure()
    item = NewAgendaItem(
        body_id=county.council,
        session=county.town.now.date(),
        number="3",
        title="Vorberatung",
        role="preliminary",
        authoritative=False,
        subjects=(DecisionSubject("measure", measure_id, 1),),
    )
    decision_id = DecisionId(
        done(deciding.schedule(county.platform, county.secretary, county.process_id, item))
    )
    county.recorded(decision_id)
    county.confirmed(decision_id)
    assert county.state(measure_id).status == "assessed"


def test_one_decision_adopts_several_measures_at_once(county: County) -> None:
    first, second = county.measure(), county.measure(title="Mitfahrbänke")
    decision_id = DecisionId(county.town.new_id())
    for measure_id in (first, second):
        measuring.submit(
            county.platform,
            county.office,
            county.process_id,
            measure_id,
            county.council,
            decision_id,
        )
    item = NewAgendaItem(
        body_id=county.council,
        session=county.town.now.date(),
        number="7",
        title="Strategie",
        subjects=tuple(DecisionSubject("measure", each, 1) for each in (first, second)),
        decision_id=decision_id,
    )
    deciding.schedule(county.platform, county.secretary, county.process_id, item)
    county.recorded(decision_id)
    assert county.second_secretary.person  # has an account before positions are counted
    before = county.town.log.head().position
    county.confirmed(decision_id)
    assert county.town.log.head().position == before + 3
    assert {county.state(first).status, county.state(second).status} == {"adopted"}


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


@pytest.mark.parametrize("record", [ADOPTED, REJECTED])
def test_a_partner_decides_though_the_lead_has_rejected_it(county: County, record: Record) -> None:
    measure_id = county.measure()
    own = county.submit_only(measure_id, VILLAGE)
    county.decided(measure_id, REJECTED)
    item = replace(_item(county, own, measure_id), territory=VILLAGE)
    deciding.schedule(county.platform, county.secretary, county.process_id, item)
    county.recorded(own, record)
    county.confirmed(own)
    state = county.state(measure_id)
    assert (state.status, state.pending) == ("rejected", {})
    assert state.decided[VILLAGE].outcome == EFFECTS[record.result]


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


def test_a_body_must_exist(county: County) -> None:
    item = NewAgendaItem(
        body_id=BodyId(county.town.new_id()),
        session=county.town.now.date(),
        number="1",
        title="Irgendwo",
    )
    with pytest.raises(BodyUnknown):
        deciding.schedule(county.platform, county.secretary, county.process_id, item)


def _item(county: County, decision_id: UUID, *measures: MeasureId) -> NewAgendaItem:
    return NewAgendaItem(
        body_id=county.council,
        session=county.town.now.date(),
        number="1",
        title="Parkplätze am Bahnhof",
        subjects=tuple(DecisionSubject("measure", each, 1) for each in measures),
        decision_id=DecisionId(decision_id),
    )


def test_an_agenda_item_has_no_id_but_that_of_a_submission(county: County) -> None:
    town = county.town
    idea = town.published(county.process_id)
    elsewhere, phase = town.open_process("anderswo")
    measure_id = county.measure()
    county.submit_only(measure_id)
    for taken in (idea, phase, elsewhere, county.process_id, measure_id, town.new_id()):
        before = town.history(StreamId(taken))
        for about in ((), (measure_id,)):
            with pytest.raises(MeasureNotSubmitted):
                deciding.schedule(
                    county.platform,
                    county.secretary,
                    county.process_id,
                    _item(county, taken, *about),
                )
        assert town.history(StreamId(taken)) == before
    supporting.give_support(county.platform, town.as_("zoe"), idea)
    town.submit(elsewhere, "zoe")


def test_what_a_submission_named_is_put_on_one_agenda_once(county: County) -> None:
    measure_id = county.measure()
    decision_id = county.submit_only(measure_id)
    item = _item(county, decision_id, measure_id)
    args = (county.platform, county.secretary, county.process_id, item)
    assert done(deciding.schedule(*args)) == decision_id
    with pytest.raises(AgendaItemAlreadyScheduled):
        deciding.schedule(*args)


def test_the_history_of_one_thing_takes_no_events_of_another(county: County) -> None:
    idea = StreamId(county.town.published(county.process_id))
    scheduled = county.town.events(county.submitted(county.measure()))
    histories = Histories(county.town.log)
    with pytest.raises(IdAlreadyTaken):
        histories.add(idea, scheduled)
    fresh = StreamId(county.town.new_id())
    with pytest.raises(IdAlreadyTaken):
        histories.add(fresh, [*scheduled, *county.town.events(idea)])
    histories.add(fresh, scheduled)
    with pytest.raises(IdAlreadyTaken):
        histories.add(fresh, county.town.events(idea))
    assert [write.stream for write in histories.writes()] == [fresh]
