"""How threads follow from the log."""

from typing import Any, get_args

from msgspec.structs import replace

from domain.comments import (
    CommentEdited,
    CommentEvent,
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentWithdrawn,
)
from domain.messages import Event, Recorded
from projections.comments.rows import CommentRow, CommentVersionRow, State
from projections.model import Batch, Sheet, Work

_KINDS: tuple[type[Event], ...] = get_args(CommentEvent)
_STATES: dict[type[Event], State] = {
    CommentHeld: "held",
    CommentReleased: "visible",
    CommentRestored: "visible",
    CommentRefused: "refused",
    CommentHidden: "hidden",
    CommentWithdrawn: "withdrawn",
}


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*_KINDS)
    if not found:
        return
    events: list[Any] = [recorded.event for recorded in found]
    ids = {event.comment_id for event in events}
    ids |= {event.parent_id for event in events if isinstance(event, CommentPosted)} - {None}
    sheet = work.sheet(CommentRow, "comments", ids)
    versions: list[CommentVersionRow] = []
    for recorded, event in zip(found, events, strict=True):
        if isinstance(event, CommentPosted):
            _post(sheet, recorded, event)
            versions.append(_version(recorded, event, 1))
            continue
        if isinstance(event, CommentEdited):
            versions.append(_version(recorded, event, event.version))
        before = sheet.get(event.comment_id)
        if before is not None:
            _put(sheet, _changed(before, recorded, event), recorded.position)
    sheet.save()
    work.insert("comment_versions", versions)


def _post(sheet: Sheet[CommentRow], recorded: Recorded, event: CommentPosted) -> None:
    parent = sheet.get(event.parent_id)
    by = event.author
    row = CommentRow(
        comment_id=event.comment_id,
        process_id=event.process_id,
        proposal_id=event.proposal_id,
        parent_id=event.parent_id,
        root_id=parent.root_id if parent else event.comment_id,
        depth=parent.depth + 1 if parent else 0,
        state="visible",
        stub=False,
        text=event.text,
        stance=event.stance,
        author=by.on_behalf_of or by.pseudonym,
        author_role="citizen" if by.on_behalf_of else by.role,
        channel=recorded.channel,
        version=1,
        posted_at=event.posted_at,
        edited_at=None,
        position=recorded.position,
        replies=0,
        once_visible=False,
        rules=(),
        case_id=None,
        explanation=None,
        appeal_until=None,
    )
    _put(sheet, row, recorded.position)
    if parent is not None:
        _put(sheet, replace(parent, replies=parent.replies + 1), recorded.position)


def _changed(row: CommentRow, recorded: Recorded, event: Any) -> CommentRow:  # noqa: ANN401 - any event of a comment
    # The hold that comes with a comment keeps it from ever having been seen.
    arriving = isinstance(event, CommentHeld) and event.until is None
    seen = row.once_visible or (row.state == "visible" and not arriving)
    row = replace(row, state=_STATES.get(type(event), row.state), once_visible=seen)
    match event:
        case CommentEdited():
            at = recorded.occurred_at
            return replace(row, version=event.version, text=event.text, edited_at=at)
        case CommentHeld():
            return replace(row, case_id=event.case_id)
        case CommentRefused() | CommentHidden():
            return replace(
                row,
                rules=event.rules,
                case_id=event.case_id,
                explanation=event.explanation,
                appeal_until=event.appeal_until,
            )
        case CommentReleased() | CommentRestored():
            return replace(row, rules=(), case_id=None, explanation=None, appeal_until=None)
    return row


def _put(sheet: Sheet[CommentRow], row: CommentRow, position: int) -> None:
    hidden = row.state != "visible" and (row.once_visible or row.replies > 0)
    sheet.put(replace(row, stub=hidden), position)


def _version(
    recorded: Recorded, event: CommentPosted | CommentEdited, number: int
) -> CommentVersionRow:
    return CommentVersionRow(
        event.comment_id, number, event.text, recorded.occurred_at, recorded.position
    )
