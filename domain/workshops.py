"""Workshops, gallery walks and other formats on site, and what came out of them.

One stream per format. Results count once a second person has confirmed them.
Rules: docs/rules/workshops.md.
"""

from datetime import date
from typing import Annotated, Literal, assert_never

import msgspec

from domain.codes import MeasureId, WorkshopId
from domain.messages import Command, ContentRef, Event, Refusal, StreamId, require_seen
from domain.people import Actor, ProcessId, Pseudonym

FormatKind = Literal["workshop", "gallery_walk", "hearing", "survey", "idea_map", "other"]
People = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class Dots(msgspec.Struct, frozen=True):
    """How many dots people stuck to a measure on site."""

    measure_id: MeasureId
    dots: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class ScheduleFormat(Command, frozen=True, kw_only=True):
    workshop_id: WorkshopId
    process_id: ProcessId
    kind: FormatKind
    title: ContentRef
    place: ContentRef
    on: date
    by: Actor


class CancelFormat(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


class RecordFormatResult(Command, frozen=True, kw_only=True):
    attendance: People
    summary: ContentRef
    protocol: ContentRef | None
    dots: tuple[Dots, ...]
    today: date
    by: Actor


class ConfirmFormatResult(Command, frozen=True, kw_only=True):
    """`seen` names by its summary the result that was compared; None if nobody was asked."""

    seen: ContentRef | None = None
    by: Actor


class DiscardFormatResult(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


class FormatScheduled(Event, frozen=True, tag="format.scheduled/1"):
    """People are invited to a place on a day."""

    workshop_id: WorkshopId
    process_id: ProcessId
    kind: FormatKind
    title: ContentRef
    place: ContentRef
    on: date
    by: Actor


class FormatCancelled(Event, frozen=True, tag="format.cancelled/1"):
    """It does not take place, for a published reason."""

    workshop_id: WorkshopId
    process_id: ProcessId
    reason: ContentRef
    by: Actor


class FormatResultRecorded(Event, frozen=True, tag="format.result-recorded/1"):
    """What came out of it; counts only once confirmed."""

    workshop_id: WorkshopId
    process_id: ProcessId
    attendance: People
    summary: ContentRef
    protocol: ContentRef | None
    dots: tuple[Dots, ...]
    by: Actor


class FormatResultConfirmed(Event, frozen=True, tag="format.result-confirmed/1"):
    """A second person compared the result with the protocol."""

    workshop_id: WorkshopId
    process_id: ProcessId
    by: Actor


class FormatResultDiscarded(Event, frozen=True, tag="format.result-discarded/1"):
    """The second person found it wrong; it is to be recorded anew."""

    workshop_id: WorkshopId
    process_id: ProcessId
    reason: ContentRef
    by: Actor


class FormatUnknown(Refusal): ...


class FormatAlreadyScheduled(Refusal): ...


class FormatNotYetHeld(Refusal): ...


class FormatWasCancelled(Refusal): ...


class ResultAlreadyRecorded(Refusal): ...


class NoResultRecorded(Refusal): ...


class ResultNeedsSecondPerson(Refusal): ...


class DotsCountedTwice(Refusal):
    """The list names a measure more than once."""


FormatCommand = (
    ScheduleFormat | CancelFormat | RecordFormatResult | ConfirmFormatResult | DiscardFormatResult
)
FormatEvent = (
    FormatScheduled
    | FormatCancelled
    | FormatResultRecorded
    | FormatResultConfirmed
    | FormatResultDiscarded
)


class Format(msgspec.Struct, frozen=True):
    """One format as its history tells it."""

    state: Literal["absent", "scheduled", "cancelled", "recorded", "confirmed"] = "absent"
    id: WorkshopId | None = None
    process_id: ProcessId | None = None
    on: date | None = None
    summary: ContentRef | None = None
    written_by: Pseudonym | None = None


def history_of(workshop_id: WorkshopId) -> StreamId:
    """Return the stream of a format."""
    return StreamId(workshop_id)


def evolve(held: Format, event: FormatEvent) -> Format:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case FormatScheduled():
            return Format("scheduled", event.workshop_id, event.process_id, event.on)
        case FormatCancelled():
            return change(held, state="cancelled")
        case FormatResultRecorded():
            written_by = event.by.pseudonym
            return change(held, state="recorded", summary=event.summary, written_by=written_by)
        case FormatResultConfirmed():
            return change(held, state="confirmed")
        case FormatResultDiscarded():
            return change(held, state="scheduled", summary=None, written_by=None)
        case _:
            assert_never(event)


def decide(held: Format, command: FormatCommand) -> list[FormatEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, ScheduleFormat):
        return _schedule(held, command)
    if held.id is None or held.process_id is None:
        raise FormatUnknown
    if held.state == "cancelled":
        raise FormatWasCancelled
    ids = (held.id, held.process_id)
    match command:
        case CancelFormat():
            _require_unrecorded(held)
            return [
                FormatCancelled(
                    workshop_id=ids[0], process_id=ids[1], reason=command.reason, by=command.by
                )
            ]
        case RecordFormatResult():
            return _record(held, ids, command)
        case ConfirmFormatResult():
            return _confirm(held, ids, command)
        case DiscardFormatResult():
            _require_recorded(held)
            return [
                FormatResultDiscarded(
                    workshop_id=ids[0], process_id=ids[1], reason=command.reason, by=command.by
                )
            ]
        case _:
            assert_never(command)


def _require_unrecorded(held: Format) -> None:
    if held.state != "scheduled":
        raise ResultAlreadyRecorded


def _require_recorded(held: Format) -> None:
    if held.state != "recorded":
        raise NoResultRecorded


def _schedule(held: Format, command: ScheduleFormat) -> list[FormatEvent]:
    if held.state != "absent":
        raise FormatAlreadyScheduled
    return [
        FormatScheduled(
            workshop_id=command.workshop_id,
            process_id=command.process_id,
            kind=command.kind,
            title=command.title,
            place=command.place,
            on=command.on,
            by=command.by,
        )
    ]


def _record(
    held: Format, ids: tuple[WorkshopId, ProcessId], command: RecordFormatResult
) -> list[FormatEvent]:
    _require_unrecorded(held)
    if held.on is None or command.today < held.on:
        raise FormatNotYetHeld(on=held.on)
    if len({each.measure_id for each in command.dots}) != len(command.dots):
        raise DotsCountedTwice
    return [
        FormatResultRecorded(
            workshop_id=ids[0],
            process_id=ids[1],
            attendance=command.attendance,
            summary=command.summary,
            protocol=command.protocol,
            dots=command.dots,
            by=command.by,
        )
    ]


def _confirm(
    held: Format, ids: tuple[WorkshopId, ProcessId], command: ConfirmFormatResult
) -> list[FormatEvent]:
    _require_recorded(held)
    if held.written_by == command.by.pseudonym:
        raise ResultNeedsSecondPerson
    if held.summary is not None:
        require_seen(command.seen, held.summary)
    return [FormatResultConfirmed(workshop_id=ids[0], process_id=ids[1], by=command.by)]
