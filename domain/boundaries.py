"""Where places lie: the shape of each, for maps. Nothing is decided by it.

One stream per process. Rules: docs/rules/territories.md.
"""

from uuid import UUID, uuid5

import msgspec

from domain.codes import TerritoryKey
from domain.messages import Command, ContentRef, Event, StreamId
from domain.people import Actor, ProcessId

_BOUNDARIES = UUID("5e0d8a2c-3b1f-5c7e-9a44-7f2d61c08b19")


class DrawBoundary(Command, frozen=True, kw_only=True):
    """`shape` tells one outline from another; the same again changes nothing."""

    key: TerritoryKey
    boundary: ContentRef
    source: ContentRef | None
    shape: UUID
    by: Actor


class BoundaryDrawn(Event, frozen=True, tag="boundary.drawn/1"):
    """A place got an outline, or another one.

    `boundary` is a GeoJSON geometry as text, `source` who has to be named beside it.
    """

    process_id: ProcessId
    key: TerritoryKey
    boundary: ContentRef
    source: ContentRef | None
    shape: UUID
    by: Actor


BoundaryEvent = BoundaryDrawn


class Boundaries(msgspec.Struct, frozen=True):
    """Which outline each place of a process has."""

    shapes: dict[TerritoryKey, UUID] = {}


def history_of(process_id: ProcessId) -> StreamId:
    """Return the stream of a process's boundaries."""
    return StreamId(uuid5(_BOUNDARIES, process_id.hex))


def evolve(boundaries: Boundaries, event: BoundaryEvent) -> Boundaries:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    return Boundaries({**boundaries.shapes, event.key: event.shape})


def decide(
    boundaries: Boundaries, process_id: ProcessId, command: DrawBoundary
) -> list[BoundaryDrawn]:
    """Answer a command with the event it causes; the outline that stands causes none."""
    if boundaries.shapes.get(command.key) == command.shape:
        return []
    return [
        BoundaryDrawn(
            process_id=process_id,
            key=command.key,
            boundary=command.boundary,
            source=command.source,
            shape=command.shape,
            by=command.by,
        )
    ]
