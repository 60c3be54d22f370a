"""Annual plans: which measures are worked on in a year, with which money and people.

One stream per process and year. Rules: docs/rules/goals_and_plans.md.
"""

from typing import Annotated
from uuid import UUID, uuid5

import msgspec

from domain.codes import Cents, MeasureId
from domain.measures import Slot, Status, Year
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

_PLANS = UUID("c2f7a5be-0d4f-5b1d-a3a1-6d0b8a4e7f21")

PLANNABLE: frozenset[Status] = frozenset(
    {"adopted", "planned", "in_implementation", "paused", "completed", "stopped"}
)
"""States of measures that may stand in a plan; what is over stays in the plan of its year."""

Posts = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
"""Hundredths of a full-time post."""


class PlanEntry(msgspec.Struct, frozen=True):
    """A measure's place in the year, with the posts it takes."""

    measure_id: MeasureId
    slot: Slot
    staff: Posts


class ReleaseYearPlan(Command, frozen=True, kw_only=True):
    """`adopted` are the measures that may be in it; `seen` is the version known."""

    process_id: ProcessId
    year: Year
    seen: int
    budget: Cents
    capacity: Posts
    entries: tuple[PlanEntry, ...]
    adopted: frozenset[MeasureId]
    overrun: ContentRef | None
    reason: ContentRef | None
    by: Actor


class YearPlanReleased(Event, frozen=True, tag="plan.year-released/1"):
    """The plan of a year in this version. A later version says why it changed.

    `overrun` explains why entries need more money or posts than there are.
    """

    process_id: ProcessId
    year: Year
    version: int
    budget: Cents
    capacity: Posts
    entries: tuple[PlanEntry, ...]
    overrun: ContentRef | None
    reason: ContentRef | None
    by: Actor


class PlanChangedMeanwhile(Refusal): ...


class PlanNeedsReason(Refusal):
    """A plan that replaces another says why."""


class PlanOverruns(Refusal):
    """More money or posts than there are, without a note that says so (I14)."""


class MeasurePlannedTwice(Refusal): ...


class EntryOfAnotherYear(Refusal): ...


class MeasureNotPlannable(Refusal): ...


PlanCommand = ReleaseYearPlan
PlanEvent = YearPlanReleased


def history_of(process_id: ProcessId, year: int) -> StreamId:
    """Return the stream of a process's plan of one year."""
    return StreamId(uuid5(_PLANS, f"{process_id.hex}/{year}"))


def goes_on(
    measure_id: MeasureId, slot: Slot | None, year: int, other: YearPlanReleased | None
) -> bool:
    """Tell whether a measure with a place in another year is worked on in this one too (R02).

    `other` is the plan of that other year. The measure moves instead if that plan was
    released without it.
    """
    if slot is None or slot.year == year:
        return False
    return other is None or any(entry.measure_id == measure_id for entry in other.entries)


def evolve(_: YearPlanReleased | None, event: YearPlanReleased) -> YearPlanReleased:
    """Return the plan in force: the last one released."""
    return event


def decide(plan: YearPlanReleased | None, command: ReleaseYearPlan) -> list[PlanEvent]:
    """Release a plan, or a new version of it.

    Raises:
        PlanChangedMeanwhile, PlanNeedsReason, PlanOverruns, MeasurePlannedTwice,
        EntryOfAnotherYear, MeasureNotPlannable.
    """
    version = plan.version if plan else 0
    if command.seen != version:
        raise PlanChangedMeanwhile(version=version)
    if plan is not None and command.reason is None:
        raise PlanNeedsReason
    _check(command)
    return [
        YearPlanReleased(
            process_id=command.process_id,
            year=command.year,
            version=version + 1,
            budget=command.budget,
            capacity=command.capacity,
            entries=command.entries,
            overrun=command.overrun,
            reason=command.reason,
            by=command.by,
        )
    ]


def _check(command: ReleaseYearPlan) -> None:
    planned = [entry.measure_id for entry in command.entries]
    if len(set(planned)) != len(planned):
        raise MeasurePlannedTwice
    if any(entry.slot.year != command.year for entry in command.entries):
        raise EntryOfAnotherYear(year=command.year)
    unknown = [each for each in planned if each not in command.adopted]
    if unknown:
        raise MeasureNotPlannable(measures=unknown)
    money = sum(entry.slot.budget for entry in command.entries)
    posts = sum(entry.staff for entry in command.entries)
    over = money > command.budget or posts > command.capacity
    if over and command.overrun is None:
        raise PlanOverruns(
            money=max(0, money - command.budget), staff=max(0, posts - command.capacity)
        )
