"""Strategy processes: what is asked, in which fields, places and phases.

Rules: docs/rules/processes.md.
"""

from domain.processes.commands import (
    AddTerritory,
    DefineActionField,
    DefinePhase,
    DescribeProcess,
    MergeActionFields,
    OpenProcess,
    ProcessCommand,
    RenameActionField,
)
from domain.processes.deciding import (
    decide,
)
from domain.processes.events import (
    ActionFieldDefined,
    ActionFieldMerged,
    ActionFieldRenamed,
    Colour,
    PhaseDefined,
    ProcessDescribed,
    ProcessEvent,
    ProcessOpened,
    TerritoryAdded,
)
from domain.processes.refusals import (
    ActionFieldAlreadyDefined,
    ActionFieldUnknown,
    FieldCannotMergeIntoItself,
    PhaseAlreadyDefined,
    PhaseEndsBeforeItStarts,
    PhaseUnknown,
    ProcessAlreadyOpen,
    ProcessUnknown,
    TerritoryAlreadyAdded,
    TerritoryUnknown,
    TextMissing,
)
from domain.processes.state import (
    Process,
    evolve,
    history_of,
    process_id_of,
)

__all__ = [
    "ActionFieldAlreadyDefined",
    "ActionFieldDefined",
    "ActionFieldMerged",
    "ActionFieldRenamed",
    "ActionFieldUnknown",
    "AddTerritory",
    "Colour",
    "DefineActionField",
    "DefinePhase",
    "DescribeProcess",
    "FieldCannotMergeIntoItself",
    "MergeActionFields",
    "OpenProcess",
    "PhaseAlreadyDefined",
    "PhaseDefined",
    "PhaseEndsBeforeItStarts",
    "PhaseUnknown",
    "Process",
    "ProcessAlreadyOpen",
    "ProcessCommand",
    "ProcessDescribed",
    "ProcessEvent",
    "ProcessOpened",
    "ProcessUnknown",
    "RenameActionField",
    "TerritoryAdded",
    "TerritoryAlreadyAdded",
    "TerritoryUnknown",
    "TextMissing",
    "decide",
    "evolve",
    "history_of",
    "process_id_of",
]
