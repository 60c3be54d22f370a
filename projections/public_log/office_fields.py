"""Fields of the entries about what the office does: answers, goals, inventory, formats, labs."""

from collections.abc import Mapping

from domain import answers, funding, goals, inventory, labs, recommendations, workshops
from domain.messages import Event
from projections.public_log.field import Fields, of

_P = of(p="process_id")
_A = of(p="process_id", q="proposal_id")
_I = of(p="process_id", item="item_id")
_R = of(p="process_id", recommendation="recommendation_id")
_W = of(p="process_id", workshop="workshop_id")
_L = of(p="process_id", lab="lab_id")

_FACTS: Fields = of(
    kind="facts.kind",
    status="facts.status",
    field="facts.field_id",
    parent="facts.parent",
    c__title="facts.title",
    c__text="facts.text",
    c__owner="facts.owner",
)
_ANSWER = of(verdict="verdict", unit="unit", c__text="text", c__forwarded_to="forwarded_to")

OFFICE_FIELDS: Mapping[type[Event], Fields] = {
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
}
"""What is published of each of them."""
