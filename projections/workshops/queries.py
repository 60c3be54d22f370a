"""What can be asked about formats. All answers fit `snapshot.as_of`."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from domain.codes import MeasureId, WorkshopId
from domain.people import ProcessId
from projections.model import Snapshot
from projections.workshops.rows import FormatRow, StepRow


def of_process(snapshot: Snapshot, process_id: ProcessId) -> list[FormatRow]:
    """Return the formats of a process by day; those of one day as they were announced."""
    source = snapshot.source("formats", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(FormatRow, wanted.order_by(source.c.on, source.c.position))


def find(snapshot: Snapshot, workshop_id: WorkshopId) -> FormatRow | None:
    """Return a format, or None. Its result is public only once it is `confirmed`."""
    source = snapshot.source("formats", workshop_id=workshop_id)
    return snapshot.first(FormatRow, select(source).where(source.c.workshop_id == workshop_id))


def steps(snapshot: Snapshot, workshop_id: WorkshopId) -> list[StepRow]:
    """Return everything that happened to a format, oldest first."""
    source = snapshot.table("format_steps")
    wanted = select(source).where(
        source.c.workshop_id == workshop_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(StepRow, wanted.order_by(source.c.position))


def dots(snapshot: Snapshot, process_id: ProcessId) -> Mapping[MeasureId, int]:
    """Return the dots each measure got in all confirmed results of a process."""
    counted: Counter[MeasureId] = Counter()
    for row in of_process(snapshot, process_id):
        if row.state == "confirmed":
            counted.update(row.dots_by_measure)
    return counted
