"""What the rules must remember about one remark, and nothing more."""

from datetime import datetime
from typing import Literal, assert_never
from uuid import UUID

import msgspec

from domain.codes import CaseId, PhaseId, RemarkId
from domain.messages import StreamId
from domain.people import Level, ProcessId, Pseudonym
from domain.remarks.events import (
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

RemarkStatus = Literal["absent", "visible", "held", "refused", "hidden", "withdrawn"]


class Remark(msgspec.Struct, frozen=True):
    """What the rules must remember about one remark.

    `interim` tells a hold after a report from one that waits for its first review;
    `once_held` that there has been such a hold, so that reports cannot bring a second.
    """

    status: RemarkStatus = "absent"
    id: RemarkId | None = None
    process_id: ProcessId | None = None
    paragraph_id: UUID | None = None
    mission_version: int = 0
    phase_id: PhaseId | None = None
    author: Pseudonym | None = None
    level: Level = "guest"
    version: int = 0
    held_by: CaseId | None = None
    interim: bool = False
    once_held: bool = False
    posted_at: datetime | None = None


def history_of(remark_id: RemarkId) -> StreamId:
    """Return the stream of a remark."""
    return StreamId(remark_id)


def evolve(remark: Remark, event: RemarkEvent) -> Remark:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case RemarkPosted():
            return _posted(event)
        case RemarkEdited():
            return change(remark, version=event.version)
        case RemarkWithdrawn():
            return change(remark, status="withdrawn", held_by=None)
        case RemarkHeld():
            interim = event.until is not None
            return change(
                remark,
                status="held",
                held_by=event.case_id,
                interim=interim,
                # Waiting for the first review is no cover: that one is still to be had.
                once_held=remark.once_held or interim,
            )
        case RemarkReleased() | RemarkRestored():
            return change(remark, status="visible", held_by=None, interim=False)
        case RemarkRefused():
            return change(remark, status="refused", held_by=None)
        case RemarkHidden():
            return change(remark, status="hidden", held_by=None, interim=False)
        case _:
            assert_never(event)


def _posted(event: RemarkPosted) -> Remark:
    return Remark(
        status="visible",
        id=event.remark_id,
        process_id=event.process_id,
        paragraph_id=event.paragraph_id,
        mission_version=event.mission_version,
        phase_id=event.phase_id,
        author=event.author.on_behalf_of or event.author.pseudonym,
        level=event.level,
        version=1,
        posted_at=event.posted_at,
    )
