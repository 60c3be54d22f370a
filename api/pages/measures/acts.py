"""The things the office does with a measure, from the form to the use case."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, get_args
from uuid import UUID

import msgspec

from api.pages.measures.choosing import addressee
from api.pages.measures.partners import partner_bodies
from api.pages.measures.reading import Reading
from api.pages.measures.typing import NotWritten, cents, day, tenths
from domain.codes import BodyId, Light, MilestoneId, Priority, WorkshopId
from domain.measures import OVER, Group, Scores, Slot, Status, Weights
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.strategy import implementing, measuring, stating
from domain.use_cases.strategy.implementing import NewReport
from domain.use_cases.strategy.measuring import NewAssessment

ACTS: Mapping[str, frozenset[Status]] = {
    "assess": frozenset({"proposed", "assessed", "prioritised", "deferred"}),
    "prioritise": frozenset({"assessed", "prioritised", "deferred"}),
    "statement": frozenset(get_args(Status)) - OVER,
    "filed": frozenset(get_args(Status)) - OVER,
    "submit": frozenset({"assessed", "prioritised", "deferred"}),
    "partner": frozenset(get_args(Status)) - OVER - {"proposed"},
    "plan": frozenset({"adopted", "planned", "in_implementation", "paused"}),
    "park": frozenset({"adopted"}),
    "start": frozenset({"planned"}),
    "milestone": frozenset({"planned", "in_implementation", "paused"}),
    "reached": frozenset({"in_implementation"}),
    "report": frozenset({"in_implementation"}),
    "pause": frozenset({"in_implementation"}),
    "resume": frozenset({"paused"}),
    "complete": frozenset({"in_implementation"}),
    "stop": frozenset({"planned", "in_implementation", "paused"}),
}
"""What can be done, and in which states it is offered; the rules have the last word."""


class Typed(msgspec.Struct):
    """All fields of all forms of the page; each form sends its own."""

    act: str = ""
    group: str = ""
    benefit: str = ""
    reach: str = ""
    urgency: str = ""
    feasibility: str = ""
    transfer: str = ""
    effort: str = ""
    weight_benefit: str = ""
    weight_reach: str = ""
    weight_urgency: str = ""
    weight_feasibility: str = ""
    weight_transfer: str = ""
    weight_effort: str = ""
    workshop: str = ""
    rank: str = ""
    priority: str = ""
    addressee: str = ""
    statement: str = ""
    stance: str = ""
    body: str = ""
    on: str = ""
    text: str = ""
    more: str = ""
    year: str = ""
    first: str = ""
    last: str = ""
    budget: str = ""
    milestone: str = ""
    percent: str = ""
    light: str = ""


def possible(reading: Reading) -> tuple[str, ...]:
    """Return what can be done now."""
    story = reading.story
    there = {
        "filed": any(each.stance is None for each in story.statements.values()),
        "partner": bool(partner_bodies(reading)),
        "reached": any(each.reached is None for each in story.milestones.values()),
    }
    status = reading.row.status
    return tuple(
        each for each, states in ACTS.items() if status in states and there.get(each, True)
    )


def act(platform: Platform, asking: Asking, reading: Reading, typed: Typed) -> Outcome:
    """Do what a form says.

    Raises:
        NotWritten: a field is missing or cannot be read.
        Refusal: the rules forbid it.
    """
    do = _DO.get(typed.act)
    if do is None:
        raise NotWritten(typed.act)
    return do(platform, asking, reading, typed)


def _day(typed: str) -> date:
    found = day(typed)
    if found is None:
        raise NotWritten(typed)
    return found


def _number(typed: str, low: int, high: int) -> int:
    if not (typed.isascii() and typed.isdigit()) or not low <= int(typed[:9]) <= high:
        raise NotWritten(typed)
    return int(typed[:9])


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise NotWritten(typed) from error


def _code(typed: str, kind: object) -> object:
    try:
        return msgspec.convert(typed, kind)
    except msgspec.ValidationError as error:
        raise NotWritten(typed) from error


def _assess(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    given = {name: tenths(getattr(typed, name)) for name in Scores.__struct_fields__}
    try:
        scores = msgspec.convert(given, Scores)
    except msgspec.ValidationError as error:
        raise NotWritten(str(given)) from error
    group: Group = _code(typed.group, Group)  # type: ignore[assignment]  # just checked
    new = NewAssessment(
        group=group,
        scores=scores,
        weights=_weights(typed),
        workshop_id=WorkshopId(_id(typed.workshop)) if typed.workshop else None,
    )
    return measuring.assess(platform, asking, at.row.process_id, at.row.measure_id, new)


def _weights(typed: Typed) -> Weights:
    """Return the weights that were typed; what is left empty counts as usual."""
    given = {name: getattr(typed, f"weight_{name}") for name in Weights.__struct_fields__}
    return Weights(**{name: _number(each, 0, 100) for name, each in given.items() if each})


def _prioritise(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    priority: Priority = _code(typed.priority, Priority)  # type: ignore[assignment]  # just checked
    rank = _number(typed.rank, 1, 999) if typed.rank else None
    return measuring.prioritise(
        platform, asking, at.row.process_id, at.row.measure_id, priority, rank, typed.text
    )


def _ask(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    unit, territory = addressee(at, typed.addressee)
    return stating.request_statement(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        _day(typed.on),
        unit,
        territory,
    )


_Stance = Literal["agrees", "agrees_with_conditions", "objects", "no_objection"]


def _file(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    stance: _Stance = _code(typed.stance, _Stance)  # type: ignore[assignment]  # just checked
    statement = _id(typed.statement)
    return stating.file_statement(
        platform, asking, at.row.process_id, at.row.measure_id, statement, stance, typed.text
    )


def _submit(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    body = BodyId(_id(typed.body))
    return measuring.submit(platform, asking, at.row.process_id, at.row.measure_id, body)


def _partner(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    """Hand it to the council of one municipality, which decides for itself alone."""
    body = next((row for row in partner_bodies(at) if str(row.body_id) == typed.body), None)
    if body is None:
        raise NotWritten(typed.body)
    return measuring.submit(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        body.body_id,
        territory=body.territory,
    )


def _plan(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    budget = cents(typed.budget)
    if budget is None:
        raise NotWritten(typed.budget)
    slot = Slot(
        _number(typed.year, 2000, 2199),
        _number(typed.first, 1, 4),
        _number(typed.last, 1, 4),
        budget,
    )
    return implementing.plan(
        platform, asking, at.row.process_id, at.row.measure_id, slot, typed.text
    )


def _park(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.park(
        platform, asking, at.row.process_id, at.row.measure_id, _day(typed.on), typed.text
    )


def _start(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.start(
        platform, asking, at.row.process_id, at.row.measure_id, _day(typed.on)
    )


def _milestone(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.define_milestone(
        platform, asking, at.row.process_id, at.row.measure_id, typed.text, _day(typed.on)
    )


def _reached(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.reach_milestone(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        MilestoneId(_id(typed.milestone)),
        _day(typed.on),
        typed.text,
    )


def _report(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    light: Light = _code(typed.light, Light)  # type: ignore[assignment]  # just checked
    new = NewReport(
        percent=_number(typed.percent, 0, 100),
        light=light,
        as_of=_day(typed.on),
        text=typed.text,
        next_step=typed.more,
    )
    return implementing.report(platform, asking, at.row.process_id, at.row.measure_id, new)


def _pause(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.pause(
        platform, asking, at.row.process_id, at.row.measure_id, typed.text, day(typed.on)
    )


def _resume(platform: Platform, asking: Asking, at: Reading, _: Typed) -> Outcome:
    return implementing.resume(platform, asking, at.row.process_id, at.row.measure_id)


def _complete(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.complete(
        platform, asking, at.row.process_id, at.row.measure_id, _day(typed.on), typed.text
    )


def _stop(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.stop(
        platform, asking, at.row.process_id, at.row.measure_id, typed.text, typed.more
    )


_DO: Mapping[str, Callable[[Platform, Asking, Reading, Typed], Outcome]] = {
    "assess": _assess,
    "prioritise": _prioritise,
    "statement": _ask,
    "filed": _file,
    "submit": _submit,
    "partner": _partner,
    "plan": _plan,
    "park": _park,
    "start": _start,
    "milestone": _milestone,
    "reached": _reached,
    "report": _report,
    "pause": _pause,
    "resume": _resume,
    "complete": _complete,
    "stop": _stop,
}
