"""What can be asked about processes. All answers fit `snapshot.as_of`."""

from collections.abc import Sequence

from sqlalchemy import select

from domain.codes import PhaseId, Slug
from domain.people import ProcessId
from projections.asking_once import standing
from projections.model import Snapshot
from projections.processes.rows import (
    ExtensionRow,
    FieldChangeRow,
    FieldRow,
    PhaseRow,
    ProcessRow,
    TerritoryRow,
)


@standing
def all_processes(snapshot: Snapshot) -> Sequence[ProcessRow]:
    """Return every process, oldest first."""
    source = snapshot.source("processes")
    return snapshot.rows(ProcessRow, select(source).order_by(source.c.opened_position))


@standing
def by_slug(snapshot: Snapshot, slug: Slug) -> ProcessRow | None:
    """Return the process with this name in addresses, or None."""
    source = snapshot.source("processes", slug=slug)
    return snapshot.first(ProcessRow, select(source).where(source.c.slug == slug))


@standing
def by_id(snapshot: Snapshot, process_id: ProcessId) -> ProcessRow | None:
    """Return a process, or None."""
    source = snapshot.source("processes", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.first(ProcessRow, wanted)


@standing
def phases(snapshot: Snapshot, process_id: ProcessId) -> Sequence[PhaseRow]:
    """Return the phases of a process in the order they start."""
    source = snapshot.source("phases", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(PhaseRow, wanted.order_by(source.c.starts, source.c.position))


def open_phases(snapshot: Snapshot, process_id: ProcessId) -> list[PhaseRow]:
    """Return the phases that were started and not closed; compare `ends` with the clock."""
    return [phase for phase in phases(snapshot, process_id) if phase.status == "open"]


def phase(snapshot: Snapshot, phase_id: PhaseId) -> PhaseRow | None:
    """Return a phase, or None."""
    source = snapshot.source("phases", phase_id=phase_id)
    return snapshot.first(PhaseRow, select(source).where(source.c.phase_id == phase_id))


@standing
def extensions(snapshot: Snapshot, process_id: ProcessId) -> Sequence[ExtensionRow]:
    """Return how the ends of phases were moved, oldest first."""
    source = snapshot.table("phase_extensions")
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(ExtensionRow, wanted.order_by(source.c.position))


@standing
def fields(snapshot: Snapshot, process_id: ProcessId) -> Sequence[FieldRow]:
    """Return the action fields in the order they were defined, merged ones included."""
    source = snapshot.source("action_fields", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(FieldRow, wanted.order_by(source.c.position))


@standing
def field_changes(snapshot: Snapshot, process_id: ProcessId) -> Sequence[FieldChangeRow]:
    """Return renamings and merges of fields, oldest first."""
    source = snapshot.table("action_field_changes")
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(FieldChangeRow, wanted.order_by(source.c.position))


@standing
def territories(snapshot: Snapshot, process_id: ProcessId) -> Sequence[TerritoryRow]:
    """Return the places of a process, each after the place it lies in."""
    source = snapshot.source("territories", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return sorted(snapshot.rows(TerritoryRow, wanted), key=lambda row: row.path)
