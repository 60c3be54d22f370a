"""The things the office does with a measure, from the form to the use case."""

from collections.abc import Callable, Mapping
from typing import Literal, get_args

import msgspec

from api.pages.measures.choosing import addressee
from api.pages.measures.partners import partner_bodies
from api.pages.measures.reading import Reading
from api.pages.measures.typed import Typed, code_of, day_of, id_of, number_of
from api.pages.measures.typing import NotWritten, tenths
from api.pages.measures.working import WORK
from domain.codes import BodyId, Priority, WorkshopId
from domain.measures import OVER, Group, Scores, Status, Weights
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.strategy import measuring, stating
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
    "moved": frozenset({"planned", "in_implementation", "paused"}),
    "reached": frozenset({"in_implementation"}),
    "report": frozenset({"in_implementation"}),
    "pause": frozenset({"in_implementation"}),
    "resume": frozenset({"paused"}),
    "complete": frozenset({"in_implementation"}),
    "stop": frozenset({"planned", "in_implementation", "paused"}),
    "offer": frozenset({"completed"}),
    "unlink": frozenset(get_args(Status)),
}
"""What can be done, and in which states it is offered; the rules have the last word."""


def possible(reading: Reading) -> tuple[str, ...]:
    """Return what can be done now."""
    story = reading.story
    there = {
        "filed": any(each.stance is None for each in story.statements.values()),
        "partner": bool(partner_bodies(reading)),
        "reached": any(each.reached is None for each in story.milestones.values()),
        "moved": any(each.reached is None for each in story.milestones.values()),
        "offer": story.transfer is None,
        "unlink": bool(reading.sources),
    }
    status = reading.row.status
    return tuple(
        each for each, states in ACTS.items() if status in states and there.get(each, True)
    )


def carry_out(platform: Platform, asking: Asking, reading: Reading, typed: Typed) -> Outcome:
    """Do what a form says.

    Raises:
        NotWritten: a field is missing or cannot be read.
        Refusal: the rules forbid it.
    """
    do = _DO.get(typed.act)
    if do is None:
        raise NotWritten(typed.act)
    return do(platform, asking, reading, typed)


def _assess(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    given = {name: tenths(getattr(typed, name)) for name in Scores.__struct_fields__}
    try:
        scores = msgspec.convert(given, Scores)
    except msgspec.ValidationError as error:
        raise NotWritten(str(given)) from error
    group: Group = code_of(typed.group, Group)  # type: ignore[assignment]  # just checked
    new = NewAssessment(
        group=group,
        scores=scores,
        weights=_weights(typed),
        workshop_id=WorkshopId(id_of(typed.workshop)) if typed.workshop else None,
    )
    return measuring.assess(platform, asking, at.row.process_id, at.row.measure_id, new)


def _weights(typed: Typed) -> Weights:
    """Return the weights that were typed; what is left empty counts as usual."""
    given = {name: getattr(typed, f"weight_{name}") for name in Weights.__struct_fields__}
    return Weights(**{name: number_of(each, 0, 100) for name, each in given.items() if each})


def _prioritise(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    priority: Priority = code_of(typed.priority, Priority)  # type: ignore[assignment]  # just checked
    rank = number_of(typed.rank, 1, 999) if typed.rank else None
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
        day_of(typed.on),
        unit,
        territory,
    )


_Stance = Literal["agrees", "agrees_with_conditions", "objects", "no_objection"]


def _file(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    stance: _Stance = code_of(typed.stance, _Stance)  # type: ignore[assignment]  # just checked
    statement = id_of(typed.statement)
    return stating.file_statement(
        platform, asking, at.row.process_id, at.row.measure_id, statement, stance, typed.text
    )


def _submit(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    body = BodyId(id_of(typed.body))
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


def _unlink(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    source = id_of(typed.source)
    return measuring.unlink_source(
        platform, asking, at.row.process_id, at.row.measure_id, source, typed.text
    )


_DO: Mapping[str, Callable[[Platform, Asking, Reading, Typed], Outcome]] = {
    "assess": _assess,
    "prioritise": _prioritise,
    "statement": _ask,
    "filed": _file,
    "submit": _submit,
    "partner": _partner,
    "unlink": _unlink,
    **WORK,
}
