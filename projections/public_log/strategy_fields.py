"""Fields of the entries about the strategy, from the inventory to the yearly report."""

from collections.abc import Mapping

from domain import answers, boundaries, decisions, labs
from domain.messages import Event
from projections.public_log.council_fields import COUNCIL_FIELDS
from projections.public_log.field import Fields
from projections.public_log.measure_fields import MEASURE_FIELDS
from projections.public_log.office_fields import OFFICE_FIELDS

STRATEGY_FIELDS: Mapping[type[Event], Fields] = {
    **COUNCIL_FIELDS,
    **MEASURE_FIELDS,
    **OFFICE_FIELDS,
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
    boundaries.BoundaryDrawn: "a picture of a place, by which nothing is decided",
}
"""Events without an entry, and why."""
