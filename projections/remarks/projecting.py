"""How remarks follow from the log."""

from typing import Any, get_args

from msgspec.structs import replace

from domain.messages import Event, Recorded
from domain.remarks import (
    RemarkEdited,
    RemarkEvent,
    RemarkHeld,
    RemarkHidden,
    RemarkPosted,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
)
from projections.model import Batch, Work
from projections.remarks.rows import RemarkRow, State

_KINDS: tuple[type[Event], ...] = get_args(RemarkEvent)
_STATES: dict[type[Event], State] = {
    RemarkHeld: "held",
    RemarkReleased: "visible",
    RemarkRestored: "visible",
    RemarkRefused: "refused",
    RemarkHidden: "hidden",
    RemarkWithdrawn: "withdrawn",
}


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*_KINDS)
    if not found:
        return
    events: list[Any] = [recorded.event for recorded in found]
    sheet = work.sheet(RemarkRow, "remarks", {event.remark_id for event in events})
    for recorded, event in zip(found, events, strict=True):
        before = sheet.get(event.remark_id)
        if isinstance(event, RemarkPosted):
            sheet.put(_posted(recorded, event), recorded.position)
        elif before is not None:
            row = _changed(before, recorded, event)
            stub = row.state != "visible" and row.once_visible
            sheet.put(replace(row, stub=stub), recorded.position)
    sheet.save()


def _posted(recorded: Recorded, event: RemarkPosted) -> RemarkRow:
    by = event.author
    return RemarkRow(
        remark_id=event.remark_id,
        process_id=event.process_id,
        paragraph_id=event.paragraph_id,
        mission_version=event.mission_version,
        state="visible",
        stub=False,
        text=event.text,
        author=by.on_behalf_of or by.pseudonym,
        author_role="citizen" if by.on_behalf_of else by.role,
        channel=recorded.channel,
        version=1,
        posted_at=event.posted_at,
        edited_at=None,
        position=recorded.position,
        once_visible=False,
        rules=(),
        case_id=None,
        explanation=None,
        appeal_until=None,
    )


def _changed(row: RemarkRow, recorded: Recorded, event: Any) -> RemarkRow:  # noqa: ANN401 - any event of a remark
    # The hold that comes with a remark keeps it from ever having been seen.
    arriving = isinstance(event, RemarkHeld) and event.until is None
    seen = row.once_visible or (row.state == "visible" and not arriving)
    row = replace(row, state=_STATES.get(type(event), row.state), once_visible=seen)
    match event:
        case RemarkEdited():
            at = recorded.occurred_at
            return replace(row, version=event.version, text=event.text, edited_at=at)
        case RemarkHeld():
            return replace(row, case_id=event.case_id)
        case RemarkRefused() | RemarkHidden():
            return replace(
                row,
                rules=event.rules,
                case_id=event.case_id,
                explanation=event.explanation,
                appeal_until=event.appeal_until,
            )
        case RemarkReleased() | RemarkRestored():
            return replace(row, rules=(), case_id=None, explanation=None, appeal_until=None)
    return row
