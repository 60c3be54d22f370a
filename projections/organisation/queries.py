"""What can be asked about bodies, units, goals and indicators; all answers fit `as_of`."""

from collections.abc import Sequence

from sqlalchemy import select

from domain.people import ProcessId
from projections.asking_once import standing
from projections.model import Snapshot
from projections.organisation.rows import BodyRow, GoalRow, IndicatorRow, UnitRow, ValueRow


@standing
def bodies(snapshot: Snapshot, process_id: ProcessId) -> Sequence[BodyRow]:
    """Return councils and committees in the order they were named."""
    source = snapshot.source("bodies", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(BodyRow, wanted.order_by(source.c.position))


@standing
def units(snapshot: Snapshot, process_id: ProcessId) -> Sequence[UnitRow]:
    """Return the units of the administration in the order they were named."""
    source = snapshot.source("units", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(UnitRow, wanted.order_by(source.c.position))


def goals(snapshot: Snapshot, process_id: ProcessId) -> list[GoalRow]:
    """Return the goals in the order they were set."""
    source = snapshot.source("goals", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(GoalRow, wanted.order_by(source.c.position))


def indicators(snapshot: Snapshot, process_id: ProcessId) -> list[IndicatorRow]:
    """Return the indicators in the order they were defined."""
    source = snapshot.source("indicators", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(IndicatorRow, wanted.order_by(source.c.position))


def values(snapshot: Snapshot, process_id: ProcessId) -> list[ValueRow]:
    """Return all values in the order of their days; of one day the last report comes last."""
    source = snapshot.table("indicator_values")
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(ValueRow, wanted.order_by(source.c.as_of, source.c.position))
