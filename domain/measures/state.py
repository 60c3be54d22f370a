"""What the rules must remember about one measure, and nothing more."""

from datetime import date
from typing import Literal, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import DecisionId, MeasureId, MeasureNumber, MilestoneId, TerritoryKey
from domain.measures.events import (
    Effect,
    ImplementationStarted,
    MeasureAssessed,
    MeasureCompleted,
    MeasureDecisionApplied,
    MeasureDecisionRevoked,
    MeasureEvent,
    MeasureParked,
    MeasurePaused,
    MeasurePlanned,
    MeasurePrioritised,
    MeasureProfileUpdated,
    MeasureProposed,
    MeasureReplanned,
    MeasureResumed,
    MeasureSourceLinked,
    MeasureSourceUnlinked,
    MeasureStatementFiled,
    MeasureStatementRequested,
    MeasureStopped,
    MeasureSubmittedForDecision,
    MilestoneDefined,
    MilestoneMoved,
    MilestoneReached,
    ProgressReported,
    Slot,
    Source,
    TransferOffered,
)
from domain.measures.profile import Profile
from domain.messages import StreamId
from domain.people import ProcessId

Status = Literal[
    "absent",
    "proposed",
    "assessed",
    "prioritised",
    "submitted",
    "deferred",
    "rejected",
    "adopted",
    "planned",
    "in_implementation",
    "paused",
    "completed",
    "stopped",
]

OVER: frozenset[Status] = frozenset({"rejected", "completed", "stopped"})
"""States that nothing leads out of; a new measure may cite this one."""

_WORKED_ON: frozenset[Status] = frozenset({"planned", "in_implementation", "paused"})
_DONE: frozenset[Status] = frozenset({"completed", "stopped"})
BEGUN: frozenset[Status] = _DONE | {"in_implementation", "paused"}
"""What has been begun is not undone by a repeal; people see that its decision is gone."""

_AFTER: dict[Effect, Status] = {
    "adopted": "adopted",
    "adopted_with_changes": "adopted",
    "rejected": "rejected",
    "deferred": "deferred",
    "referred_back": "assessed",
}


class Milestone(msgspec.Struct, frozen=True):
    """A milestone; `reached` is the day it was there."""

    due: date
    reached: date | None = None


