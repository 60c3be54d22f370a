"""How processes, phases, fields and territories follow from the log."""

from msgspec.structs import replace

from domain.messages import Recorded
from domain.phases import (
    PhaseClosed,
    PhaseExtended,
    PhaseReopened,
    PhaseStarted,
    ReopeningProposed,
)
from domain.processes import (
    ActionFieldDefined,
    ActionFieldMerged,
    ActionFieldRenamed,
    PhaseDefined,
    ProcessDescribed,
    ProcessOpened,
    TerritoryAdded,
)
from projections.model import Batch, Sheet, Work
from projections.processes.rows import (
    ExtensionRow,
    FieldChangeRow,
    FieldRow,
    PhaseRow,
    ProcessRow,
    TerritoryRow,
)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _processes(batch, work)
    _phases(batch, work)
    _fields(batch, work)
    _territories(batch, work)


def _processes(batch: Batch, work: Work) -> None:
    found = batch.of(ProcessOpened, ProcessDescribed)
    known = [recorded.event.process_id for recorded in found]  # type: ignore[attr-defined]  # both have it
    sheet = work.sheet(ProcessRow, "processes", known)
    for recorded in found:
        match recorded.event:
            case ProcessDescribed() as event:
                before = sheet.get(event.process_id)
                if before is not None:
                    sheet.put(_described(before, event), recorded.position)
            case ProcessOpened() as event:
                row = ProcessRow(
                    process_id=event.process_id,
                    slug=event.slug,
                    title=event.title,
                    summary=event.summary,
                    territory=event.territory,
                    question=event.question,
                    opened_at=recorded.occurred_at,
                    opened_position=recorded.position,
                )
                sheet.put(row, recorded.position)
    sheet.save()


def _described(row: ProcessRow, event: ProcessDescribed) -> ProcessRow:
    return replace(
        row,
        title=event.title,
        summary=event.summary,
        lead=event.lead,
        contractors=event.contractors,
        funding=event.funding,
    )


def _phases(batch: Batch, work: Work) -> None:
    found = batch.of(
        PhaseDefined, PhaseStarted, PhaseExtended, PhaseClosed, ReopeningProposed, PhaseReopened
    )
    if not found:
        return
    events = [recorded.event for recorded in found]
    phases = work.sheet(PhaseRow, "phases", [event.phase_id for event in events])  # type: ignore[attr-defined]  # all have it
    questions = work.sheet(ProcessRow, "processes", [event.process_id for event in events])  # type: ignore[attr-defined]  # all have it
    extensions: list[ExtensionRow] = []
    for recorded in found:
        if isinstance(recorded.event, PhaseDefined):
            process = questions.get(recorded.event.process_id)
            phases.put(_announced(recorded, recorded.event, process), recorded.position)
            continue
        before = phases.get(recorded.event.phase_id)  # type: ignore[attr-defined]  # all have it
        if before is not None:
            extensions.extend(_extension(recorded, before))
            phases.put(_moved(recorded, before), recorded.position)
    phases.save()
    work.insert("phase_extensions", extensions)


def _announced(recorded: Recorded, event: PhaseDefined, process: ProcessRow | None) -> PhaseRow:
    return PhaseRow(
        phase_id=event.phase_id,
        process_id=event.process_id,
        kind=event.kind,
        title=event.title,
        status="announced",
        starts=event.starts,
        ends=event.ends,
        announced_end=event.ends,
        started_at=None,
        closed_at=None,
        level=event.level,
        negotiable=event.negotiable,
        not_negotiable=event.not_negotiable,
        features=event.features,
        question="support" if process is None else process.question,
        moderation=event.moderation,
        position=recorded.position,
    )


