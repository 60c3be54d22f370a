"""The things the office does with a measure, from the form to the use case."""

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from api.pages.amounts import NotWritten
from api.pages.measures.choosing import addressee
from api.pages.measures.partners import partner_bodies
from api.pages.measures.reading import Reading
from api.pages.measures.typed import Given
from api.pages.measures.working import WORK
from domain.codes import BodyId, Priority, Share, WorkshopId
from domain.measures import BEGUN, OVER, Group, Scores, Source, Status, Weights
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.strategy import measuring, stating
from domain.use_cases.strategy.measuring import NewAssessment

_LOWEST, _HIGHEST = 10, 50  # tenths of a point

_DECIDABLE: frozenset[Status] = frozenset({"assessed", "prioritised", "deferred"})
ACTS: Mapping[str, frozenset[Status]] = {
    "assess": frozenset({"proposed", "assessed", "prioritised", "deferred"}),
    "prioritise": frozenset({"assessed", "prioritised", "deferred"}),
    "statement": frozenset(get_args(Status)) - OVER,
    "filed": frozenset(get_args(Status)) - OVER,
    "submit": _DECIDABLE | BEGUN | {"submitted"},
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
    "link": frozenset(get_args(Status)),
    "unlink": frozenset(get_args(Status)),
}
"""What can be done, and in which states it is offered; the rules have the last word."""


def _to_be_decided_anew(reading: Reading) -> bool:
    """Tell whether the lead's decision is gone, or its submission changed nothing."""
    lead = [each for each in reading.story.decisions.values() if each.territory is None]
    if any(each.outcome is None and each.decision_id not in reading.settled for each in lead):
        return False
    decided = [each for each in lead if each.at is not None]
    last = max(decided, key=lambda each: each.at or each.submitted, default=None)
    return reading.row.status == "submitted" or (last is not None and last.revoked is not None)


def possible(reading: Reading) -> tuple[str, ...]:
    """Return what can be done now."""
    story = reading.story
    there = {
        "submit": reading.row.status in _DECIDABLE or _to_be_decided_anew(reading),
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


def carry_out(platform: Platform, asking: Asking, reading: Reading, given: Given) -> Outcome:
    """Do what a form says.

    Raises:
        NotWritten: a field is missing or cannot be read.
        Refusal: the rules forbid it.
    """
    act = given.text("act")
    do = _DO.get(act)
    if do is None:
        raise NotWritten(act)
    return do(platform, asking, reading, given)


def _assess(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    group: Group = given.code("group", Group)  # type: ignore[assignment]  # just checked
    new = NewAssessment(
        group=group,
        scores=Scores(**{name: _points(given, name) for name in Scores.__struct_fields__}),
        weights=_weights(given),
        workshop_id=WorkshopId(given.id("workshop")) if given.text("workshop") else None,
    )
    return measuring.assess(platform, asking, at.row.process_id, at.row.measure_id, new)


def _points(given: Given, name: str) -> int:
    points = given.tenths(name)
    if not _LOWEST <= points <= _HIGHEST:
        raise NotWritten(given.text(name), name)
    return points


def _weights(given: Given) -> Weights:
    """Return the weights that were typed; what is left empty counts as usual."""
    fields = {name: f"weight_{name}" for name in Weights.__struct_fields__}
    return Weights(
        **{name: given.number(each, 0, 100) for name, each in fields.items() if given.text(each)}
    )


def _prioritise(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    priority: Priority = given.code("priority", Priority)  # type: ignore[assignment]  # just checked
    rank = given.number("rank", 1, 999) if given.text("rank") else None
    return measuring.prioritise(
        platform, asking, at.row.process_id, at.row.measure_id, priority, rank, given.text("text")
    )


def _ask(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    unit, territory = addressee(at, given.text("addressee"))
    return stating.request_statement(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        given.day("on"),
        unit,
        territory,
    )


_Stance = Literal["agrees", "agrees_with_conditions", "objects", "no_objection"]


def _file(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    stance: _Stance = given.code("stance", _Stance)  # type: ignore[assignment]  # just checked
    statement = given.id("statement")
    return stating.file_statement(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        statement,
        stance,
        given.text("text"),
    )


def _submit(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    if given.text("together"):
        return _join(platform, asking, at, given)
    body = BodyId(given.id("body"))
    return measuring.submit(platform, asking, at.row.process_id, at.row.measure_id, body)


def _join(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    """Hand it in for the same vote as another measure: to its body, for its area."""
    chosen = given.id("together")
    partner = given.text("act") == "partner"
    row = next((row for row in at.handed_in if row.decision_id == chosen), None)
    if row is None or (row.territory is not None) != partner:
        raise NotWritten(str(chosen), "together")
    return measuring.submit(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        row.body_id,
        territory=row.territory,
        together=row.measure_id,
    )


def _partner(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    """Hand it to the council of one municipality, which decides for itself alone."""
    if given.text("together"):
        return _join(platform, asking, at, given)
    chosen = given.id("body")
    body = next((row for row in partner_bodies(at) if row.body_id == chosen), None)
    if body is None:
        raise NotWritten(str(chosen), "body")
    return measuring.submit(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        body.body_id,
        territory=body.territory,
    )


def _link(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    """Name something more that it comes from: an idea by its number, or what was chosen."""
    return measuring.link_source(
        platform, asking, at.row.process_id, at.row.measure_id, _source(at, given)
    )


def _source(at: Reading, given: Given) -> Source:
    if given.text("idea").strip():
        if at.named is None:
            raise NotWritten(given.text("idea"), "idea")
        share: Share = given.code("share", Share)  # type: ignore[assignment]  # just checked
        return Source("proposal", at.named, share)
    chosen = next((each for each in at.linkable if each.value == given.text("source")), None)
    if chosen is None:
        raise NotWritten(given.text("source"), "idea")
    return chosen.source


def _unlink(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    source = given.id("source")
    return measuring.unlink_source(
        platform, asking, at.row.process_id, at.row.measure_id, source, given.text("text")
    )


_DO: Mapping[str, Callable[[Platform, Asking, Reading, Given], Outcome]] = {
    "assess": _assess,
    "prioritise": _prioritise,
    "statement": _ask,
    "filed": _file,
    "submit": _submit,
    "partner": _partner,
    "link": _link,
    "unlink": _unlink,
    **WORK,
}
