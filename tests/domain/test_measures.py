"""Rules of measures up to their decision (docs/rules/measures.md; I11, I13)."""

from datetime import date
from typing import get_args
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain import measures
from domain.codes import GoalId
from domain.measures import (
    AlreadySubmitted,
    ApplyDecision,
    AssessMeasure,
    AssessmentNeedsProblemAndBenefit,
    DecisionNotInForce,
    FileStatement,
    Funding,
    LinkSource,
    Measure,
    MeasureAlreadyProposed,
    MeasureCommand,
    MeasureDecisionApplied,
    MeasureDecisionRevoked,
    MeasureEvent,
    MeasureIsOver,
    MeasureNotSubmitted,
    MeasurePrioritised,
    MeasureProfileUpdated,
    MeasureSourceLinked,
    MeasureStatementFiled,
    MeasureStatementRequested,
    MeasureUnknown,
    NotToBeDecided,
    PeriodEndsBeforeItStarts,
    PrioritiseMeasure,
    ProfileChangedMeanwhile,
    ProfileIncomplete,
    ProposeMeasure,
    RequestStatement,
    RevokeDecision,
    Scores,
    Source,
    SourceAlreadyLinked,
    StatementAlreadyFiled,
    StatementDueInThePast,
    StatementNeedsOneAddressee,
    StatementNotRequested,
    SubmitForDecision,
    UpdateProfile,
    Weights,
    WeightsAreZero,
    missing,
    quadrant_of,
    result_of,
)
from domain.measures.deciding import RULES
from tests.domain.cast import BUS, GEMEINSAM, OLGA, ref
from tests.domain.council import (
    ADOPTION,
    COMPLETE,
    IDEA,
    KREISTAG,
    M_04,
    MORBACH,
    MORBACH_COUNCIL,
    REPEAL,
    SCORES,
    STATEMENT,
    SVEN,
    UNIT,
    WEIGHTS,
    adopted,
    assessed,
    proposed,
    submitted,
)
from tests.scenario import Scenario

FROM_BUS = Source("proposal", BUS, "part")
requested = MeasureStatementRequested(
    measure_id=M_04,
    process_id=GEMEINSAM,
    statement_id=STATEMENT,
    unit=UNIT,
    territory=None,
    due=date(2023, 10, 15),
    by=OLGA,
)


def given(*history: MeasureEvent) -> Scenario[Measure, MeasureEvent, MeasureCommand]:
    return Scenario(Measure(), measures.evolve, measures.decide, *history)


def propose(**changes: object) -> ProposeMeasure:
    command = ProposeMeasure(
        measure_id=M_04,
        process_id=GEMEINSAM,
        number="M-04",
        origin="citizen_idea",
        profile=COMPLETE,
        by=OLGA,
    )
    return replace(command, **changes)


def submit(**changes: object) -> SubmitForDecision:
    command = SubmitForDecision(body_id=KREISTAG, decision_id=ADOPTION, territory=None, by=OLGA)
    return replace(command, **changes)


def apply(**changes: object) -> ApplyDecision:
    command = ApplyDecision(
        decision_id=ADOPTION,
        version=1,
        outcome="adopted",
        conditions=None,
        territory=None,
        by=SVEN,
    )
    return replace(command, **changes)


def request(**changes: object) -> RequestStatement:
    command = RequestStatement(
        statement_id=STATEMENT,
        unit=UNIT,
        territory=None,
        due=date(2023, 10, 15),
        today=date(2023, 9, 1),
        by=OLGA,
    )
    return replace(command, **changes)


FILE = FileStatement(statement_id=STATEMENT, stance="agrees", text=ref("yes"), by=OLGA)
ASSESS = AssessMeasure(group="workshop", scores=SCORES, weights=WEIGHTS, workshop_id=None, by=OLGA)


def test_a_measure_names_the_ideas_it_takes_up() -> None:
    linked = MeasureSourceLinked(measure_id=M_04, process_id=GEMEINSAM, source=FROM_BUS, by=OLGA)
    given().when(propose(sources=(FROM_BUS,))).then(proposed, linked)
    given(proposed, linked).when(LinkSource(source=FROM_BUS, by=OLGA)).refused(SourceAlreadyLinked)


def test_an_idea_is_linked_once_however_often_it_is_named() -> None:
    linked = MeasureSourceLinked(measure_id=M_04, process_id=GEMEINSAM, source=FROM_BUS, by=OLGA)
    whole = replace(FROM_BUS, share="whole")
    given().when(propose(sources=(whole, FROM_BUS))).then(proposed, linked)


def test_a_measure_is_proposed_once() -> None:
    given(proposed).when(propose()).refused(MeasureAlreadyProposed)
    given().when(submit()).refused(MeasureUnknown)


