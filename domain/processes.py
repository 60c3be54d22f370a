"""Strategy processes: what is asked, in which fields, places and phases.

Rules: docs/rules/processes.md.
"""

from datetime import datetime
from typing import Literal, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import (
    Feature,
    FieldId,
    ModerationMode,
    ParticipationLevel,
    PhaseId,
    PhaseKind,
    Question,
    Slug,
    TerritoryKey,
)
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

_PROCESSES = UUID("5f0c3c0a-5d0b-5a54-9d0c-7b9d6f1f4a01")

Colour = Literal["blue", "amber", "violet", "rose", "green", "teal", "grey"]


def process_id_of(slug: Slug) -> ProcessId:
    """Return the id of the process with this slug; two processes cannot share one."""
    return ProcessId(uuid5(_PROCESSES, slug))


class OpenProcess(Command, frozen=True, kw_only=True):
    slug: Slug
    title: ContentRef
    summary: ContentRef
    territory: TerritoryKey | None
    question: Question
    by: Actor


class AddTerritory(Command, frozen=True, kw_only=True):
    key: TerritoryKey
    name: ContentRef
    parent: TerritoryKey | None
    by: Actor


class DefineActionField(Command, frozen=True, kw_only=True):
    field_id: FieldId
    name: ContentRef
    description: ContentRef | None
    colour: Colour
    by: Actor


class RenameActionField(Command, frozen=True, kw_only=True):
    field_id: FieldId
    name: ContentRef
    reason: ContentRef
    by: Actor


class MergeActionFields(Command, frozen=True, kw_only=True):
    from_id: FieldId
    into_id: FieldId
    by: Actor


class DefinePhase(Command, frozen=True, kw_only=True):
    phase_id: PhaseId
    kind: PhaseKind
    title: ContentRef
    starts: datetime
    ends: datetime
    level: ParticipationLevel
    negotiable: ContentRef | None
    not_negotiable: ContentRef | None
    features: tuple[Feature, ...]
    moderation: ModerationMode
    by: Actor


class ProcessOpened(Event, frozen=True, tag="process.opened/1"):
    """A district started working on a strategy with its people."""

    process_id: ProcessId
    slug: Slug
    title: ContentRef
    summary: ContentRef
    territory: TerritoryKey | None
    question: Question
    by: Actor


class TerritoryAdded(Event, frozen=True, tag="process.territory-added/1"):
    """A district, association or municipality takes part; `parent` contains it."""

    process_id: ProcessId
    key: TerritoryKey
    name: ContentRef
    parent: TerritoryKey | None
    by: Actor


class ActionFieldDefined(Event, frozen=True, tag="process.action-field-defined/1"):
    """A thematic area that proposals can be sorted into."""

    process_id: ProcessId
    field_id: FieldId
    name: ContentRef
    description: ContentRef | None
    colour: Colour
    by: Actor


class ActionFieldRenamed(Event, frozen=True, tag="process.action-field-renamed/1"):
    """The field has another name from now on; its proposals stay in it."""

    process_id: ProcessId
    field_id: FieldId
    old: ContentRef
    new: ContentRef
    reason: ContentRef
    by: Actor


class ActionFieldMerged(Event, frozen=True, tag="process.action-field-merged/1"):
    """One field went into another; proposals of the first count for the second."""

    process_id: ProcessId
    from_id: FieldId
    into_id: FieldId
    by: Actor


class PhaseDefined(Event, frozen=True, tag="process.phase-defined/1"):
    """A time window with what the public may do in it was announced."""

    process_id: ProcessId
    phase_id: PhaseId
    kind: PhaseKind
    title: ContentRef
    starts: datetime
    ends: datetime
    level: ParticipationLevel
    negotiable: ContentRef | None
    not_negotiable: ContentRef | None
    features: tuple[Feature, ...]
    moderation: ModerationMode
    by: Actor


class ProcessAlreadyOpen(Refusal): ...


class ProcessUnknown(Refusal): ...


class ActionFieldUnknown(Refusal): ...


class ActionFieldAlreadyDefined(Refusal): ...


class FieldCannotMergeIntoItself(Refusal): ...


