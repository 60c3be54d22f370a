"""Fields of the entries about the strategy, from the inventory to the yearly report."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from domain import (
    answers,
    decisions,
    funding,
    goals,
    inventory,
    labs,
    measures,
    missions,
    organisation,
    plans,
    recommendations,
    strategies,
    workshops,
)
from domain.decisions import Record
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


def _record(record: Record) -> dict[str, Any]:
    """Return result, members present and, if a vote was taken, yes, no and abstentions."""
    said: dict[str, Any] = {"present": record.present, "result": record.result}
    if record.vote is not None:
        said["votes"] = [record.vote.yes, record.vote.no, record.vote.abstain]
    return said


def _subjects(event: Any) -> list[list[Any]]:  # noqa: ANN401 - events differ in shape
    return [[each.kind, each.id.hex, each.version] for each in event.subjects]


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


def _if_public(fields: Fields) -> Fields:
    """Return the same fields, absent from entries about items that are not public."""
    return {name: _while_public(field) for name, field in fields.items()}


def _while_public(field: Field) -> Field:
    return lambda event: field(event) if event.public else None


def _confirmed(event: decisions.DecisionConfirmed) -> dict[str, Any] | None:
    return _record(event.record) if event.public else None


def _corrected(name: str) -> Field:
    def said(event: decisions.DecisionCorrected) -> dict[str, Any] | None:
        return _record(getattr(event, name)) if event.public else None

    return said


_P = of(p="process_id")
_M = of(p="process_id", measure="measure_id")
_D = of(p="process_id", decision="decision_id")
_A = of(p="process_id", q="proposal_id")
_I = of(p="process_id", item="item_id")
_R = of(p="process_id", recommendation="recommendation_id")
_W = of(p="process_id", workshop="workshop_id")
_L = of(p="process_id", lab="lab_id")
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
_FACTS: Fields = of(
    kind="facts.kind",
    status="facts.status",
    field="facts.field_id",
    parent="facts.parent",
    c__title="facts.title",
    c__text="facts.text",
    c__owner="facts.owner",
)
_DECIDED: Fields = {
    **of(body="body_id", territory="territory", authoritative="authoritative"),
    "subjects": _subjects,
    "record": lambda event: _record(event.record),
    **of(c__text="text", c__conditions="conditions", c__minutes="minutes"),
}
_ANSWER = of(verdict="verdict", unit="unit", c__text="text", c__forwarded_to="forwarded_to")

STRATEGY_FIELDS: Mapping[type[Event], Fields] = {
    organisation.BodyDefined: {
        **_P,
        **of(body="body_id", kind="kind", seats="seats", territory="territory", c__name="name"),
    },
    organisation.UnitDefined: {**_P, **of(unit="unit_id", c__name="name")},
    goals.GoalDefined: {**_P, **of(goal="goal_id", field="field_id", c__text="text")},
    goals.IndicatorDefined: {
        **_P,
        **of(
            indicator="indicator_id",
            goal="goal_id",
            decimals="decimals",
            baseline="baseline",
            target="target",
            ends="by_day",
            c__name="name",
            c__unit="unit",
        ),
    },
    goals.IndicatorValueReported: {
        **_P,
        **of(indicator="indicator_id", value="value", on="as_of", c__source="source"),
    },
    funding.FundingNoticeRegistered: {
        **_P,
        **of(
            notice="notice_id",
            amount="amount",
            starts="starts",
            ends="ends",
            c__programme="programme",
            c__number="number",
            c__publicity="publicity",
        ),
    },
    plans.YearPlanReleased: {
        **_P,
        **of(
            year="year",
            version="version",
            budget="budget",
            capacity="capacity",
            c__overrun="overrun",
            c__reason="reason",
        ),
        "entries": lambda event: [
            [each.measure_id.hex, each.slot.first, each.slot.last, each.slot.budget, each.staff]
            for each in event.entries
        ],
    },
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
    decisions.AgendaItemScheduled: {
        **_D,
        **of(
            body="body_id",
            territory="territory",
            session="session",
            number="number",
            public="public",
            role="role",
            authoritative="authoritative",
        ),
        **_if_public(
            {
                **of(c__title="title"),
                "c.reference": lambda event: event.paper and event.paper.reference,
                "c.url": lambda event: event.paper and event.paper.url,
                "subjects": _subjects,
            }
        ),
    },
    decisions.AgendaItemPostponed: {**_D, **of(session="to", c__reason="reason")},
    decisions.DecisionConfirmed: {
        **_D,
        **of(body="body_id", territory="territory", public="public", authoritative="authoritative"),
        "record": _confirmed,
        **_if_public(
            {
                "subjects": _subjects,
                **of(c__text="text", c__conditions="conditions", c__minutes="minutes"),
            }
        ),
    },
    decisions.DecisionPublished: {**_D, **of(version="version"), **_DECIDED},
    decisions.DecisionCorrected: {
        **_D,
        **of(version="version", c__reason="reason", c__minutes="minutes"),
        "old": _corrected("old"),
        "record": _corrected("new"),
    },
    decisions.DecisionRepealed: {**_D, **of(by_decision="repealed_by")},
    answers.ProposalAnswered: {**_A, **_ANSWER},
    answers.AnswerRevised: {**_A, **_ANSWER, **of(version="version", c__reason="reason")},
    answers.OutcomeReported: {**_A, **of(measure="measure_id", c__text="text")},
    inventory.InventoryItemRecorded: {**_I, **_FACTS, **of(source="source")},
    inventory.InventoryItemChanged: {**_I, **_FACTS, **of(version="version", c__reason="reason")},
    inventory.InventoryItemAccepted: _I,
    inventory.InventoryItemRefused: {**_I, **of(c__reason="reason")},
    inventory.InventoryItemClassified: {**_I, **of(field="field_id", maturity="maturity")},
    recommendations.RecommendationMade: {
        **_R,
        **of(field="field_id", territory="territory", c__gap="gap", c__text="text"),
        "items": lambda event: [each.hex for each in event.items],
    },
    recommendations.RecommendationTakenUp: {**_R, **of(measure="measure_id")},
    recommendations.RecommendationDropped: {**_R, **of(c__reason="reason")},
    workshops.FormatScheduled: {
        **_W,
        **of(kind="kind", on="on", c__title="title", c__place="place"),
    },
    workshops.FormatCancelled: {**_W, **of(c__reason="reason")},
    workshops.FormatResultRecorded: {
        **_W,
        **of(attendance="attendance", c__summary="summary", c__protocol="protocol"),
        "dots": lambda event: [[each.measure_id.hex, each.dots] for each in event.dots],
    },
    workshops.FormatResultConfirmed: _W,
    workshops.FormatResultDiscarded: {**_W, **of(c__reason="reason")},
    labs.LabOpened: {
        **_L,
        **of(
            measure="measure_id",
            starts="starts",
            ends="ends",
            c__title="title",
            c__hypothesis="hypothesis",
            c__area="area",
        ),
    },
    labs.LabExtended: {**_L, **of(old="old_end", ends="new_end", c__reason="reason")},
    labs.LabEvaluated: {**_L, **of(outcome="outcome", c__evidence="evidence")},
    missions.MissionDrafted: {
        **_P,
        **of(version="version", c__reason="reason"),
        "paragraphs": lambda event: [[each.id.hex, each.text] for each in event.paragraphs],
    },
    missions.MissionAdopted: {**_P, **of(version="version", decision="decision_id")},
    strategies.StrategyPublished: {
        **_P,
        **of(
            version="version",
            mission="mission_version",
            decision="decision_id",
            c__note="note",
        ),
        "document": lambda event: event.document,
        "measures": lambda event: [[each.measure_id.hex, each.version] for each in event.measures],
    },
    strategies.AccountabilityReportPublished: {
        **_P,
        **of(year="year", c__note="note"),
        "document": lambda event: event.document,
    },
    strategies.StrategyRevisionStarted: {**_P, **of(c__reason="reason")},
    strategies.ProcessArchived: {**_P, **of(c__reason="reason")},
}
"""What is published of each of them."""

STRATEGY_NOT_PUBLISHED: Mapping[type[Event], str] = {
    decisions.DecisionRecorded: "nobody has confirmed it yet; the confirmation says all of it",
    decisions.DecisionRecordDiscarded: "it never took effect",
    decisions.DecisionCorrectionProposed: "nobody has confirmed it yet",
    decisions.DecisionCorrectionDiscarded: "it never took effect",
    answers.ExpertReviewRequested: "preparation of an answer",
    answers.ExpertReviewFiled: "preparation of an answer",
    labs.LabFeedbackReceived: "what people tell the office",
}
"""Events without an entry, and why."""
