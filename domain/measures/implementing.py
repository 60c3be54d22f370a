"""From the plan to the benefit (I14). Rules: docs/rules/measures.md."""

from datetime import date

from domain.codes import MeasureId
from domain.measures.commands import (
    CompleteMeasure,
    DefineMilestone,
    MoveMilestone,
    OfferTransfer,
    ParkMeasure,
    PauseMeasure,
    PlanMeasure,
    ReachMilestone,
    ReportProgress,
    ResumeMeasure,
    StartImplementation,
    StopMeasure,
)
from domain.measures.events import (
    ImplementationStarted,
    MeasureCompleted,
    MeasureEvent,
    MeasureParked,
    MeasurePaused,
    MeasurePlanned,
    MeasureReplanned,
    MeasureResumed,
    MeasureStopped,
    MilestoneDefined,
    MilestoneMoved,
    MilestoneReached,
    ProgressReported,
    TransferOffered,
)
from domain.measures.refusals import (
    CompletionNeedsBenefitEvidence,
    LightNeedsExplanation,
    MilestoneAlreadyDefined,
    MilestoneAlreadyReached,
    MilestoneUnknown,
    NotAdopted,
    NotCompleted,
    NotInImplementation,
    NotPaused,
    NotPlanned,
    ParkedTooLong,
    ParkedUntilThePast,
    PausedUntilThePast,
    QuartersReversed,
    ReplanningNeedsReason,
    StillToCome,
    StopNeedsReasonAndLessons,
)
from domain.measures.state import Measure, Milestone, Status
from domain.people import ProcessId

Ids = tuple[MeasureId, ProcessId]
_PARKED_MONTHS = 6  # I14
_WITH_MILESTONES: frozenset[Status] = frozenset(
    {"adopted", "planned", "in_implementation", "paused"}
)


