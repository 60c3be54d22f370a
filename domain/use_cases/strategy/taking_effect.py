"""What a confirmed authoritative decision does to its measures, in the same append (P9, I13)."""

from domain import decisions, measures
from domain.codes import MeasureId
from domain.decisions import Result
from domain.measures import Effect
from domain.people import Actor, ProcessId
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.concepts import MEASURES

EFFECTS: dict[Result, Effect] = {
    "unchanged": "adopted",
    "changed": "adopted_with_changes",
    "rejected": "rejected",
    "deferred": "deferred",
    "referred": "referred_back",
}
"""What a result does to a measure; an acknowledgement does nothing."""


def take_effect(
    histories: Histories,
    process_id: ProcessId,
    events: list[decisions.DecisionEvent],
    by: Actor,
) -> None:
    """Let measures follow what has just been confirmed, corrected or repealed."""
    for event in events:
        decision = folding.decision(histories, process_id, event.decision_id)
        if not decision.authoritative:
            continue
        match event:
            case decisions.DecisionConfirmed():
                _apply(histories, process_id, decision, by)
            case decisions.DecisionCorrected() if EFFECTS.get(event.old.result) != EFFECTS.get(
                event.new.result
            ):
                _correct(histories, process_id, decision, event, by)
            case decisions.DecisionRepealed():
                _revoke(histories, process_id, decision, by)
            case _:
                pass


def _measures_of(decision: decisions.Decision) -> list[tuple[MeasureId, int]]:
    """Return the measures a decision is about, each in its version."""
    about = (each for each in decision.subjects if each.kind == "measure")
    return [(MeasureId(each.id), each.version) for each in about]


def _apply(
    histories: Histories, process_id: ProcessId, decision: decisions.Decision, by: Actor
) -> None:
    for measure_id, version in _measures_of(decision):
        _apply_to(histories, process_id, decision, measure_id, version, by)


def _apply_to(
    histories: Histories,
    process_id: ProcessId,
    decision: decisions.Decision,
    measure_id: MeasureId,
    version: int,
    by: Actor,
) -> None:
    effect = EFFECTS.get(decision.record.result) if decision.record else None
    if effect is None or decision.id is None:
        return
    command = measures.ApplyDecision(
        decision_id=decision.id,
        version=version,
        outcome=effect,
        conditions=decision.conditions,
        territory=decision.territory,
        by=by,
    )
    MEASURES.carry(histories, process_id, measure_id, command)


def _correct(
    histories: Histories,
    process_id: ProcessId,
    decision: decisions.Decision,
    event: decisions.DecisionCorrected,
    by: Actor,
) -> None:
    """Let measures follow the new record, unless a later decision has replaced this one."""
    both_adopt = {event.old.result, event.new.result} <= decisions.ADOPTING
    for measure_id, version in _measures_of(decision):
        measure = folding.measure(histories, process_id, measure_id)
        stands = _has_effect(measure, decision)
        if not stands and not _awaits(measure, decision):
            continue
        if stands and not both_adopt:
            # Yes with changes instead of yes takes no place in a plan away.
            _revoke_from(histories, process_id, decision, measure_id, "correction", by)
        _apply_to(histories, process_id, decision, measure_id, version, by)


def _has_effect(measure: measures.Measure, decision: decisions.Decision) -> bool:
    """Tell whether what is decided on a measure was decided by this decision.

    An acknowledgement has no effect, and a later decision replaces an older one.
    """
    return any(each.decision_id == decision.id for each in measure.decided.values())


def _awaits(measure: measures.Measure, decision: decisions.Decision) -> bool:
    """Tell whether a decision that has no effect may get one by a correction."""
    if decision.id is None or decision.id not in measure.pending:
        return False
    return not measure.is_replaced(decision.id, decision.territory)


def _revoke(
    histories: Histories, process_id: ProcessId, decision: decisions.Decision, by: Actor
) -> None:
    for measure_id, _ in _measures_of(decision):
        if _has_effect(folding.measure(histories, process_id, measure_id), decision):
            _revoke_from(histories, process_id, decision, measure_id, "repeal", by)


def _revoke_from(
    histories: Histories,
    process_id: ProcessId,
    decision: decisions.Decision,
    measure_id: MeasureId,
    cause: measures.RevocationCause,
    by: Actor,
) -> None:
    if decision.id is None:
        return
    command = measures.RevokeDecision(decision_id=decision.id, cause=cause, by=by)
    MEASURES.carry(histories, process_id, measure_id, command)
