"""Fields of the entries about measures."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from domain import measures
from domain.messages import Event
from projections.public_log.field import Field, Fields, of

_PROFILE_TEXTS = (
    "title",
    "summary",
    "problem",
    "target_group",
    "benefit",
    "approach",
    "present_state",
    "partners",
    "steps",
    "risks",
    "superior_strategy",
    "privacy",
    "transferability",
)


def _slot(name: str) -> Field:
    def slot(event: Any) -> list[int]:  # noqa: ANN401 - events differ in shape
        value = getattr(event, name)
        return [value.year, value.first, value.last, value.budget]

    return slot


def _scores(event: measures.MeasureAssessed) -> list[int]:
    scores = event.scores
    return [
        scores.benefit,
        scores.reach,
        scores.urgency,
        scores.feasibility,
        scores.transfer,
        scores.effort,
    ]


def _weights(event: measures.MeasureAssessed) -> list[int]:
    weights = event.weights
    return [
        weights.benefit,
        weights.reach,
        weights.urgency,
        weights.feasibility,
        weights.transfer,
        weights.effort,
    ]


_M = of(p="process_id", measure="measure_id")
_MILESTONE = of(milestone="milestone_id")

_PROFILE: Fields = {
    **{f"c.{name}": attrgetter(f"profile.{name}") for name in _PROFILE_TEXTS},
    "field": attrgetter("profile.field_id"),
    "cost": attrgetter("profile.cost_once"),
    "own": attrgetter("profile.own_share"),
    "funding": lambda event: [each.amount for each in event.profile.funding],
    "goals": lambda event: [each.hex for each in event.profile.goals],
    "lead": attrgetter("profile.lead"),
    "starts": attrgetter("profile.starts"),
    "ends": attrgetter("profile.ends"),
}

MEASURE_FIELDS: Mapping[type[Event], Fields] = {
    measures.MeasureProposed: {**_M, **_PROFILE, **of(number="number", origin="origin")},
    measures.MeasureSourceLinked: {
        **_M,
        **of(kind="source.kind", source="source.id", share="source.share"),
    },
    measures.MeasureSourceUnlinked: {
        **_M,
        **of(kind="source.kind", source="source.id", c__reason="reason"),
    },
    measures.MeasureProfileUpdated: {
        **_M,
        **_PROFILE,
        **of(version="version", c__reason="reason"),
    },
    measures.MeasureAssessed: {
        **_M,
        **of(version="version", group="group", result="result", workshop="workshop_id"),
        "scores": _scores,
        "weights": _weights,
    },
    measures.MeasurePrioritised: {
        **_M,
        **of(priority="priority", rank="rank", c__reason="reason"),
    },
    measures.MeasureStatementRequested: {
        **_M,
        **of(statement="statement_id", unit="unit", territory="territory", ends="due"),
    },
    measures.MeasureStatementFiled: {
        **_M,
        **of(statement="statement_id", stance="stance", c__text="text"),
    },
    measures.MeasureSubmittedForDecision: {
        **_M,
        **of(version="version", body="body_id", decision="decision_id", territory="territory"),
    },
    measures.MeasureDecisionApplied: {
        **_M,
        **of(
            version="version",
            decision="decision_id",
            outcome="outcome",
            territory="territory",
            c__conditions="conditions",
        ),
    },
    measures.MeasureDecisionRevoked: {
        **_M,
        **of(version="version", decision="decision_id", cause="cause", territory="territory"),
    },
    measures.MeasurePlanned: {**_M, "slot": _slot("slot")},
    measures.MeasureReplanned: {
        **_M,
        "old": _slot("old"),
        "slot": _slot("new"),
        **of(c__reason="reason"),
    },
    measures.MeasureParked: {**_M, **of(ends="until", c__reason="reason")},
    measures.ImplementationStarted: {**_M, **of(on="on")},
    measures.MilestoneDefined: {**_M, **_MILESTONE, **of(ends="due", c__title="title")},
    measures.MilestoneMoved: {
        **_M,
        **_MILESTONE,
        **of(old="old", ends="new", c__reason="reason"),
    },
    measures.MilestoneReached: {**_M, **_MILESTONE, **of(on="on", c__evidence="evidence")},
    measures.ProgressReported: {
        **_M,
        **of(
            percent="percent",
            light="light",
            on="as_of",
            c__text="text",
            c__next_step="next_step",
        ),
    },
    measures.MeasurePaused: {**_M, **of(ends="until", c__reason="reason")},
    measures.MeasureResumed: _M,
    measures.MeasureCompleted: {**_M, **of(starts="usable_from", c__benefit="benefit")},
    measures.MeasureStopped: {
        **_M,
        **of(decision="decision_id", c__reason="reason", c__lessons="lessons"),
    },
    measures.TransferOffered: {**_M, **of(licence="licence", c__preconditions="preconditions")},
}
"""What is published of each of them."""
