"""How labs follow from the log."""

from typing import Any, get_args

from msgspec.structs import replace

from domain.labs import LabEvaluated, LabEvent, LabExtended, LabFeedbackReceived, LabOpened
from domain.messages import Event, Recorded
from projections.labs.rows import FeedbackRow, LabRow, LabStepRow, StepKind
from projections.model import Batch, Sheet, Work

_EVENTS: tuple[type[Event], ...] = get_args(LabEvent)
_STEPS: dict[type[Event], StepKind] = {
    LabOpened: "opened",
    LabExtended: "extended",
    LabEvaluated: "evaluated",
}


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*_EVENTS)
    if not found:
        return
    rows = work.sheet(LabRow, "labs", [_event(each).lab_id for each in found])
    public = batch.of(*_STEPS)
    for recorded in public:
        row = _after(rows, recorded)
        if row is not None:
            rows.put(row, recorded.position)
    rows.save()
    work.insert("lab_steps", [_step(each) for each in public])
    work.insert("lab_feedback", [_feedback(each) for each in batch.of(LabFeedbackReceived)])


def _event(recorded: Recorded) -> Any:  # noqa: ANN401 - any event of a lab
    return recorded.event


def _after(rows: Sheet[LabRow], recorded: Recorded) -> LabRow | None:
    if isinstance(recorded.event, LabOpened):
        return _opened(recorded, recorded.event)
    before = rows.get(_event(recorded).lab_id)
    if before is None:
        return None
    match recorded.event:
        case LabExtended() as event:
            return replace(before, ends=event.new_end)
        case LabEvaluated() as event:
            return replace(
                before,
                outcome=event.outcome,
                evidence=event.evidence,
                evaluated=recorded.occurred_at,
            )
        case _:
            return before


def _opened(recorded: Recorded, event: LabOpened) -> LabRow:
    return LabRow(
        lab_id=event.lab_id,
        process_id=event.process_id,
        measure_id=event.measure_id,
        title=event.title,
        hypothesis=event.hypothesis,
        area=event.area,
        starts=event.starts,
        ends=event.ends,
        announced=event.ends,
        outcome=None,
        evidence=None,
        evaluated=None,
        position=recorded.position,
        opened=recorded.occurred_at,
    )


def _step(recorded: Recorded) -> LabStepRow:
    event = _event(recorded)
    return LabStepRow(
        lab_id=event.lab_id,
        position=recorded.position,
        process_id=event.process_id,
        kind=_STEPS[type(event)],
        old_end=getattr(event, "old_end", None),
        new_end=getattr(event, "new_end", None),
        reason=getattr(event, "reason", None),
        at=recorded.occurred_at,
    )


def _feedback(recorded: Recorded) -> FeedbackRow:
    event = _event(recorded)
    return FeedbackRow(
        lab_id=event.lab_id,
        position=recorded.position,
        process_id=event.process_id,
        text=event.text,
        at=recorded.occurred_at,
    )
