"""What can be asked about measures. All answers fit `snapshot.as_of`."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from domain.codes import MeasureId
from domain.people import ProcessId
from projections.asking_once import once
from projections.measures.rows import MeasureRow, SourceRow, StepRow
from projections.model import Snapshot


def of_process(snapshot: Snapshot, process_id: ProcessId) -> list[MeasureRow]:
    """Return all measures of a process in the order of their numbers."""
    source = snapshot.source("measures", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    rows = snapshot.rows(MeasureRow, wanted)
    return sorted(rows, key=lambda row: (int(row.number[2:]), row.position))


def find(snapshot: Snapshot, measure_id: MeasureId) -> MeasureRow | None:
    """Return a measure, or None."""
    source = snapshot.source("measures", measure_id=measure_id)
    wanted = select(source).where(source.c.measure_id == measure_id)
    return snapshot.first(MeasureRow, wanted)


def several(snapshot: Snapshot, measures: Collection[MeasureId]) -> Mapping[MeasureId, MeasureRow]:
    """Return those of these measures that there are."""
    source = snapshot.source("measures", measure_id=list(measures))
    wanted = select(source).where(source.c.measure_id.in_(measures))
    return {row.measure_id: row for row in snapshot.rows(MeasureRow, wanted)}


def sources(snapshot: Snapshot, measure_id: MeasureId) -> list[SourceRow]:
    """Return what a measure comes from, in the order it was linked."""
    source = snapshot.source("measure_sources", measure_id=measure_id)
    wanted = select(source).where(source.c.measure_id == measure_id, source.c.linked)
    return snapshot.rows(SourceRow, wanted.order_by(source.c.position))


def sources_of_process(
    snapshot: Snapshot, process_id: ProcessId
) -> Mapping[MeasureId, list[SourceRow]]:
    """Return what each measure of a process comes from, in the order it was linked."""
    source = snapshot.source("measure_sources", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id, source.c.linked)
    found: dict[MeasureId, list[SourceRow]] = defaultdict(list)
    for row in snapshot.rows(SourceRow, wanted.order_by(source.c.position)):
        found[row.measure_id].append(row)
    return found


@once
def taken_up(snapshot: Snapshot, source_id: UUID) -> Sequence[tuple[SourceRow, MeasureRow]]:
    """Return the measures that an idea, an item or another measure became part of."""
    source = snapshot.source("measure_sources", source_id=source_id)
    wanted = select(source).where(source.c.source_id == source_id, source.c.linked)
    links = snapshot.rows(SourceRow, wanted.order_by(source.c.position))
    found = ((link, find(snapshot, link.measure_id)) for link in links)
    return [(link, row) for link, row in found if row is not None]


def steps(snapshot: Snapshot, measure_id: MeasureId) -> list[StepRow]:
    """Return everything that happened to a measure, oldest first."""
    source = snapshot.table("measure_steps")
    wanted = select(source).where(
        source.c.measure_id == measure_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(StepRow, wanted.order_by(source.c.position))


def everything(snapshot: Snapshot, process_id: ProcessId) -> Mapping[MeasureId, list[StepRow]]:
    """Return everything that happened to each measure of a process, oldest first."""
    return _steps(snapshot, process_id)


def of_these_kinds(
    snapshot: Snapshot, process_id: ProcessId, kinds: Collection[str]
) -> Mapping[MeasureId, list[StepRow]]:
    """Return the steps of these kinds of each measure of a process, oldest first.

    A kind is the topic of its event without version, such as "measure.assessed".
    """
    return _steps(snapshot, process_id, kinds)


def _steps(
    snapshot: Snapshot, process_id: ProcessId, kinds: Collection[str] | None = None
) -> Mapping[MeasureId, list[StepRow]]:
    source = snapshot.table("measure_steps")
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.position <= snapshot.until
    )
    if kinds is not None:
        wanted = wanted.where(source.c.kind.in_(kinds))
    found: dict[MeasureId, list[StepRow]] = defaultdict(list)
    for row in snapshot.rows(StepRow, wanted.order_by(source.c.position)):
        found[row.measure_id].append(row)
    return found
