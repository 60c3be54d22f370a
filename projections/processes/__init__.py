"""Processes with their phases, action fields and places; what is open now."""

from projections.model import Model
from projections.processes.projecting import project
from projections.processes.queries import (
    all_processes,
    by_id,
    by_slug,
    extensions,
    field_changes,
    fields,
    open_phases,
    phase,
    phases,
    territories,
)
from projections.processes.rows import (
    ExtensionRow,
    FieldChangeRow,
    FieldRow,
    PhaseRow,
    PhaseStatus,
    ProcessRow,
    TerritoryRow,
    define,
)

MODEL = Model("processes", define, project)

__all__ = [
    "MODEL",
    "ExtensionRow",
    "FieldChangeRow",
    "FieldRow",
    "PhaseRow",
    "PhaseStatus",
    "ProcessRow",
    "TerritoryRow",
    "all_processes",
    "by_id",
    "by_slug",
    "define",
    "extensions",
    "field_changes",
    "fields",
    "open_phases",
    "phase",
    "phases",
    "project",
    "territories",
]