def _moved(recorded: Recorded, phase: PhaseRow) -> PhaseRow:
    match recorded.event:
        case PhaseStarted() as event:
            return replace(
                phase,
                status="open",
                ends=event.ends,
                started_at=recorded.occurred_at,
                features=event.features,
                question=event.question,
                moderation=event.moderation,
            )
        case PhaseExtended() as event:
            return replace(phase, ends=event.new_end)
        case ReopeningProposed() as event:
            return replace(
                phase,
                proposed_end=event.new_end,
                proposed_reason=event.reason,
                proposed_by=event.by.pseudonym,
            )
        case PhaseReopened() as event:
            return replace(
                phase,
                status="open",
                ends=event.new_end,
                closed_at=None,
                proposed_end=None,
                proposed_reason=None,
                proposed_by=None,
            )
        case _:
            return replace(phase, status="closed", closed_at=recorded.occurred_at)


def _extension(recorded: Recorded, phase: PhaseRow) -> list[ExtensionRow]:
    match recorded.event:
        case PhaseExtended() | PhaseReopened() as event:
            return [
                ExtensionRow(
                    phase_id=event.phase_id,
                    position=recorded.position,
                    process_id=event.process_id,
                    kind="extended" if isinstance(event, PhaseExtended) else "reopened",
                    old_end=phase.ends,
                    new_end=event.new_end,
                    reason=event.reason,
                    at=recorded.occurred_at,
                )
            ]
    return []


def _fields(batch: Batch, work: Work) -> None:
    found = batch.of(ActionFieldDefined, ActionFieldRenamed, ActionFieldMerged)
    if not found:
        return
    fields = work.sheet(FieldRow, "action_fields")
    processes = {recorded.event.process_id for recorded in found}  # type: ignore[attr-defined]  # all three have it
    # A process has a dozen fields; a merge may concern every one of them.
    fields.add_where(work.table("action_fields").c.process_id.in_(processes))
    changes: list[FieldChangeRow] = []
    for recorded in found:
        match recorded.event:
            case ActionFieldDefined() as event:
                fields.put(_defined(recorded, event), recorded.position)
            case ActionFieldRenamed() as event:
                field = fields.get(event.field_id)
                if field is not None:
                    fields.put(replace(field, name=event.new), recorded.position)
                changes.append(_renamed(recorded, event))
            case ActionFieldMerged() as event:
                _merge(fields, event, recorded.position)
                changes.append(_merged(recorded, event))
    fields.save()
    work.insert("action_field_changes", changes)


def _defined(recorded: Recorded, event: ActionFieldDefined) -> FieldRow:
    return FieldRow(
        field_id=event.field_id,
        process_id=event.process_id,
        name=event.name,
        description=event.description,
        colour=event.colour,
        merged_into=None,
        position=recorded.position,
    )


def _merge(fields: Sheet[FieldRow], event: ActionFieldMerged, position: int) -> None:
    for field in fields.values():
        if event.from_id in {field.field_id, field.merged_into}:
            fields.put(replace(field, merged_into=event.into_id), position)


def _renamed(recorded: Recorded, event: ActionFieldRenamed) -> FieldChangeRow:
    return FieldChangeRow(
        field_id=event.field_id,
        position=recorded.position,
        process_id=event.process_id,
        kind="renamed",
        old=event.old,
        new=event.new,
        reason=event.reason,
        into_id=None,
        at=recorded.occurred_at,
    )


def _merged(recorded: Recorded, event: ActionFieldMerged) -> FieldChangeRow:
    return FieldChangeRow(
        field_id=event.from_id,
        position=recorded.position,
        process_id=event.process_id,
        kind="merged",
        old=None,
        new=None,
        reason=None,
        into_id=event.into_id,
        at=recorded.occurred_at,
    )


def _territories(batch: Batch, work: Work) -> None:
    found = batch.of(TerritoryAdded)
    if not found:
        return
    territories = work.sheet(TerritoryRow, "territories")
    processes = {recorded.event.process_id for recorded in found}  # type: ignore[attr-defined]  # it has
    territories.add_where(work.table("territories").c.process_id.in_(processes))
    for recorded in found:
        match recorded.event:
            case TerritoryAdded() as event:
                parent = territories.get((event.process_id, event.parent))
                row = TerritoryRow(
                    process_id=event.process_id,
                    key=event.key,
                    name=event.name,
                    parent=event.parent,
                    path=(*(parent.path if parent else ()), event.key),
                    position=recorded.position,
                )
                territories.put(row, recorded.position)
    territories.save()
