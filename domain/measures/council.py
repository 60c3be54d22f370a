"""Measures and their decisions (I11, I13). Rules: docs/rules/measures.md."""

from domain.codes import MeasureId
from domain.measures.commands import ApplyDecision, RevokeDecision, SubmitForDecision
from domain.measures.completeness import require_complete
from domain.measures.events import (
    MeasureDecisionApplied,
    MeasureDecisionRevoked,
    MeasureEvent,
    MeasureSubmittedForDecision,
)
from domain.measures.refusals import (
    AlreadySubmitted,
    DecisionNotInForce,
    MeasureIsOver,
    MeasureNotSubmitted,
    NotToBeDecided,
)
from domain.measures.state import BEGUN, OVER, Measure, Status
from domain.people import ProcessId

Ids = tuple[MeasureId, ProcessId]
_DECIDABLE: frozenset[Status] = frozenset({"assessed", "prioritised", "deferred"})
_SHARED: frozenset[Status] = _DECIDABLE | {
    "submitted",
    "adopted",
    "planned",
    "in_implementation",
    "paused",
}


def submit(measure: Measure, ids: Ids, command: SubmitForDecision) -> list[MeasureEvent]:
    """Hand the present version to a body, if it is complete (I11).

    Partners may decide on a shared measure at any time before it is over. The lead may
    decide anew on what has been begun and whose decision is gone, also when it is over.
    """
    if command.decision_id in measure.pending:
        raise AlreadySubmitted
    require_complete(measure)
    if not _to_be_decided(measure, command):
        over = MeasureIsOver if measure.status in OVER else NotToBeDecided
        raise over(state=measure.status)
    return [
        MeasureSubmittedForDecision(
            measure_id=ids[0],
            process_id=ids[1],
            version=measure.version,
            body_id=command.body_id,
            decision_id=command.decision_id,
            territory=command.territory,
            by=command.by,
        )
    ]


def _to_be_decided(measure: Measure, command: SubmitForDecision) -> bool:
    if command.territory is not None:
        return measure.status in _SHARED
    waits = measure.awaited is not None and not command.settled
    if measure.status in BEGUN:
        return None not in measure.decided and not waits
    return measure.status in _DECIDABLE or (measure.status == "submitted" and not waits)


def apply(measure: Measure, ids: Ids, command: ApplyDecision) -> list[MeasureEvent]:
    """Let a confirmed authoritative decision take effect on the version it names.

    What is completed or stopped keeps its state: only what was decided changes. After a
    correction the same decision takes effect again.
    """
    in_force = measure.decided.get(command.territory)
    again = in_force is not None and in_force.decision_id == command.decision_id
    version = in_force.version if again and in_force else measure.pending.get(command.decision_id)
    if version != command.version:
        raise MeasureNotSubmitted(decision=command.decision_id, version=command.version)
    return [
        MeasureDecisionApplied(
            measure_id=ids[0],
            process_id=ids[1],
            version=command.version,
            decision_id=command.decision_id,
            outcome=command.outcome,
            conditions=command.conditions,
            territory=command.territory,
            by=command.by,
        )
    ]


def revoke(measure: Measure, ids: Ids, command: RevokeDecision) -> list[MeasureEvent]:
    """Take the effect of a decision back; what it had been stays in the history."""
    for territory, applied in measure.decided.items():
        if applied.decision_id == command.decision_id:
            return [
                MeasureDecisionRevoked(
                    measure_id=ids[0],
                    process_id=ids[1],
                    decision_id=applied.decision_id,
                    version=applied.version,
                    cause=command.cause,
                    territory=territory,
                    by=command.by,
                )
            ]
    raise DecisionNotInForce(decision=command.decision_id)