class TerritoryUnknown(Refusal): ...


class TerritoryAlreadyAdded(Refusal): ...


class PhaseAlreadyDefined(Refusal): ...


class PhaseUnknown(Refusal): ...


class PhaseEndsBeforeItStarts(Refusal): ...


class TextMissing(Refusal): ...


ProcessCommand = (
    OpenProcess
    | AddTerritory
    | DefineActionField
    | RenameActionField
    | MergeActionFields
    | DefinePhase
)
ProcessEvent = (
    ProcessOpened
    | TerritoryAdded
    | ActionFieldDefined
    | ActionFieldRenamed
    | ActionFieldMerged
    | PhaseDefined
)


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


def decide(process: Process, command: ProcessCommand) -> list[ProcessEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, OpenProcess):
        return _open(process, command)
    if process.id is None:
        raise ProcessUnknown
    match command:
        case AddTerritory():
            return _add_territory(process, process.id, command)
        case DefineActionField():
            return _define_field(process, process.id, command)
        case RenameActionField():
            return _rename_field(process, process.id, command)
        case MergeActionFields():
            return _merge_fields(process, process.id, command)
        case DefinePhase():
            return _define_phase(process, process.id, command)
        case _:
            assert_never(command)


def _open(process: Process, command: OpenProcess) -> list[ProcessEvent]:
    if process.id is not None:
        raise ProcessAlreadyOpen(slug=command.slug)
    return [
        ProcessOpened(
            process_id=process_id_of(command.slug),
            slug=command.slug,
            title=command.title,
            summary=command.summary,
            territory=command.territory,
            question=command.question,
            by=command.by,
        )
    ]


def _add_territory(
    process: Process, process_id: ProcessId, command: AddTerritory
) -> list[ProcessEvent]:
    if command.key in process.territories:
        raise TerritoryAlreadyAdded(territory=command.key)
    if command.parent is not None and command.parent not in process.territories:
        raise TerritoryUnknown(territory=command.parent)
    return [
        TerritoryAdded(
            process_id=process_id,
            key=command.key,
            name=command.name,
            parent=command.parent,
            by=command.by,
        )
    ]


def _define_field(
    process: Process, process_id: ProcessId, command: DefineActionField
) -> list[ProcessEvent]:
    if command.field_id in process.fields:
        raise ActionFieldAlreadyDefined(field=command.field_id)
    return [
        ActionFieldDefined(
            process_id=process_id,
            field_id=command.field_id,
            name=command.name,
            description=command.description,
            colour=command.colour,
            by=command.by,
        )
    ]


def _rename_field(
    process: Process, process_id: ProcessId, command: RenameActionField
) -> list[ProcessEvent]:
    if command.field_id not in process.fields:
        raise ActionFieldUnknown(field=command.field_id)
    return [
        ActionFieldRenamed(
            process_id=process_id,
            field_id=command.field_id,
            old=process.fields[command.field_id],
            new=command.name,
            reason=command.reason,
            by=command.by,
        )
    ]


def _merge_fields(
    process: Process, process_id: ProcessId, command: MergeActionFields
) -> list[ProcessEvent]:
    source = process.field(command.from_id)
    target = process.field(command.into_id)
    # Following merges to their end on both sides also rules out cycles (R11).
    if source == target:
        raise FieldCannotMergeIntoItself(field=source)
    return [ActionFieldMerged(process_id=process_id, from_id=source, into_id=target, by=command.by)]


def _define_phase(
    process: Process, process_id: ProcessId, command: DefinePhase
) -> list[ProcessEvent]:
    if command.phase_id in process.phases:
        raise PhaseAlreadyDefined(phase=command.phase_id)
    if command.ends <= command.starts:
        raise PhaseEndsBeforeItStarts(starts=command.starts, ends=command.ends)
    return [
        PhaseDefined(
            process_id=process_id,
            phase_id=command.phase_id,
            kind=command.kind,
            title=command.title,
            starts=command.starts,
            ends=command.ends,
            level=command.level,
            negotiable=command.negotiable,
            not_negotiable=command.not_negotiable,
            features=command.features,
            moderation=command.moderation,
            by=command.by,
        )
    ]
