"""How the objects of the strategy are told: their state after each of their events."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from domain import (
    answers,
    boundaries,
    decisions,
    funding,
    goals,
    inventory,
    labs,
    measures,
    missions,
    organisation,
    plans,
    public_log,
    recommendations,
    strategies,
    workshops,
)
from domain.messages import Event

STATES: Mapping[str, Mapping[str, str]] = {
    "answer": {"verdict": "verdict", "version": "version", "unit": "unit"},
    "boundary": {},
    "decision": {"status": "state", "version": "version"},
    "format": {"state": "state"},
    "funding": {},
    "goal": {},
    "inventory": {"state": "state", "version": "version", "maturity": "maturity"},
    "lab": {"state": "state"},
    "measure": {"status": "state", "version": "version"},
    "mission": {"version": "version", "adopted": "adopted_version"},
    "organisation": {},
    "plan": {"version": "version"},
    "recommendation": {"state": "state"},
    "strategy": {"state": "state", "version": "version"},
}
"""Which fields of the domain's state are told under which name."""

EVOLVE: Mapping[str, tuple[Callable[[Any, Any], Any], Any]] = {
    "answer": (answers.evolve, answers.Answer()),
    "boundary": (boundaries.evolve, boundaries.Boundaries()),
    "decision": (decisions.evolve, decisions.Decision()),
    "format": (workshops.evolve, workshops.Format()),
    "funding": (funding.evolve, funding.Register()),
    "goal": (goals.evolve, goals.Goals()),
    "inventory": (inventory.evolve, inventory.Item()),
    "lab": (labs.evolve, labs.Lab()),
    "measure": (measures.evolve, measures.Measure()),
    "mission": (missions.evolve, missions.Mission()),
    "organisation": (organisation.evolve, organisation.Organisation()),
    "plan": (plans.evolve, None),
    "recommendation": (recommendations.evolve, recommendations.Recommendation()),
    "strategy": (strategies.evolve, strategies.Strategy()),
}

_TOLD: Mapping[type[Event], Mapping[str, str]] = {
    measures.MeasureProposed: {"number": "number"},
    measures.ProgressReported: {"percent": "percent", "light": "light"},
    measures.MeasurePrioritised: {"priority": "priority"},
    measures.MeasureCompleted: {"usable_from": "usable_from"},
    decisions.AgendaItemScheduled: {"title": "title", "session": "session", "number": "number"},
    decisions.AgendaItemImported: {"title": "title", "session": "session", "number": "number"},
    decisions.ResultImported: {"result": "result"},
    public_log.TallyClaimed: {"part": "part"},
    public_log.VotesReleased: {"to_position": "until"},
    public_log.SigningKeyRotated: {"until": "until"},
    public_log.CheckpointSealed: {"size": "size"},
    answers.ExpertReviewRequested: {"unit": "unit"},
    answers.ExpertReviewFiled: {"feasible": "feasible"},
    answers.OutcomeReported: {"outcome_text": "text"},
}
_ITEMS: Mapping[type[Event], tuple[str, Mapping[str, str]]] = {
    organisation.BodyDefined: ("body_id", {"name": "name", "seats": "seats"}),
    organisation.BodyImported: ("body_id", {"name": "name"}),
    boundaries.BoundaryDrawn: ("key", {"shape": "shape"}),
    organisation.UnitDefined: ("unit_id", {"name": "name"}),
    goals.GoalDefined: ("goal_id", {"description": "text"}),
    goals.IndicatorDefined: ("indicator_id", {"name": "name"}),
    goals.IndicatorValueReported: ("indicator_id", {"value": "value"}),
    funding.FundingNoticeRegistered: ("notice_id", {"name": "programme"}),
}
"""Events about one of several things in a stream, and the field that says which."""


def described(event: Event) -> Iterator[tuple[tuple[str, str], str | int | date]]:
    """Yield properties that an event tells of its object and the rules need not remember.

    A property is its name and the item it belongs to, or "".
    """
    if isinstance(event, measures.MeasureProposed | measures.MeasureProfileUpdated):
        yield ("title", ""), event.profile.title
    for name, field in _TOLD.get(type(event), {}).items():
        yield (name, ""), getattr(event, field)
    if type(event) in _ITEMS:
        which, told = _ITEMS[type(event)]
        for name, field in told.items():
            yield (name, str(getattr(event, which))), getattr(event, field)
