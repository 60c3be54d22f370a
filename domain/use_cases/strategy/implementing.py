"""The office plans adopted measures, reports on them and brings them to an end."""

from datetime import date
from uuid import UUID

import msgspec

from domain import measures, plans
from domain.codes import Cents, DecisionId, Light, MeasureId, MilestoneId
from domain.measures import OVER, Licence, Slot, Year
from domain.people import Actor, ProcessId
from domain.phases import BERLIN
from domain.plans import PlanEntry
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.concepts import MEASURES
from domain.use_cases.strategy.measuring import on_measure
from domain.use_cases.strategy.office import Refs, perform


class NewReport(msgspec.Struct, frozen=True, kw_only=True):
    percent: int
    light: Light
    as_of: date
    text: str | None = None
    next_step: str | None = None


class NewPlan(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` is the version of the plan known, 0 if there is none yet."""

    year: Year
    budget: Cents
    capacity: plans.Posts
    entries: tuple[PlanEntry, ...]
    seen: int = 0
    overrun: str | None = None
    reason: str | None = None


def release_plan(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewPlan
) -> Outcome:
    """Release the plan of a year; each measure in it gets its place, or another one.

    One that has its place in another year keeps it and is worked on in both (R02).
    """

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID | None:
        states = {
            entry.measure_id: folding.measure(histories, process_id, entry.measure_id)
            for entry in new.entries
        }
        plan = folding.year_plan(histories, process_id, new.year)
        command = plans.ReleaseYearPlan(
            process_id=process_id,
            year=new.year,
            seen=new.seen,
            budget=new.budget,
            capacity=new.capacity,
            entries=new.entries,
            adopted=frozenset(
                each for each, state in states.items() if state.status in plans.PLANNABLE
            ),
            overrun=refs.get("overrun"),
            reason=refs.get("reason"),
            by=by,
        )
        histories.add(plans.history_of(process_id, new.year), plans.decide(plan, command))
        for entry in new.entries:
            state = states[entry.measure_id]
            if state.status in OVER or _goes_on(histories, process_id, state, entry):
                continue
            placed = measures.PlanMeasure(slot=entry.slot, reason=refs.get("reason"), by=by)
            events = measures.decide(state, placed)
            histories.add(measures.history_of(entry.measure_id), events)
        return None

    texts = {"overrun": new.overrun, "reason": new.reason}
    return perform(platform, asking, "plan", process_id, texts, do)


def _today(asking: Asking) -> date:
    return asking.at.astimezone(BERLIN).date()


def _goes_on(
    histories: Histories, process_id: ProcessId, state: measures.Measure, entry: PlanEntry
) -> bool:
    slot = state.slot
    other = folding.year_plan(histories, process_id, slot.year) if slot else None
    return plans.goes_on(entry.measure_id, slot, entry.slot.year, other)


def plan(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    slot: Slot,
    reason: str | None = None,
) -> Outcome:
    """Give one measure its place, or another one for a reason."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.PlanMeasure(slot=slot, reason=refs.get("reason"), by=by)

    return on_measure(platform, asking, process_id, measure_id, {"reason": reason}, make)


def park(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    until: date,
    reason: str,
) -> Outcome:
    """Let an adopted measure wait for its place."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.ParkMeasure(
            reason=refs.need("reason"), until=until, today=_today(asking), by=by
        )

    return on_measure(platform, asking, process_id, measure_id, {"reason": reason}, make)


def start(
    platform: Platform, asking: Asking, process_id: ProcessId, measure_id: MeasureId, on: date
) -> Outcome:
    """Begin the work."""

    def make(_: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.StartImplementation(on=on, today=_today(asking), by=by)

    return on_measure(platform, asking, process_id, measure_id, {}, make)


def define_milestone(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    title: str,
    due: date,
    milestone_id: MilestoneId | None = None,
) -> Outcome:
    """Announce something that will be there by a day."""
    chosen = milestone_id or MilestoneId(platform.new_id())

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        command = measures.DefineMilestone(
            milestone_id=chosen, title=refs.need("title"), due=due, by=by
        )
        MEASURES.carry(histories, process_id, measure_id, command)
        return chosen

    return perform(platform, asking, "plan", process_id, {"title": title}, do)


def move_milestone(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    milestone_id: MilestoneId,
    due: date,
    reason: str,
) -> Outcome:
    """Put a milestone on another day."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.MoveMilestone(
            milestone_id=milestone_id, due=due, reason=refs.need("reason"), by=by
        )

    return on_measure(platform, asking, process_id, measure_id, {"reason": reason}, make)


def reach_milestone(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    milestone_id: MilestoneId,
    on: date,
    evidence: str | None = None,
) -> Outcome:
    """Record that it is there."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.ReachMilestone(
            milestone_id=milestone_id,
            on=on,
            today=_today(asking),
            evidence=refs.get("evidence"),
            by=by,
        )

    return on_measure(platform, asking, process_id, measure_id, {"evidence": evidence}, make)


def report(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    new: NewReport,
) -> Outcome:
    """Say how far a measure is."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.ReportProgress(
            percent=new.percent,
            light=new.light,
            text=refs.get("text"),
            next_step=refs.get("next_step"),
            as_of=new.as_of,
            today=_today(asking),
            by=by,
        )

    texts = {"text": new.text, "next_step": new.next_step}
    return on_measure(platform, asking, process_id, measure_id, texts, make)


def pause(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    reason: str,
    until: date | None = None,
) -> Outcome:
    """Let the work rest."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.PauseMeasure(
            reason=refs.need("reason"), until=until, today=_today(asking), by=by
        )

    return on_measure(platform, asking, process_id, measure_id, {"reason": reason}, make)


def resume(
    platform: Platform, asking: Asking, process_id: ProcessId, measure_id: MeasureId
) -> Outcome:
    """Take the work up again."""

    def make(_: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.ResumeMeasure(by=by)

    return on_measure(platform, asking, process_id, measure_id, {}, make)


def complete(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    usable_from: date,
    benefit: str | None,
) -> Outcome:
    """Finish a measure, with evidence of what it brought."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.CompleteMeasure(benefit=refs.get("benefit"), usable_from=usable_from, by=by)

    return on_measure(platform, asking, process_id, measure_id, {"benefit": benefit}, make)


def stop(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    reason: str | None,
    lessons: str | None,
    decision_id: DecisionId | None = None,
) -> Outcome:
    """Give a measure up, with the reason and what was learned."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.StopMeasure(
            reason=refs.get("reason"),
            lessons=refs.get("lessons"),
            decision_id=decision_id,
            by=by,
        )

    texts = {"reason": reason, "lessons": lessons}
    return on_measure(platform, asking, process_id, measure_id, texts, make)


def offer(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    licence: Licence,
    preconditions: str,
) -> Outcome:
    """Offer a completed measure to others."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.OfferTransfer(
            licence=licence, preconditions=refs.need("preconditions"), by=by
        )

    texts = {"preconditions": preconditions}
    return on_measure(platform, asking, process_id, measure_id, texts, make)
