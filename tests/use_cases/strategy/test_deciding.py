"""From the idea to the council's decision, and what a decision changes (P9, I11-I13)."""

import pytest
from msgspec.structs import replace

from domain.codes import DecisionId, MeasureId
from domain.decisions import (
    CouncilVote,
    DecisionSubject,
    MoreVotesThanPresent,
    SecondPersonNeeded,
)
from domain.measures import (
    MeasureAlreadyProposed,
    ProfileIncomplete,
    Source,
    measure_id_of,
)
from domain.permissions import NotAllowed
from domain.processes import ProcessUnknown, TextMissing
from domain.proposals import ProposalNotPublic
from domain.use_cases.strategy import deciding, measuring
from domain.use_cases.strategy.deciding import NewAgendaItem
from domain.use_cases.strategy.measuring import NewMeasure, SourceUnknown
from tests.use_cases.strategy.county import (
    ADOPTED,
    County,
    done,
)


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