def test_a_period_does_not_end_before_it_starts() -> None:
    reversed_period = replace(COMPLETE, starts=date(2024, 6, 1), ends=date(2024, 5, 31))
    given().when(propose(profile=reversed_period)).refused(PeriodEndsBeforeItStarts)


def test_each_change_of_the_profile_is_a_version() -> None:
    dearer = replace(COMPLETE, cost_once=92_000_00)
    update = UpdateProfile(seen=1, profile=dearer, reason=ref("tender"), by=OLGA)
    updated = MeasureProfileUpdated(
        measure_id=M_04,
        process_id=GEMEINSAM,
        version=2,
        profile=dearer,
        reason=ref("tender"),
        by=OLGA,
    )
    given(proposed).when(update).then(updated)
    given(proposed, updated).when(update).refused(ProfileChangedMeanwhile, version=2)
    given(proposed, updated).when(replace(update, seen=2)).then_nothing()


def test_scores_are_weighed_with_effort_turned_round() -> None:
    given(proposed).when(ASSESS).then(assessed)
    # (4.4*30 + 4.0*15 + 3.0*15 + 4.0*15 + 5.0*10 + (6-2.1)*15) / 100 = 4.055, half up
    assert result_of(SCORES, WEIGHTS) == 406


def test_somebody_must_have_described_what_is_scored() -> None:
    given(replace(proposed, profile=IDEA)).when(ASSESS).refused(AssessmentNeedsProblemAndBenefit)
    nothing = Weights(benefit=0, reach=0, urgency=0, feasibility=0, transfer=0, effort=0)
    given(proposed).when(replace(ASSESS, weights=nothing)).refused(WeightsAreZero)


@pytest.mark.parametrize(
    ("benefit", "effort", "quadrant"),
    [
        (44, 21, "quick_win"),
        (44, 30, "major_project"),
        (29, 29, "fill_in"),
        (10, 50, "avoid"),
        (30, 29, "quick_win"),
    ],
)
def test_benefit_and_effort_place_a_measure(benefit: int, effort: int, quadrant: str) -> None:
    scores = replace(SCORES, benefit=benefit, effort=effort)
    assert quadrant_of(scores) == quadrant


def test_a_result_stays_on_the_scale() -> None:
    worst = Scores(benefit=10, reach=10, urgency=10, feasibility=10, transfer=10, effort=50)
    best = Scores(benefit=50, reach=50, urgency=50, feasibility=50, transfer=50, effort=10)
    assert (result_of(worst, WEIGHTS), result_of(best, WEIGHTS)) == (100, 500)


def test_i11_only_a_complete_profile_goes_to_a_council() -> None:
    idea = replace(proposed, profile=IDEA)
    given(idea).when(submit()).refused(
        ProfileIncomplete,
        missing=[
            "problem",
            "target_group",
            "benefit",
            "goals",
            "lead",
            "steps",
            "period",
            "cost",
            "staff",
            "indicators",
            "risks",
            "transferability",
            "assessment",
        ],
    )


def test_i11_it_needs_a_goal_and_an_assessment() -> None:
    given(proposed).when(submit()).refused(ProfileIncomplete, missing=["assessment"])
    aimless = replace(proposed, profile=replace(COMPLETE, goals=()))
    given(aimless, assessed).when(submit()).refused(ProfileIncomplete, missing=["goals"])


def test_i11_cost_is_funding_and_own_share() -> None:
    short = replace(COMPLETE, own_share=48_000_00, funding=(Funding(ref("state"), 20_000_00),))
    given(replace(proposed, profile=short), assessed).when(submit()).refused(
        ProfileIncomplete, missing=["funding_gap"], gap=12_000_00
    )
    surplus = replace(COMPLETE, own_share=90_000_00)
    assert missing(surplus, assessed=True) == ["funding_surplus"]


def test_r12_an_incomplete_profile_does_not_leave_assessed() -> None:
    """Its first priority needs all of it; later ones change no state."""
    prioritise = PrioritiseMeasure(priority="high", rank=1, reason=ref("useful"), by=OLGA)
    short = replace(proposed, profile=replace(COMPLETE, own_share=68_000_00))
    given(short, assessed).when(prioritise).refused(
        ProfileIncomplete, missing=["funding_gap"], gap=12_000_00
    )
    given(proposed).when(prioritise).refused(ProfileIncomplete, missing=["assessment"])
    assert given(proposed, assessed).state.status == "assessed"
    first = MeasurePrioritised(
        measure_id=M_04,
        process_id=GEMEINSAM,
        priority="high",
        rank=1,
        reason=ref("useful"),
        by=OLGA,
    )
    given(proposed, assessed).when(prioritise).then(first)
    given(short, assessed, first).when(prioritise).then(first)


