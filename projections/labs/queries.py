"""What can be asked about labs. All answers fit `snapshot.as_of`."""

from sqlalchemy import select

from domain.codes import LabId, MeasureId
from domain.people import ProcessId
from projections.labs.rows import FeedbackRow, LabRow, LabStepRow
from projections.model import Snapshot


def of_process(snapshot: Snapshot, process_id: ProcessId) -> list[LabRow]:
    """Return the labs of a process, the one that begins last first."""
    source = snapshot.source("labs", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    rows = snapshot.rows(LabRow, wanted)
    return sorted(rows, key=lambda row: (row.starts, row.position), reverse=True)


def of_measure(snapshot: Snapshot, measure_id: MeasureId) -> list[LabRow]:
    """Return the labs in which a measure is tried, in the order they were opened."""
    source = snapshot.source("labs", measure_id=measure_id)
    wanted = select(source).where(source.c.measure_id == measure_id)
    return snapshot.rows(LabRow, wanted.order_by(source.c.position))


def find(snapshot: Snapshot, lab_id: LabId) -> LabRow | None:
    """Return a lab, or None."""
    source = snapshot.source("labs", lab_id=lab_id)
    return snapshot.first(LabRow, select(source).where(source.c.lab_id == lab_id))


def steps(snapshot: Snapshot, lab_id: LabId) -> list[LabStepRow]:
    """Return what happened to a lab, oldest first; without what people said of it."""
    source = snapshot.table("lab_steps")
    wanted = select(source).where(source.c.lab_id == lab_id, source.c.position <= snapshot.until)
    return snapshot.rows(LabStepRow, wanted.order_by(source.c.position))


def feedback(snapshot: Snapshot, lab_id: LabId) -> list[FeedbackRow]:
    """Return what people said of a lab, newest first. For the office only."""
    source = snapshot.table("lab_feedback")
    wanted = select(source).where(source.c.lab_id == lab_id, source.c.position <= snapshot.until)
    return snapshot.rows(FeedbackRow, wanted.order_by(source.c.position.desc()))
