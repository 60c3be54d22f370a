"""What the rules must remember about a process, and how events change it."""

from typing import assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import (
    FieldId,
    PhaseId,
    Question,
    Slug,
    TerritoryKey,
)
from domain.messages import ContentRef, StreamId
from domain.people import ProcessId
from domain.processes.events import (
    ActionFieldDefined,
    ActionFieldMerged,
    ActionFieldRenamed,
    PhaseDefined,
    ProcessDescribed,
    ProcessEvent,
    ProcessOpened,
    TerritoryAdded,
)
from domain.processes.refusals import (
    ActionFieldUnknown,
    PhaseUnknown,
)

_PROCESSES = UUID("5f0c3c0a-5d0b-5a54-9d0c-7b9d6f1f4a01")


def process_id_of(slug: Slug) -> ProcessId:
    """Return the id of the process with this slug; two processes cannot share one."""
    return ProcessId(uuid5(_PROCESSES, slug))


class Process(msgspec.Struct, frozen=True):
    """What the rules must remember about one process.

    `fields` maps each action field to its present name; `merged` maps fields
    that went into another one to that one.
    """

    id: ProcessId | None = None
    slug: Slug = ""
    question: Question = "support"
    fields: dict[FieldId, ContentRef] = {}
    merged: dict[FieldId, FieldId] = {}
    territories: frozenset[TerritoryKey] = frozenset()
    phases: dict[PhaseId, PhaseDefined] = {}

    def field(self, field_id: FieldId) -> FieldId:
        """Return the field that proposals of this field belong to today.

        Raises:
            ActionFieldUnknown: the process never had such a field.
        """
        while field_id in self.merged:
            field_id = self.merged[field_id]
        if field_id not in self.fields:
            raise ActionFieldUnknown(field=field_id)
        return field_id

    def phase(self, phase_id: PhaseId) -> PhaseDefined:
        """Return how a phase was announced.

        Raises:
            PhaseUnknown: the process has no such phase.
        """
        try:
            return self.phases[phase_id]
        except KeyError:
            raise PhaseUnknown(phase=phase_id) from None


def history_of(process_id: ProcessId) -> StreamId:
    """Return the stream of a process."""
    return StreamId(process_id)


def evolve(process: Process, event: ProcessEvent) -> Process:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case ProcessOpened():
            return change(process, id=event.process_id, slug=event.slug, question=event.question)
        case ProcessDescribed():
            return process
        case TerritoryAdded():
            return change(process, territories=process.territories | {event.key})
        case ActionFieldDefined():
            return change(process, fields={**process.fields, event.field_id: event.name})
        case ActionFieldRenamed():
            return change(process, fields={**process.fields, event.field_id: event.new})
        case ActionFieldMerged():
            merged = {**process.merged, event.from_id: event.into_id}
            return change(process, merged=merged)
        case PhaseDefined():
            return change(process, phases={**process.phases, event.phase_id: event})
        case _:
            assert_never(event)
