"""Rules of goals, plans and funding (docs/rules/goals_and_plans.md; I14, P16)."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from domain import funding, goals, plans
from domain.codes import GoalId, IndicatorId, MeasureId
from domain.funding import FundingEndsBeforeItStarts, FundingNoticeRegistered, RegisterFunding
from domain.goals import (
    DefineGoal,
    DefineIndicator,
    GoalCommand,
    GoalDefined,
    GoalEvent,
    Goals,
    GoalUnknown,
    IndicatorAlreadyDefined,
    IndicatorChangesNothing,
    IndicatorDefined,
    IndicatorUnknown,
    IndicatorValueReported,
    ReportIndicatorValue,
    ValueFromTheFuture,
)
from domain.measures import Slot
from domain.plans import (
    EntryOfAnotherYear,
    MeasureNotPlannable,
    MeasurePlannedTwice,
    PlanChangedMeanwhile,
    PlanEntry,
    PlanNeedsReason,
    PlanOverruns,
    ReleaseYearPlan,
    YearPlanReleased,
)
from tests.domain.cast import GEMEINSAM, MOBILITY, OLGA, ref
from tests.domain.council import M_04
from tests.scenario import Scenario

GOAL = GoalId(UUID(int=941))
TRIPS = IndicatorId(UUID(int=942))
M_05 = MeasureId(UUID(int=505))
DEFINE = DefineIndicator(
    indicator_id=TRIPS,
    goal_id=GOAL,
    name=ref("trips"),
    unit=ref("trips a day"),
    decimals=1,
    baseline=125,
    target=400,
    by_day=date(2026, 12, 31),
    by=OLGA,
)
REPORT = ReportIndicatorValue(
    indicator_id=TRIPS,
    value=180,
    as_of=date(2024, 6, 30),
    source=ref("counting"),
    today=date(2024, 7, 1),
    by=OLGA,
)
goal = GoalDefined(
    process_id=GEMEINSAM, goal_id=GOAL, field_id=MOBILITY, text=ref("more buses"), by=OLGA
)
indicator = IndicatorDefined(
    process_id=GEMEINSAM,
    indicator_id=TRIPS,
    goal_id=GOAL,
    name=ref("trips"),
    unit=ref("trips a day"),
    decimals=1,
    baseline=125,
    target=400,
    by_day=date(2026, 12, 31),
    by=OLGA,
)
value = IndicatorValueReported(
    process_id=GEMEINSAM,
    indicator_id=TRIPS,
    value=180,
    as_of=date(2024, 6, 30),
    source=ref("counting"),
    by=OLGA,
)
ENTRIES = (
    PlanEntry(M_04, Slot(2024, 1, 4, 60_000_00), 50),
    PlanEntry(M_05, Slot(2024, 3, 4, 40_000_00), 25),
)
RELEASE = ReleaseYearPlan(
    process_id=GEMEINSAM,
    year=2024,
    seen=0,
    budget=100_000_00,
    capacity=75,
    entries=ENTRIES,
    adopted=frozenset({M_04, M_05}),
    overrun=None,
    reason=None,
    by=OLGA,
)
plan = YearPlanReleased(
    process_id=GEMEINSAM,
    year=2024,
    version=1,
    budget=100_000_00,
    capacity=75,
    entries=ENTRIES,
    overrun=None,
    reason=None,
    by=OLGA,
)


def given(*history: GoalEvent) -> Scenario[Goals, GoalEvent, GoalCommand]:
    def decide(state: Goals, command: GoalCommand) -> list[GoalEvent]:
        return goals.decide(state, GEMEINSAM, command)

    return Scenario(Goals(), goals.evolve, decide, *history)


def planned(
    *history: YearPlanReleased,
) -> Scenario[YearPlanReleased | None, YearPlanReleased, ReleaseYearPlan]:
    return Scenario(None, plans.evolve, plans.decide, *history)


def test_an_indicator_belongs_to_a_goal_and_leads_somewhere() -> None:
    given().when(DefineGoal(goal_id=GOAL, field_id=MOBILITY, text=ref("more buses"), by=OLGA)).then(
        goal
    )
    given(goal).when(DEFINE).then(indicator)
    given().when(DEFINE).refused(GoalUnknown)
    given(goal, indicator).when(DEFINE).refused(IndicatorAlreadyDefined)
    given(goal).when(replace(DEFINE, target=125)).refused(IndicatorChangesNothing)


def test_values_are_reported_of_days_that_have_been() -> None:
    given(goal, indicator).when(REPORT).then(value)
    given(goal, indicator, value).when(REPORT).then_nothing()
    given(goal).when(REPORT).refused(IndicatorUnknown)
    given(goal, indicator).when(replace(REPORT, as_of=date(2024, 7, 2))).refused(ValueFromTheFuture)


def test_a_later_report_of_a_day_corrects_it() -> None:
    corrected = replace(value, value=175)
    given(goal, indicator, value).when(replace(REPORT, value=175)).then(corrected)
    stands = given(goal, indicator, value, corrected).state.values[TRIPS, date(2024, 6, 30)]
    assert stands == corrected


def test_the_source_of_a_value_is_corrected_as_well() -> None:
    other = replace(REPORT, source=ref("counted by hand"))
    given(goal, indicator, value).when(other).then(replace(value, source=other.source))


def test_i14_a_plan_stays_within_budget_and_capacity() -> None:
    planned().when(RELEASE).then(plan)
    planned().when(replace(RELEASE, budget=90_000_00)).refused(
        PlanOverruns, money=10_000_00, staff=0
    )
    planned().when(replace(RELEASE, capacity=70)).refused(PlanOverruns, money=0, staff=5)


def test_i14_or_says_why_it_does_not() -> None:
    noted = replace(RELEASE, budget=90_000_00, overrun=ref("rest from 2023"))
    planned().when(noted).then(replace(plan, budget=90_000_00, overrun=ref("rest from 2023")))


def test_another_version_of_a_plan_says_why() -> None:
    later = replace(RELEASE, seen=1, budget=120_000_00, reason=ref("grant"))
    changed = replace(plan, version=2, budget=120_000_00, reason=ref("grant"))
    planned(plan).when(later).then(changed)
    planned(plan).when(replace(later, reason=None)).refused(PlanNeedsReason)
    planned(plan).when(RELEASE).refused(PlanChangedMeanwhile, version=1)


def test_a_plan_holds_adopted_measures_of_its_year_once() -> None:
    planned().when(replace(RELEASE, adopted=frozenset({M_04}))).refused(
        MeasureNotPlannable, measures=[M_05]
    )
    planned().when(replace(RELEASE, entries=(ENTRIES[0], ENTRIES[0]))).refused(MeasurePlannedTwice)
    planned().when(replace(RELEASE, year=2025)).refused(EntryOfAnotherYear)


def test_a_funding_notice_has_a_term_and_can_be_replaced() -> None:
    register = RegisterFunding(
        notice_id=UUID(int=951),
        programme=ref("BULE"),
        number=ref("2818"),
        amount=1_000_000_00,
        starts=date(2022, 1, 1),
        ends=date(2024, 12, 31),
        publicity=ref("funded by"),
        by=OLGA,
    )
    notice = FundingNoticeRegistered(
        process_id=GEMEINSAM,
        notice_id=UUID(int=951),
        programme=ref("BULE"),
        number=ref("2818"),
        amount=1_000_000_00,
        starts=date(2022, 1, 1),
        ends=date(2024, 12, 31),
        publicity=ref("funded by"),
        by=OLGA,
    )

    def decide(state: funding.Register, command: RegisterFunding) -> list[FundingNoticeRegistered]:
        return funding.decide(state, GEMEINSAM, command)

    scenario = Scenario(funding.Register(), funding.evolve, decide, notice)
    scenario.when(register).then(notice)
    scenario.when(replace(register, ends=date(2021, 12, 31))).refused(FundingEndsBeforeItStarts)
    longer = replace(notice, ends=date(2025, 6, 30))
    assert funding.evolve(scenario.state, longer).notices[UUID(int=951)] == longer