def latest_parking(today: date) -> date:
    """Return the last day until which a measure may be parked today.

    Six months on, the same day or the last of the month.
    """
    month = today.month + _PARKED_MONTHS
    year, month = today.year + (month - 1) // 12, (month - 1) % 12 + 1
    for day in (today.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise ValueError(today)  # February has 28 days in every year


def plan(measure: Measure, ids: Ids, command: PlanMeasure) -> list[MeasureEvent]:
    """Give an adopted measure a place in a year, or another one for a reason."""
    slot = command.slot
    if slot.last < slot.first:
        raise QuartersReversed(first=slot.first, last=slot.last)
    if measure.slot is None:
        if measure.status != "adopted":
            raise NotAdopted(state=measure.status)
        return [MeasurePlanned(measure_id=ids[0], process_id=ids[1], slot=slot, by=command.by)]
    if measure.status not in {"planned", "in_implementation", "paused"}:
        raise NotPlanned(state=measure.status)
    if measure.slot == slot:
        return []
    if command.reason is None:
        raise ReplanningNeedsReason
    return [
        MeasureReplanned(
            measure_id=ids[0],
            process_id=ids[1],
            old=measure.slot,
            new=slot,
            reason=command.reason,
            by=command.by,
        )
    ]


def park(measure: Measure, ids: Ids, command: ParkMeasure) -> list[MeasureEvent]:
    """Let an adopted measure wait for its place, for six months at most (I14)."""
    if measure.status != "adopted":
        raise NotAdopted(state=measure.status)
    latest = latest_parking(command.today)
    if command.until > latest:
        raise ParkedTooLong(latest=latest)
    if command.until < command.today:
        raise ParkedUntilThePast(today=command.today)
    return [
        MeasureParked(
            measure_id=ids[0],
            process_id=ids[1],
            reason=command.reason,
            until=command.until,
            by=command.by,
        )
    ]


def _happened(on: date, today: date) -> None:
    if on > today:
        raise StillToCome(today=today)


def start(measure: Measure, ids: Ids, command: StartImplementation) -> list[MeasureEvent]:
    """Begin the work on a planned measure."""
    if measure.status != "planned":
        raise NotPlanned(state=measure.status)
    _happened(command.on, command.today)
    return [
        ImplementationStarted(measure_id=ids[0], process_id=ids[1], on=command.on, by=command.by)
    ]


def define_milestone(measure: Measure, ids: Ids, command: DefineMilestone) -> list[MeasureEvent]:
    """Announce something that will be there by a day."""
    if measure.status not in _WITH_MILESTONES:
        raise NotAdopted(state=measure.status)
    if command.milestone_id in measure.milestones:
        raise MilestoneAlreadyDefined
    return [
        MilestoneDefined(
            measure_id=ids[0],
            process_id=ids[1],
            milestone_id=command.milestone_id,
            title=command.title,
            due=command.due,
            by=command.by,
        )
    ]


def _open_milestone(measure: Measure, command: MoveMilestone | ReachMilestone) -> Milestone:
    milestone = measure.milestones.get(command.milestone_id)
    if milestone is None:
        raise MilestoneUnknown
    if milestone.reached is not None:
        raise MilestoneAlreadyReached(on=milestone.reached)
    return milestone


def move_milestone(measure: Measure, ids: Ids, command: MoveMilestone) -> list[MeasureEvent]:
    """Put a milestone on another day; the old one and the reason stay visible."""
    milestone = _open_milestone(measure, command)
    if milestone.due == command.due:
        return []
    return [
        MilestoneMoved(
            measure_id=ids[0],
            process_id=ids[1],
            milestone_id=command.milestone_id,
            old=milestone.due,
            new=command.due,
            reason=command.reason,
            by=command.by,
        )
    ]


def reach_milestone(measure: Measure, ids: Ids, command: ReachMilestone) -> list[MeasureEvent]:
    """Record that it is there."""
    _open_milestone(measure, command)
    _happened(command.on, command.today)
    return [
        MilestoneReached(
            measure_id=ids[0],
            process_id=ids[1],
            milestone_id=command.milestone_id,
            on=command.on,
            evidence=command.evidence,
            by=command.by,
        )
    ]


def report(measure: Measure, ids: Ids, command: ReportProgress) -> list[MeasureEvent]:
    """Say how far it is; amber and red are explained (I14)."""
    if measure.status not in {"planned", "in_implementation", "paused"}:
        raise NotInImplementation(state=measure.status)
    if command.light != "green" and command.text is None:
        raise LightNeedsExplanation(light=command.light)
    _happened(command.as_of, command.today)
    return [
        ProgressReported(
            measure_id=ids[0],
            process_id=ids[1],
            percent=command.percent,
            light=command.light,
            text=command.text,
            next_step=command.next_step,
            as_of=command.as_of,
            by=command.by,
        )
    ]


def pause(measure: Measure, ids: Ids, command: PauseMeasure) -> list[MeasureEvent]:
    """Let the work rest, for a reason."""
    if measure.status != "in_implementation":
        raise NotInImplementation(state=measure.status)
    if command.until is not None and command.until < command.today:
        raise PausedUntilThePast(today=command.today)
    return [
        MeasurePaused(
            measure_id=ids[0],
            process_id=ids[1],
            reason=command.reason,
            until=command.until,
            by=command.by,
        )
    ]


def resume(measure: Measure, ids: Ids, command: ResumeMeasure) -> list[MeasureEvent]:
    """Take the work up again."""
    if measure.status != "paused":
        raise NotPaused(state=measure.status)
    return [MeasureResumed(measure_id=ids[0], process_id=ids[1], by=command.by)]


def complete(measure: Measure, ids: Ids, command: CompleteMeasure) -> list[MeasureEvent]:
    """Finish it, with evidence of what it brought (I14, R29)."""
    if measure.status != "in_implementation":
        raise NotInImplementation(state=measure.status)
    if command.benefit is None:
        raise CompletionNeedsBenefitEvidence
    return [
        MeasureCompleted(
            measure_id=ids[0],
            process_id=ids[1],
            benefit=command.benefit,
            usable_from=command.usable_from,
            by=command.by,
        )
    ]


def stop(measure: Measure, ids: Ids, command: StopMeasure) -> list[MeasureEvent]:
    """Give it up, with the reason and what was learned (I14)."""
    if measure.status not in {"planned", "in_implementation", "paused"}:
        raise NotPlanned(state=measure.status)
    if command.reason is None or command.lessons is None:
        raise StopNeedsReasonAndLessons
    return [
        MeasureStopped(
            measure_id=ids[0],
            process_id=ids[1],
            reason=command.reason,
            lessons=command.lessons,
            decision_id=command.decision_id,
            by=command.by,
        )
    ]


def offer(measure: Measure, ids: Ids, command: OfferTransfer) -> list[MeasureEvent]:
    """Offer a completed measure to others under an open licence."""
    if measure.status != "completed":
        raise NotCompleted(state=measure.status)
    return [
        TransferOffered(
            measure_id=ids[0],
            process_id=ids[1],
            licence=command.licence,
            preconditions=command.preconditions,
            by=command.by,
        )
    ]
