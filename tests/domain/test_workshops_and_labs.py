"""Rules of formats and labs (docs/rules/workshops.md, docs/rules/labs.md)."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from domain import labs, workshops
from domain.codes import LabId, WorkshopId
from domain.labs import (
    EvaluateLab,
    EvaluationNeedsEvidence,
    ExtendLab,
    Lab,
    LabAlreadyEvaluated,
    LabAlreadyOpened,
    LabCommand,
    LabEndsBeforeItStarts,
    LabEvaluated,
    LabEvent,
    LabExtended,
    LabFeedbackReceived,
    LabMustEndLater,
    LabNotOver,
    LabNotRunning,
    LabOpened,
    LabUnknown,
    OpenLab,
    ReceiveFeedback,
)
from domain.messages import ChangedMeanwhile
from domain.workshops import (
    CancelFormat,
    ConfirmFormatResult,
    DiscardFormatResult,
    Dots,
    DotsCountedTwice,
    Format,
    FormatAlreadyScheduled,
    FormatCancelled,
    FormatCommand,
    FormatEvent,
    FormatNotYetHeld,
    FormatResultConfirmed,
    FormatResultDiscarded,
    FormatResultRecorded,
    FormatScheduled,
    FormatUnknown,
    FormatWasCancelled,
    NoResultRecorded,
    RecordFormatResult,
    ResultAlreadyRecorded,
    ResultNeedsSecondPerson,
    ScheduleFormat,
)
from tests.domain.cast import ANA, GEMEINSAM, OLGA, STEERING, ref
from tests.domain.council import M_04
from tests.scenario import Scenario

WALK = WorkshopId(UUID(int=971))
CREEK = LabId(UUID(int=972))
DAY = date(2024, 1, 30)
SCHEDULE = ScheduleFormat(
    workshop_id=WALK,
    process_id=GEMEINSAM,
    kind="gallery_walk",
    title=ref("walk"),
    place=ref("hall"),
    on=DAY,
    by=OLGA,
)
RECORD = RecordFormatResult(
    attendance=120,
    summary=ref("much interest"),
    protocol=None,
    dots=(Dots(M_04, 31),),
    today=DAY,
    by=OLGA,
)
scheduled = FormatScheduled(
    workshop_id=WALK,
    process_id=GEMEINSAM,
    kind="gallery_walk",
    title=ref("walk"),
    place=ref("hall"),
    on=DAY,
    by=OLGA,
)
result = FormatResultRecorded(
    workshop_id=WALK,
    process_id=GEMEINSAM,
    attendance=120,
    summary=ref("much interest"),
    protocol=None,
    dots=(Dots(M_04, 31),),
    by=OLGA,
)
confirmed = FormatResultConfirmed(workshop_id=WALK, process_id=GEMEINSAM, by=STEERING)
discarded = FormatResultDiscarded(
    workshop_id=WALK, process_id=GEMEINSAM, reason=ref("miscounted"), by=STEERING
)
OPEN = OpenLab(
    lab_id=CREEK,
    process_id=GEMEINSAM,
    measure_id=M_04,
    title=ref("sensors"),
    hypothesis=ref("warn an hour earlier"),
    area=ref("polygon"),
    starts=date(2024, 3, 1),
    ends=date(2024, 8, 31),
    by=OLGA,
)
opened = LabOpened(
    lab_id=CREEK,
    process_id=GEMEINSAM,
    measure_id=M_04,
    title=ref("sensors"),
    hypothesis=ref("warn an hour earlier"),
    area=ref("polygon"),
    starts=date(2024, 3, 1),
    ends=date(2024, 8, 31),
    by=OLGA,
)
evaluated = LabEvaluated(
    lab_id=CREEK, process_id=GEMEINSAM, outcome="scale", evidence=ref("58 minutes"), by=OLGA
)
EVALUATE = EvaluateLab(outcome="scale", evidence=ref("58 minutes"), today=date(2024, 9, 1), by=OLGA)


def held(*history: FormatEvent) -> Scenario[Format, FormatEvent, FormatCommand]:
    return Scenario(Format(), workshops.evolve, workshops.decide, *history)


def tried(*history: LabEvent) -> Scenario[Lab, LabEvent, LabCommand]:
    return Scenario(Lab(), labs.evolve, labs.decide, *history)


def test_a_result_counts_when_a_second_person_confirmed_it() -> None:
    held().when(SCHEDULE).then(scheduled)
    held(scheduled).when(RECORD).then(result)
    held(scheduled, result).when(ConfirmFormatResult(by=STEERING)).then(confirmed)
    held(scheduled, result).when(ConfirmFormatResult(by=OLGA)).refused(ResultNeedsSecondPerson)
    held(scheduled).when(ConfirmFormatResult(by=STEERING)).refused(NoResultRecorded)


def test_a_wrong_result_is_recorded_anew() -> None:
    discard = DiscardFormatResult(reason=ref("miscounted"), by=STEERING)
    held(scheduled, result).when(discard).then(discarded)
    held(scheduled, result, discarded).when(RECORD).then(result)
    held(scheduled, result).when(RECORD).refused(ResultAlreadyRecorded)
    again = replace(result, summary=ref("counted anew"))
    seen = ConfirmFormatResult(seen=result.summary, by=STEERING)
    held(scheduled, result).when(seen).then(confirmed)
    held(scheduled, result, discarded, again).when(seen).refused(ChangedMeanwhile)


def test_dots_are_counted_once_after_the_day() -> None:
    twice = replace(RECORD, dots=(Dots(M_04, 31), Dots(M_04, 2)))
    held(scheduled).when(twice).refused(DotsCountedTwice)
    held(scheduled).when(replace(RECORD, today=date(2024, 1, 29))).refused(FormatNotYetHeld, on=DAY)


def test_a_cancelled_format_has_no_result() -> None:
    cancel = CancelFormat(reason=ref("snow"), by=OLGA)
    cancelled = FormatCancelled(workshop_id=WALK, process_id=GEMEINSAM, reason=ref("snow"), by=OLGA)
    held(scheduled).when(cancel).then(cancelled)
    held(scheduled, cancelled).when(RECORD).refused(FormatWasCancelled)
    held(scheduled, result).when(cancel).refused(ResultAlreadyRecorded)
    held(scheduled).when(SCHEDULE).refused(FormatAlreadyScheduled)
    held().when(cancel).refused(FormatUnknown)


def test_a_lab_has_a_term() -> None:
    tried().when(OPEN).then(opened)
    tried(opened).when(OPEN).refused(LabAlreadyOpened)
    tried().when(replace(OPEN, ends=date(2024, 2, 1))).refused(LabEndsBeforeItStarts)
    tried().when(EVALUATE).refused(LabUnknown)


def test_a_lab_is_extended_with_a_reason() -> None:
    extend = ExtendLab(ends=date(2024, 10, 31), reason=ref("dry summer"), by=OLGA)
    extended = LabExtended(
        lab_id=CREEK,
        process_id=GEMEINSAM,
        old_end=date(2024, 8, 31),
        new_end=date(2024, 10, 31),
        reason=ref("dry summer"),
        by=OLGA,
    )
    tried(opened).when(extend).then(extended)
    tried(opened, extended).when(extend).refused(LabMustEndLater, ends=date(2024, 10, 31))


def test_feedback_is_taken_from_the_first_day_to_the_last() -> None:
    say = ReceiveFeedback(text=ref("it works"), today=date(2024, 8, 31), by=ANA)
    tried(opened).when(say).then(
        LabFeedbackReceived(lab_id=CREEK, process_id=GEMEINSAM, text=ref("it works"), by=ANA)
    )
    tried(opened).when(replace(say, today=date(2024, 9, 1))).refused(LabNotRunning)
    tried(opened).when(replace(say, today=date(2024, 2, 29))).refused(LabNotRunning)


def test_r34_a_lab_is_evaluated_with_evidence_once_it_has_ended() -> None:
    tried(opened).when(EVALUATE).then(evaluated)
    tried(opened).when(replace(EVALUATE, evidence=None)).refused(EvaluationNeedsEvidence)
    tried(opened).when(replace(EVALUATE, today=date(2024, 8, 31))).refused(LabNotOver)
    early = replace(EVALUATE, outcome="stop", today=date(2024, 5, 1))
    tried(opened).when(early).then(replace(evaluated, outcome="stop"))
    tried(opened, evaluated).when(EVALUATE).refused(LabAlreadyEvaluated)