def test_every_command_has_its_rule() -> None:
    assert {*RULES, ProposeMeasure} == set(get_args(MeasureCommand))


def test_a_complete_measure_is_submitted_in_its_version() -> None:
    given(proposed, assessed).when(submit()).then(submitted)
    given(proposed, assessed, submitted).when(submit()).refused(AlreadySubmitted)
    second = submit(decision_id=REPEAL)
    given(proposed, assessed, submitted).when(second).refused(NotToBeDecided, state="submitted")


def test_i13_a_decision_is_about_the_version_it_was_given() -> None:
    changed = MeasureProfileUpdated(
        measure_id=M_04,
        process_id=GEMEINSAM,
        version=2,
        profile=replace(COMPLETE, goals=(GoalId(UUID(int=905)),)),
        reason=ref("goal"),
        by=OLGA,
    )
    scenario = given(proposed, assessed, submitted, changed)
    scenario.when(apply()).then(adopted)
    scenario.when(apply(version=2)).refused(MeasureNotSubmitted)
    given(proposed, assessed).when(apply()).refused(MeasureNotSubmitted)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("adopted", "adopted"),
        ("adopted_with_changes", "adopted"),
        ("rejected", "rejected"),
        ("deferred", "deferred"),
        ("referred_back", "assessed"),
    ],
)
def test_a_decision_moves_the_measure(outcome: str, state: str) -> None:
    applied = replace(adopted, outcome=outcome)
    assert given(proposed, assessed, submitted, applied).state.status == state


def test_a_partner_decides_for_itself_alone() -> None:
    partner = replace(submitted, territory=MORBACH, body_id=MORBACH_COUNCIL, decision_id=REPEAL)
    rejected = MeasureDecisionApplied(
        measure_id=M_04,
        process_id=GEMEINSAM,
        version=1,
        decision_id=REPEAL,
        outcome="rejected",
        conditions=None,
        territory=MORBACH,
        by=SVEN,
    )
    history = (proposed, assessed, submitted, adopted)
    command = submit(territory=MORBACH, body_id=MORBACH_COUNCIL, decision_id=REPEAL)
    given(*history).when(command).then(partner)
    state = given(*history, partner, rejected).state
    assert state.status == "adopted"
    assert state.decided[MORBACH].outcome == "rejected"


def test_a_repeal_lets_the_measure_be_decided_anew() -> None:
    revoked = MeasureDecisionRevoked(
        measure_id=M_04,
        process_id=GEMEINSAM,
        decision_id=ADOPTION,
        version=1,
        cause="repeal",
        territory=None,
        by=SVEN,
    )
    revoke = RevokeDecision(decision_id=ADOPTION, cause="repeal", by=SVEN)
    history = (proposed, assessed, submitted, adopted)
    given(*history).when(revoke).then(revoked)
    given(*history, revoked).when(revoke).refused(DecisionNotInForce)
    again = replace(submitted, decision_id=REPEAL)
    given(*history, revoked).when(submit(decision_id=REPEAL)).then(again)


def test_a_correction_lets_the_same_decision_take_effect_again() -> None:
    revoked = MeasureDecisionRevoked(
        measure_id=M_04,
        process_id=GEMEINSAM,
        decision_id=ADOPTION,
        version=1,
        cause="correction",
        territory=None,
        by=SVEN,
    )
    rejected = replace(adopted, outcome="rejected")
    scenario = given(proposed, assessed, submitted, adopted, revoked)
    scenario.when(apply(outcome="rejected")).then(rejected)


def test_a_rejected_measure_stays_as_it_is() -> None:
    rejected = replace(adopted, outcome="rejected")
    history = (proposed, assessed, submitted, rejected)
    given(*history).when(ASSESS).refused(MeasureIsOver, state="rejected")


def test_a_statement_is_asked_of_one_unit_or_territory() -> None:
    given(proposed).when(request()).then(requested)
    given(proposed).when(request(territory=MORBACH)).refused(StatementNeedsOneAddressee)
    given(proposed).when(request(unit=None)).refused(StatementNeedsOneAddressee)
    given(proposed).when(request(due=date(2023, 8, 31))).refused(StatementDueInThePast)


def test_a_statement_is_filed_once_when_asked_for() -> None:
    filed = MeasureStatementFiled(
        measure_id=M_04,
        process_id=GEMEINSAM,
        statement_id=STATEMENT,
        stance="agrees",
        text=ref("yes"),
        by=OLGA,
    )
    given(proposed).when(FILE).refused(StatementNotRequested)
    given(proposed, requested).when(FILE).then(filed)
    given(proposed, requested, filed).when(FILE).refused(StatementAlreadyFiled)
