"""Goals of action fields, and the indicators that tell whether they are reached.

One stream per process. Rules: docs/rules/goals_and_plans.md.
"""

from datetime import date
from typing import Annotated, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import FieldId, GoalId, IndicatorId
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

_GOALS = UUID("93f0b2f2-6a0e-5a83-b7b8-1f5d4f6e9c10")

Decimals = Annotated[int, msgspec.Meta(ge=0, le=6)]
"""How many digits of a value stand behind the point: 125 with 1 decimal is 12.5."""


class DefineGoal(Command, frozen=True, kw_only=True):
    """Also words a goal anew that is there."""

    goal_id: GoalId
    field_id: FieldId
    text: ContentRef
    by: Actor


class DefineIndicator(Command, frozen=True, kw_only=True):
    """`baseline` and `target` are whole numbers with `decimals` digits behind the point."""

    indicator_id: IndicatorId
    goal_id: GoalId
    name: ContentRef
    unit: ContentRef
    decimals: Decimals
    baseline: int
    target: int
    by_day: date
    by: Actor


class ReportIndicatorValue(Command, frozen=True, kw_only=True):
    indicator_id: IndicatorId
    value: int
    as_of: date
    source: ContentRef
    today: date
    by: Actor


class GoalDefined(Event, frozen=True, tag="goal.defined/1"):
    """What an action field is to reach; a second one with the same id words it anew."""

    process_id: ProcessId
    goal_id: GoalId
    field_id: FieldId
    text: ContentRef
    by: Actor


class IndicatorDefined(Event, frozen=True, tag="goal.indicator-defined/1"):
    """How one will know: from `baseline` to `target` by a day."""

    process_id: ProcessId
    indicator_id: IndicatorId
    goal_id: GoalId
    name: ContentRef
    unit: ContentRef
    decimals: Decimals
    baseline: int
    target: int
    by_day: date
    by: Actor


class IndicatorValueReported(Event, frozen=True, tag="goal.value-reported/1"):
    """What was measured on a day. A later report of the same day corrects it."""

    process_id: ProcessId
    indicator_id: IndicatorId
    value: int
    as_of: date
    source: ContentRef
    by: Actor


class GoalUnknown(Refusal): ...


class IndicatorUnknown(Refusal): ...


class IndicatorAlreadyDefined(Refusal): ...


class IndicatorChangesNothing(Refusal):
    """Baseline and target are the same: nothing could be reached."""


class ValueFromTheFuture(Refusal): ...


GoalCommand = DefineGoal | DefineIndicator | ReportIndicatorValue
GoalEvent = GoalDefined | IndicatorDefined | IndicatorValueReported


class Goals(msgspec.Struct, frozen=True):
    """Goals and indicators of a process; `values` has the last report of each day."""

    goals: dict[GoalId, GoalDefined] = {}
    indicators: dict[IndicatorId, IndicatorDefined] = {}
    values: dict[tuple[IndicatorId, date], IndicatorValueReported] = {}


def history_of(process_id: ProcessId) -> StreamId:
    """Return the stream of a process's goals."""
    return StreamId(uuid5(_GOALS, process_id.hex))


def evolve(goals: Goals, event: GoalEvent) -> Goals:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case GoalDefined():
            return change(goals, goals={**goals.goals, event.goal_id: event})
        case IndicatorDefined():
            return change(goals, indicators={**goals.indicators, event.indicator_id: event})
        case IndicatorValueReported():
            key = (event.indicator_id, event.as_of)
            return change(goals, values={**goals.values, key: event})
        case _:
            assert_never(event)


def decide(goals: Goals, process_id: ProcessId, command: GoalCommand) -> list[GoalEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    match command:
        case DefineGoal():
            return [
                GoalDefined(
                    process_id=process_id,
                    goal_id=command.goal_id,
                    field_id=command.field_id,
                    text=command.text,
                    by=command.by,
                )
            ]
        case DefineIndicator():
            return _define(goals, process_id, command)
        case ReportIndicatorValue():
            return _report(goals, process_id, command)
        case _:
            assert_never(command)


def _define(goals: Goals, process_id: ProcessId, command: DefineIndicator) -> list[GoalEvent]:
    if command.goal_id not in goals.goals:
        raise GoalUnknown(goal=command.goal_id)
    if command.indicator_id in goals.indicators:
        raise IndicatorAlreadyDefined
    if command.baseline == command.target:
        raise IndicatorChangesNothing
    return [
        IndicatorDefined(
            process_id=process_id,
            indicator_id=command.indicator_id,
            goal_id=command.goal_id,
            name=command.name,
            unit=command.unit,
            decimals=command.decimals,
            baseline=command.baseline,
            target=command.target,
            by_day=command.by_day,
            by=command.by,
        )
    ]


def _report(goals: Goals, process_id: ProcessId, command: ReportIndicatorValue) -> list[GoalEvent]:
    if command.indicator_id not in goals.indicators:
        raise IndicatorUnknown(indicator=command.indicator_id)
    if command.as_of > command.today:
        raise ValueFromTheFuture(as_of=command.as_of)
    before = goals.values.get((command.indicator_id, command.as_of))
    # The same number from another source says something new: only a repetition says nothing.
    if before and (before.value, before.source) == (command.value, command.source):
        return []
    return [
        IndicatorValueReported(
            process_id=process_id,
            indicator_id=command.indicator_id,
            value=command.value,
            as_of=command.as_of,
            source=command.source,
            by=command.by,
        )
    ]
