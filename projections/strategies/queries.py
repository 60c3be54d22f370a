"""What can be asked about missions, strategies and reports. All answers fit `snapshot.as_of`."""

from collections.abc import Sequence
from typing import Literal, TypeVar

import msgspec
from sqlalchemy import select

from domain.people import ProcessId
from projections.asking_once import standing
from projections.model import Snapshot
from projections.strategies.rows import AdoptionRow, CycleRow, MissionRow, ReportRow, StrategyRow

RowT = TypeVar("RowT", bound=msgspec.Struct)
State = Literal["in_work", "published", "in_revision", "archived"]


def missions(snapshot: Snapshot, process_id: ProcessId) -> list[MissionRow]:
    """Return the versions of the mission, oldest first."""
    return _told(snapshot, process_id, MissionRow, "mission_versions")


def adoptions(snapshot: Snapshot, process_id: ProcessId) -> list[AdoptionRow]:
    """Return which versions of the mission came into force, in this order; the last one holds."""
    return _told(snapshot, process_id, AdoptionRow, "mission_adoptions")


@standing
def versions(snapshot: Snapshot, process_id: ProcessId) -> Sequence[StrategyRow]:
    """Return the published versions of the strategy, oldest first; the last one holds."""
    return _told(snapshot, process_id, StrategyRow, "strategy_versions")


def every_report(snapshot: Snapshot, process_id: ProcessId) -> list[ReportRow]:
    """Return all reports ever published, oldest first; one of a year replaces the one before."""
    return _told(snapshot, process_id, ReportRow, "strategy_reports")


def reports(snapshot: Snapshot, process_id: ProcessId) -> list[ReportRow]:
    """Return the report that holds for each year, the newest year first."""
    last = {row.year: row for row in every_report(snapshot, process_id)}
    return sorted(last.values(), key=lambda row: row.year, reverse=True)


@standing
def turns(snapshot: Snapshot, process_id: ProcessId) -> Sequence[CycleRow]:
    """Return when a revision was begun or the process archived, oldest first."""
    return _told(snapshot, process_id, CycleRow, "strategy_cycle")


def state(snapshot: Snapshot, process_id: ProcessId) -> State:
    """Return where the strategy of a process stands."""
    published = [(row.position, "published") for row in versions(snapshot, process_id)]
    turned = [(row.position, row.kind) for row in turns(snapshot, process_id)]
    last = max([*published, *turned], default=(0, "in_work"))[1]
    known: dict[str, State] = {
        "published": "published",
        "strategy.revision-started": "in_revision",
        "strategy.process-archived": "archived",
    }
    return known.get(last, "in_work")


def _told(snapshot: Snapshot, process_id: ProcessId, row: type[RowT], name: str) -> list[RowT]:
    source = snapshot.table(name)
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(row, wanted.order_by(source.c.position))
