"""Fields of the entries about bodies, their decisions, and what only decisions put into force."""

from collections.abc import Mapping
from typing import Any

from domain import decisions, missions, organisation, plans, strategies
from domain.decisions import Record
from domain.messages import Event
from projections.public_log.field import Field, Fields, of


def _record(record: Record) -> dict[str, Any]:
    """Return result, members present and, if a vote was taken, yes, no and abstentions."""
    said: dict[str, Any] = {"present": record.present, "result": record.result}
    if record.vote is not None:
        said["votes"] = [record.vote.yes, record.vote.no, record.vote.abstain]
    return said


def _subjects(event: Any) -> list[list[Any]]:  # noqa: ANN401 - events differ in shape
    return [[each.kind, each.id.hex, each.version] for each in event.subjects]


def _if_public(fields: Fields) -> Fields:
    """Return the same fields, absent from entries about items that are not public."""
    return {name: _while_public(field) for name, field in fields.items()}


def _while_public(field: Field) -> Field:
    return lambda event: field(event) if event.public else None


def _confirmed(event: decisions.DecisionConfirmed) -> dict[str, Any] | None:
    return _record(event.record) if event.public else None


def _votes(event: decisions.ResultImported) -> list[int] | None:
    vote = event.vote
    return None if vote is None else [vote.yes, vote.no, vote.abstain]


def _paper(name: str) -> Field:
    def said(event: decisions.AgendaItemImported) -> Any:  # noqa: ANN401 - id or commitment
        paper = event.paper
        return None if paper is None else getattr(paper, name)

    return said


def _corrected(name: str) -> Field:
    def said(event: decisions.DecisionCorrected) -> dict[str, Any] | None:
        return _record(getattr(event, name)) if event.public else None

    return said


_P = of(p="process_id")
_D = of(p="process_id", decision="decision_id")
_DECIDED: Fields = {
    **of(body="body_id", territory="territory", authoritative="authoritative"),
    "subjects": _subjects,
    "record": lambda event: _record(event.record),
    **of(c__text="text", c__conditions="conditions", c__minutes="minutes"),
}

COUNCIL_FIELDS: Mapping[type[Event], Fields] = {
    organisation.BodyDefined: {
        **_P,
        **of(body="body_id", kind="kind", seats="seats", territory="territory", c__name="name"),
    },
    organisation.BodyImported: {
        **_P,
        **of(body="body_id", kind="kind", source="source", c__name="name"),
    },
    organisation.UnitDefined: {**_P, **of(unit="unit_id", c__name="name")},
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
    decisions.AgendaItemImported: {
        **_D,
        **of(
            body="body_id",
            session="session",
            number="number",
            role="role",
            authoritative="authoritative",
            source="source",
            c__title="title",
        ),
        "paper": lambda event: event.paper and event.paper.id.hex,
        "c.reference": _paper("reference"),
        "c.name": _paper("name"),
        "c.kind": _paper("kind"),
        "c.url": _paper("url"),
    },
    decisions.ResultImported: {
        **_D,
        **of(result="result", c__wording="wording", c__minutes="minutes"),
        "votes": _votes,
        "doubts": lambda event: list(event.doubts) or None,
    },
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
            presented="presented",
            c__note="note",
            c__place="place",
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
