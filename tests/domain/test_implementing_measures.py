"""Rules of measures after their decision (docs/rules/measures.md; I14)."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain import measures
from domain.measures import (
    CompleteMeasure,
    CompletionNeedsBenefitEvidence,
    DefineMilestone,
    ImplementationStarted,
    LightNeedsExplanation,
    Measure,
    MeasureCommand,
    MeasureCompleted,
    MeasureEvent,
    MeasureIsOver,
    MeasureParked,
    MeasurePaused,
    MeasurePlanned,
    MeasureReplanned,
    MeasureResumed,
    MeasureStopped,
    MilestoneAlreadyReached,
    MilestoneDefined,
    MilestoneMoved,
    MilestoneReached,
    MilestoneUnknown,
    MoveMilestone,
    NotAdopted,
    NotCompleted,
    NotInImplementation,
    NotPaused,
    NotPlanned,
    OfferTransfer,
    ParkedTooLong,
    ParkedUntilThePast,
    ParkMeasure,
    PausedUntilThePast,
    PauseMeasure,
    PlanMeasure,
    ProgressReported,
    QuartersReversed,
    ReachMilestone,
    ReplanningNeedsReason,
    ReportProgress,
    ResumeMeasure,
    Slot,
    StartImplementation,
    StillToCome,
    StopMeasure,
    StopNeedsReasonAndLessons,
    TransferOffered,
    latest_parking,
)
from tests.domain.cast import GEMEINSAM, OLGA, ref
from tests.domain.council import LAUNCH, M_04, adopted, assessed, proposed, submitted
from tests.scenario import Scenario

DECIDED = (proposed, assessed, submitted, adopted)
SLOT = Slot(2024, 1, 2, 50_000_00)
LATER = Slot(2024, 3, 4, 50_000_00)
planned = MeasurePlanned(measure_id=M_04, process_id=GEMEINSAM, slot=SLOT, by=OLGA)
started = ImplementationStarted(measure_id=M_04, process_id=GEMEINSAM, on=date(2024, 2, 1), by=OLGA)
paused = MeasurePaused(
    measure_id=M_04, process_id=GEMEINSAM, reason=ref("no staff"), until=None, by=OLGA
)
completed = MeasureCompleted(
    measure_id=M_04,
    process_id=GEMEINSAM,
    benefit=ref("40 rooms booked"),
    usable_from=date(2024, 11, 1),
    by=OLGA,
)
milestone = MilestoneDefined(
    measure_id=M_04,
    process_id=GEMEINSAM,
    milestone_id=LAUNCH,
    title=ref("launch"),
    due=date(2024, 6, 1),
    by=OLGA,
)
reached = MilestoneReached(
    measure_id=M_04,
    process_id=GEMEINSAM,
    milestone_id=LAUNCH,
    on=date(2024, 6, 3),
    evidence=None,
    by=OLGA,
)
PLAN = PlanMeasure(slot=SLOT, reason=None, by=OLGA)
PAUSE = PauseMeasure(reason=ref("no staff"), until=None, today=date(2024, 6, 10), by=OLGA)
REPORT = ReportProgress(
    percent=40,
    light="green",
    text=None,
    next_step=None,
    as_of=date(2024, 4, 1),
    today=date(2024, 4, 1),
    by=OLGA,
)
COMPLETE_IT = CompleteMeasure(
    benefit=ref("40 rooms booked"), usable_from=date(2024, 11, 1), by=OLGA
)
STOP = StopMeasure(reason=ref("why"), lessons=ref("learned"), decision_id=None, by=OLGA)
MOVE = MoveMilestone(milestone_id=LAUNCH, due=date(2024, 9, 1), reason=ref("supplier"), by=OLGA)
REACH = ReachMilestone(
    milestone_id=LAUNCH, on=date(2024, 6, 3), today=date(2024, 6, 4), evidence=None, by=OLGA
)


def given(*history: MeasureEvent) -> Scenario[Measure, MeasureEvent, MeasureCommand]:
    return Scenario(Measure(), measures.evolve, measures.decide, *history)


def test_i14_what_is_adopted_is_planned_in_a_year() -> None:
    given(*DECIDED).when(PLAN).then(planned)
    given(proposed).when(PLAN).refused(NotAdopted, state="proposed")
    backwards = replace(PLAN, slot=Slot(2024, 3, 2, 0))
    given(*DECIDED).when(backwards).refused(QuartersReversed)


def test_i14_or_parked_for_six_months_at_most() -> None:
    park = ParkMeasure(
        reason=ref("budget"), until=date(2024, 6, 11), today=date(2023, 12, 11), by=OLGA
    )
    parked = MeasureParked(
        measure_id=M_04,
        process_id=GEMEINSAM,
        reason=ref("budget"),
        until=date(2024, 6, 11),
        by=OLGA,
    )
    given(*DECIDED).when(park).then(parked)
    too_long = replace(park, until=date(2024, 6, 12))
    given(*DECIDED).when(too_long).refused(ParkedTooLong, latest=date(2024, 6, 11))
    given(*DECIDED, planned).when(park).refused(NotAdopted)


def test_nothing_is_parked_until_a_day_that_is_over() -> None:
    today = date(2023, 12, 11)
    park = ParkMeasure(reason=ref("budget"), until=date(2023, 12, 10), today=today, by=OLGA)
    given(*DECIDED).when(park).refused(ParkedUntilThePast, today=today)
    parked = MeasureParked(
        measure_id=M_04, process_id=GEMEINSAM, reason=ref("budget"), until=today, by=OLGA
    )
    given(*DECIDED).when(replace(park, until=today)).then(parked)


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2022, 8, 31), date(2023, 2, 28)),
        (date(2023, 12, 31), date(2024, 6, 30)),
        (date(2023, 1, 15), date(2023, 7, 15)),
    ],
)
def test_six_months_end_on_the_same_day_or_the_last_of_the_month(today: date, latest: date) -> None:
    assert latest_parking(today) == latest


def test_planning_anew_keeps_the_old_place_and_the_reason() -> None:
    replanned = MeasureReplanned(
        measure_id=M_04,
        process_id=GEMEINSAM,
        old=SLOT,
        new=LATER,
        reason=ref("supplier"),
        by=OLGA,
    )
    scenario = given(*DECIDED, planned)
    scenario.when(replace(PLAN, slot=LATER, reason=ref("supplier"))).then(replanned)
    scenario.when(replace(PLAN, slot=LATER)).refused(ReplanningNeedsReason)
    scenario.when(PLAN).then_nothing()


def test_only_what_is_planned_starts() -> None:
    start = StartImplementation(on=date(2024, 2, 1), today=date(2024, 2, 1), by=OLGA)
    given(*DECIDED, planned).when(start).then(started)
    given(*DECIDED).when(start).refused(NotPlanned, state="adopted")


def test_what_is_still_to_come_is_not_reported() -> None:
    today = date(2024, 1, 31)
    start = StartImplementation(on=date(2024, 2, 1), today=today, by=OLGA)
    given(*DECIDED, planned).when(start).refused(StillToCome, today=today)
    reach = replace(REACH, today=date(2024, 6, 2))
    given(*DECIDED, milestone).when(reach).refused(StillToCome, today=date(2024, 6, 2))
    early = replace(REPORT, today=date(2024, 3, 31))
    given(*DECIDED, planned, started).when(early).refused(StillToCome, today=date(2024, 3, 31))


def test_i14_amber_and_red_are_explained() -> None:
    reported = ProgressReported(
        measure_id=M_04,
        process_id=GEMEINSAM,
        percent=40,
        light="red",
        text=ref("supplier bankrupt"),
        next_step=None,
        as_of=date(2024, 4, 1),
        by=OLGA,
    )
    scenario = given(*DECIDED, planned, started)
    scenario.when(replace(REPORT, light="red", text=ref("supplier bankrupt"))).then(reported)
    scenario.when(replace(REPORT, light="red")).refused(LightNeedsExplanation, light="red")
    scenario.when(replace(REPORT, light="amber")).refused(LightNeedsExplanation, light="amber")
    scenario.when(REPORT).then(replace(reported, light="green", text=None))
    given(*DECIDED).when(REPORT).refused(NotInImplementation)


def test_work_rests_and_goes_on() -> None:
    resume = ResumeMeasure(by=OLGA)
    given(*DECIDED, planned, started).when(PAUSE).then(paused)
    given(*DECIDED, planned, started, paused).when(resume).then(
        MeasureResumed(measure_id=M_04, process_id=GEMEINSAM, by=OLGA)
    )
    given(*DECIDED, planned, started).when(resume).refused(NotPaused)
    given(*DECIDED, planned).when(PAUSE).refused(NotInImplementation)


def test_no_work_rests_until_a_day_that_is_over() -> None:
    yesterday = replace(PAUSE, until=date(2024, 6, 9))
    scenario = given(*DECIDED, planned, started)
    scenario.when(yesterday).refused(PausedUntilThePast, today=date(2024, 6, 10))
    scenario.when(replace(PAUSE, until=PAUSE.today)).then(replace(paused, until=PAUSE.today))


def test_i14_completed_shows_what_it_brought() -> None:
    scenario = given(*DECIDED, planned, started)
    scenario.when(COMPLETE_IT).then(completed)
    scenario.when(replace(COMPLETE_IT, benefit=None)).refused(CompletionNeedsBenefitEvidence)
    given(*DECIDED, planned).when(COMPLETE_IT).refused(NotInImplementation)


def test_i14_stopped_says_why_and_what_was_learned() -> None:
    scenario = given(*DECIDED, planned, started, paused)
    scenario.when(STOP).then(
        MeasureStopped(
            measure_id=M_04,
            process_id=GEMEINSAM,
            reason=ref("why"),
            lessons=ref("learned"),
            decision_id=None,
            by=OLGA,
        )
    )
    scenario.when(replace(STOP, lessons=None)).refused(StopNeedsReasonAndLessons)
    scenario.when(replace(STOP, reason=None)).refused(StopNeedsReasonAndLessons)
    given(*DECIDED).when(STOP).refused(NotPlanned)


def test_what_is_completed_can_be_offered_and_nothing_else() -> None:
    offer = OfferTransfer(licence="EUPL-1.2", preconditions=ref("a hall"), by=OLGA)
    history = (*DECIDED, planned, started, completed)
    given(*history).when(offer).then(
        TransferOffered(
            measure_id=M_04,
            process_id=GEMEINSAM,
            licence="EUPL-1.2",
            preconditions=ref("a hall"),
            by=OLGA,
        )
    )
    given(*history).when(PAUSE).refused(MeasureIsOver, state="completed")
    given(*DECIDED, planned, started).when(offer).refused(NotCompleted)


def test_a_milestone_is_reached_once() -> None:
    define = DefineMilestone(
        milestone_id=LAUNCH, title=ref("launch"), due=date(2024, 6, 1), by=OLGA
    )
    given(*DECIDED).when(define).then(milestone)
    given(proposed).when(define).refused(NotAdopted)
    given(*DECIDED, milestone).when(REACH).then(reached)
    given(*DECIDED, milestone, reached).when(REACH).refused(MilestoneAlreadyReached)
    given(*DECIDED).when(REACH).refused(MilestoneUnknown)


def test_a_moved_milestone_keeps_its_old_day() -> None:
    moved = MilestoneMoved(
        measure_id=M_04,
        process_id=GEMEINSAM,
        milestone_id=LAUNCH,
        old=date(2024, 6, 1),
        new=date(2024, 9, 1),
        reason=ref("supplier"),
        by=OLGA,
    )
    given(*DECIDED, milestone).when(MOVE).then(moved)
    given(*DECIDED, milestone, moved).when(MOVE).then_nothing()
    given(*DECIDED, milestone, reached).when(MOVE).refused(MilestoneAlreadyReached)
