"""How formats and their results follow from the log."""

from typing import Any, get_args

from msgspec.structs import replace

from domain import workshops
from domain.messages import Event, Recorded
from domain.workshops import (
    Format,
    FormatCancelled,
    FormatEvent,
    FormatResultConfirmed,
    FormatResultDiscarded,
    FormatResultRecorded,
    FormatScheduled,
)
from projections.model import Batch, Work
from projections.workshops.rows import FormatRow, StepKind, StepRow

_EVENTS = get_args(FormatEvent)
_STEPS: dict[type[Event], StepKind] = {
    FormatScheduled: "scheduled",
    FormatCancelled: "cancelled",
    FormatResultRecorded: "recorded",
    FormatResultConfirmed: "confirmed",
    FormatResultDiscarded: "discarded",
}


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*_EVENTS)
    if not found:
        return
    rows = work.sheet(FormatRow, "formats", [_event(each).workshop_id for each in found])
    steps: list[StepRow] = []
    for recorded in found:
        event = _event(recorded)
        before = rows.get(event.workshop_id)
        if isinstance(event, FormatScheduled):
            rows.put(_scheduled(recorded, event), recorded.position)
        elif before is not None:
            rows.put(_after(before, recorded, event), recorded.position)
        steps.append(_step(recorded))
    rows.save()
    work.insert("format_steps", steps)


def _event(recorded: Recorded) -> Any:  # noqa: ANN401 - any event of a format
    return recorded.event


def _scheduled(recorded: Recorded, event: FormatScheduled) -> FormatRow:
    return FormatRow(
        workshop_id=event.workshop_id,
        process_id=event.process_id,
        kind=event.kind,
        title=event.title,
        place=event.place,
        on=event.on,
        state="scheduled",
        attendance=None,
        summary=None,
        protocol=None,
        dots={},
        written_by=None,
        reason=None,
        position=recorded.position,
        announced=recorded.occurred_at,
        changed=recorded.occurred_at,
    )


def _after(before: FormatRow, recorded: Recorded, event: FormatEvent) -> FormatRow:
    # The rules' own function says how a state follows; nothing here repeats it.
    held = Format(before.state, before.workshop_id, before.process_id, before.on)
    after = workshops.evolve(held, event)
    state = before.state if after.state == "absent" else after.state
    row = replace(before, state=state, changed=recorded.occurred_at)
    match event:
        case FormatResultRecorded():
            return replace(
                row,
                attendance=event.attendance,
                summary=event.summary,
                protocol=event.protocol,
                dots={str(each.measure_id): each.dots for each in event.dots},
                written_by=event.by.pseudonym,
                reason=None,
            )
        case FormatResultDiscarded():
            nothing = _without_result(row)
            return replace(nothing, reason=event.reason)
        case FormatCancelled():
            return replace(row, reason=event.reason)
        case _:
            return row


def _without_result(row: FormatRow) -> FormatRow:
    return replace(row, attendance=None, summary=None, protocol=None, dots={}, written_by=None)


def _step(recorded: Recorded) -> StepRow:
    event = _event(recorded)
    return StepRow(
        workshop_id=event.workshop_id,
        position=recorded.position,
        process_id=event.process_id,
        kind=_STEPS[type(event)],
        reason=getattr(event, "reason", None),
        at=recorded.occurred_at,
    )