class Applied(msgspec.Struct, frozen=True):
    """A decision in force, and the profile version it is about."""

    decision_id: DecisionId
    outcome: Effect
    version: int


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One measure as its history tells it.

    `assessed` are the profile versions that some group has scored. `pending` are
    consultations it waits for, with the version each is about. `decided` maps who decided
    (None is the lead) to the decision in force. `submitted` are all submissions, the last
    at the end; `awaited` is the lead's that has not taken effect.
    """

    status: Status = "absent"
    id: MeasureId | None = None
    process_id: ProcessId | None = None
    profile: Profile | None = None
    version: int = 0
    sources: tuple[Source, ...] = ()
    assessed: frozenset[int] = frozenset()
    statements: dict[UUID, bool] = {}
    pending: dict[DecisionId, int] = {}
    decided: dict[TerritoryKey | None, Applied] = {}
    submitted: tuple[DecisionId, ...] = ()
    awaited: DecisionId | None = None
    slot: Slot | None = None
    milestones: dict[MilestoneId, Milestone] = {}
    transferable: bool = False

    def is_replaced(self, decision_id: DecisionId, territory: TerritoryKey | None) -> bool:
        """Tell whether what was submitted later has been decided since, by whom this is about."""
        in_force = self.decided.get(territory)
        if in_force is None or decision_id not in self.submitted:
            return False
        later = self.submitted[self.submitted.index(decision_id) + 1 :]
        return in_force.decision_id in later


def evolve(measure: Measure, event: MeasureEvent) -> Measure:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case MeasureProposed():
            return Measure(
                status="proposed",
                id=event.measure_id,
                process_id=event.process_id,
                profile=event.profile,
                version=1,
            )
        case MeasureSourceLinked():
            return change(measure, sources=(*measure.sources, event.source))
        case MeasureSourceUnlinked():
            kept = tuple(each for each in measure.sources if each.id != event.source.id)
            return change(measure, sources=kept)
        case MeasureProfileUpdated():
            return change(measure, profile=event.profile, version=event.version)
        case MeasureAssessed():
            status = "assessed" if measure.status == "proposed" else measure.status
            return change(measure, status=status, assessed=measure.assessed | {event.version})
        case MeasurePrioritised():
            first = measure.status in {"proposed", "assessed"}
            return change(measure, status="prioritised" if first else measure.status)
        case MeasureStatementRequested():
            return change(measure, statements={**measure.statements, event.statement_id: False})
        case MeasureStatementFiled():
            return change(measure, statements={**measure.statements, event.statement_id: True})
        case MeasureSubmittedForDecision() | MeasureDecisionApplied() | MeasureDecisionRevoked():
            return _after_council(measure, event)
        case MilestoneDefined() | MilestoneMoved() | MilestoneReached():
            return change(measure, milestones={**measure.milestones, **_milestone(measure, event)})
        case TransferOffered():
            return change(measure, transferable=True)
        case _:
            return _after_work(measure, event)


def _after_council(
    measure: Measure,
    event: MeasureSubmittedForDecision | MeasureDecisionApplied | MeasureDecisionRevoked,
) -> Measure:
    change = msgspec.structs.replace
    match event:
        case MeasureSubmittedForDecision():
            return _submitted(measure, event)
        case MeasureDecisionApplied():
            pending = {key: at for key, at in measure.pending.items() if key != event.decision_id}
            applied = Applied(event.decision_id, event.outcome, event.version)
            decided = {**measure.decided, event.territory: applied}
            return change(
                measure,
                status=_applied(measure, event),
                pending=pending,
                decided=decided,
                awaited=None if measure.awaited == event.decision_id else measure.awaited,
            )
        case MeasureDecisionRevoked():
            return _revoked(measure, event)
        case _:
            assert_never(event)


def _submitted(measure: Measure, event: MeasureSubmittedForDecision) -> Measure:
    others = tuple(each for each in measure.submitted if each != event.decision_id)
    changed = msgspec.structs.replace(
        measure,
        pending={**measure.pending, event.decision_id: event.version},
        submitted=(*others, event.decision_id),
    )
    # What a partner decides for itself does not hold up the lead's measure.
    if event.territory is not None:
        return changed
    status = measure.status if measure.status in BEGUN else "submitted"
    return msgspec.structs.replace(changed, status=status, awaited=event.decision_id)


def _applied(measure: Measure, event: MeasureDecisionApplied) -> Status:
    """Return the state after a decision: what has a place in a plan keeps it with any yes."""
    if event.territory is not None or measure.status in _DONE:
        return measure.status
    after = _AFTER[event.outcome]
    if after != "adopted" or measure.slot is None:
        return after
    return measure.status if measure.status in _WORKED_ON else "planned"


def _revoked(measure: Measure, event: MeasureDecisionRevoked) -> Measure:
    decided = {key: by for key, by in measure.decided.items() if key != event.territory}
    again = {event.decision_id: event.version} if event.cause == "correction" else {}
    changed = msgspec.structs.replace(
        measure, decided=decided, pending={**measure.pending, **again}
    )
    if event.territory is not None or measure.status in BEGUN:
        return changed
    return msgspec.structs.replace(changed, status="assessed", slot=None)


def _milestone(
    measure: Measure, event: MilestoneDefined | MilestoneMoved | MilestoneReached
) -> dict[MilestoneId, Milestone]:
    match event:
        case MilestoneDefined():
            return {event.milestone_id: Milestone(event.due)}
        case MilestoneMoved():
            return {event.milestone_id: Milestone(event.new)}
        case MilestoneReached():
            known = measure.milestones.get(event.milestone_id, Milestone(event.on))
            return {event.milestone_id: Milestone(known.due, event.on)}
        case _:
            assert_never(event)


def _after_work(
    measure: Measure,
    event: MeasurePlanned
    | MeasureReplanned
    | MeasureParked
    | ImplementationStarted
    | ProgressReported
    | MeasurePaused
    | MeasureResumed
    | MeasureCompleted
    | MeasureStopped,
) -> Measure:
    change = msgspec.structs.replace
    match event:
        case MeasurePlanned():
            return change(measure, status="planned", slot=event.slot)
        case MeasureReplanned():
            return change(measure, slot=event.new)
        case MeasureParked() | ProgressReported():
            return measure
        case ImplementationStarted() | MeasureResumed():
            return change(measure, status="in_implementation")
        case MeasurePaused():
            return change(measure, status="paused")
        case MeasureCompleted():
            return change(measure, status="completed")
        case MeasureStopped():
            return change(measure, status="stopped")
        case _:
            assert_never(event)


def measure_id_of(process_id: ProcessId, number: MeasureNumber) -> MeasureId:
    """Return the id of the measure with a number, so that no two of a process can have it."""
    return MeasureId(uuid5(process_id, f"measure/{int(number[2:])}"))


def history_of(measure_id: MeasureId) -> StreamId:
    """Return the stream of a measure."""
    return StreamId(measure_id)
