"""Places and their outlines, as a map needs them."""

from collections.abc import Sequence
from uuid import UUID, uuid5

import msgspec

from domain import boundaries, processes
from domain.codes import TerritoryKey
from domain.people import Actor, ProcessId
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy.office import Refs, perform

_SHAPES = UUID("0c1b9a3e-6f52-5d0a-8b7e-2d4f60a1c9d3")


class SourceBoundary(msgspec.Struct, frozen=True, kw_only=True):
    """The outline of a place; `boundary` is a GeoJSON geometry, written the same every time."""

    key: TerritoryKey
    boundary: str
    source: str | None


def drawn(histories: Histories, process_id: ProcessId) -> boundaries.Boundaries:
    """Return which outlines the places of a process have."""
    stream = boundaries.history_of(process_id)
    return histories.fold(
        stream, boundaries.BoundaryDrawn, boundaries.evolve, boundaries.Boundaries()
    )


def draw(
    platform: Platform, asking: Asking, process_id: ProcessId, rows: Sequence[SourceBoundary]
) -> frozenset[TerritoryKey]:
    """Store outlines in one append; return the places whose outline is new.

    Raises:
        NotAllowed: who is asking may not set up the process.
        TerritoryUnknown: the process has no such place.
    """
    known = drawn(Histories(platform.log), process_id).shapes
    new = [row for row in rows if known.get(row.key) != _shape(row)]

    def do(histories: Histories, refs: Refs, by: Actor) -> None:
        places = histories.process(process_id).territories
        present = drawn(histories, process_id)
        for row in new:
            if row.key not in places:
                raise processes.TerritoryUnknown(territory=row.key)
            command = boundaries.DrawBoundary(
                key=row.key,
                boundary=refs.need(f"{row.key} boundary"),
                source=refs.get(f"{row.key} source"),
                shape=_shape(row),
                by=by,
            )
            events = boundaries.decide(present, process_id, command)
            histories.add(boundaries.history_of(process_id), events)

    if new:
        texts: dict[str, str | None] = {f"{row.key} boundary": row.boundary for row in new}
        texts |= {f"{row.key} source": row.source for row in new}
        perform(platform, asking, "configure", process_id, texts, do)
    return frozenset(row.key for row in new)


def _shape(row: SourceBoundary) -> UUID:
    return uuid5(_SHAPES, row.boundary)
