"""Answers to the commands; each rule is one function."""

from typing import assert_never

from domain.people import ProcessId
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
    ActionFieldAlreadyDefined,
    ActionFieldUnknown,
    FieldCannotMergeIntoItself,
    PhaseAlreadyDefined,
    PhaseEndsBeforeItStarts,
    ProcessAlreadyOpen,
    ProcessUnknown,
    TerritoryAlreadyAdded,
    TerritoryUnknown,
)
from domain.processes.state import (
    Process,
    process_id_of,
)


def decide(process: Process, command: ProcessCommand) -> list[ProcessEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, OpenProcess):
        return _open(process, command)
    if process.id is None:
        raise ProcessUnknown
    match command:
        case DescribeProcess():
            return _describe(process.id, command)
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


def _describe(process_id: ProcessId, command: DescribeProcess) -> list[ProcessEvent]:
    return [
        ProcessDescribed(
            process_id=process_id,
            title=command.title,
            summary=command.summary,
            lead=command.lead,
            contractors=command.contractors,
            funding=command.funding,
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
