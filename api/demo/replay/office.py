"""The project office opens processes; the clock starts and ends their phases."""

from datetime import datetime

from api.demo import content_types as ct
from api.demo.replay.stage import Stage
from domain.codes import Feature
from domain.people import ProcessId
from domain.processes import process_id_of
from domain.use_cases import configuring


def open_process(stage: Stage, process: ct.Process, at: datetime) -> None:
    """Open a process with its places, action fields and announced phases."""
    process_id = process_id_of(process.slug)
    new = configuring.NewProcess(
        slug=process.slug,
        title=process.title,
        summary=_summary(process),
        territory=process.territory,
        question=process.asks,
    )
    configuring.open_process(stage.platform, stage.asking(process.opened_by, at), new)
    said = configuring.Description(title=new.title, summary=new.summary, lead=process.contact)
    asking = stage.asking(process.opened_by, at)
    configuring.describe_process(stage.platform, asking, process_id, said)
    for place in stage.content.territories:
        configuring.add_territory(
            stage.platform,
            stage.asking(process.opened_by, at),
            process_id,
            place.key,
            place.name,
            place.parent,
        )
    _define_fields(stage, process, process_id, at)
    for phase in process.phases:
        _announce(stage, process, process_id, phase, at)


def _summary(process: ct.Process) -> str:
    """Return what the content says about a process in German; there is one text for it."""
    return "\n\n".join([
        process.summary,
        f"Auftraggeber: {process.client}",
        process.notice,
    ])  # fmt: skip


def _define_fields(stage: Stage, process: ct.Process, process_id: ProcessId, at: datetime) -> None:
    fields = {field.key: field for field in stage.content.action_fields}
    for key in process.action_fields:
        field = fields[key]
        field_id = stage.new_field()
        new = configuring.NewField(
            name=field.name, description=field.text, colour=field.colour, field_id=field_id
        )
        asking = stage.asking(process.opened_by, at)
        configuring.define_field(stage.platform, asking, process_id, new)
        stage.fields[process.key, key] = field_id


def _announce(
    stage: Stage, process: ct.Process, process_id: ProcessId, phase: ct.Phase, at: datetime
) -> None:
    phase_id = stage.new_phase()
    new = configuring.NewPhase(
        kind=phase.kind,
        title=phase.title,
        starts=phase.starts,
        ends=phase.ends,
        level=phase.level,
        negotiable=phase.negotiable,
        not_negotiable=phase.not_negotiable,
        features=tuple(_feature(name) for name in phase.features),
        moderation=phase.moderation,
        phase_id=phase_id,
    )
    asking = stage.asking(process.opened_by, at)
    configuring.define_phase(stage.platform, asking, process_id, new)
    stage.phases[phase.key] = (process_id, phase_id)
    stage.phase_ends[phase.key] = phase.ends
    stage.agenda.add(phase.starts, lambda then: _start(stage, phase, then), by_clock=True)
    stage.agenda.add(phase.ends, lambda then: _close(stage, phase, then), by_clock=True)


def _feature(name: ct.Feature) -> Feature:
    """Return the domain's word: an opinion is given by the same right as support."""
    return "support" if name == "opinion" else name


def _start(stage: Stage, phase: ct.Phase, at: datetime) -> None:
    configuring.start_phase(stage.platform, stage.by_itself(at), *stage.phases[phase.key])


def _close(stage: Stage, phase: ct.Phase, at: datetime) -> None:
    ends = stage.phase_ends[phase.key]
    if at < ends:  # extended meanwhile
        stage.agenda.add(ends, lambda then: _close(stage, phase, then), by_clock=True)
        return
    configuring.close_phase(stage.platform, stage.by_itself(at), *stage.phases[phase.key])


def extend(stage: Stage, extension: ct.Extension, at: datetime) -> None:
    """Let a phase end later, for a published reason."""
    configuring.extend_phase(
        stage.platform,
        stage.asking(extension.by, at),
        *stage.phases[extension.phase],
        extension.new_end,
        extension.reason,
    )
    stage.phase_ends[extension.phase] = extension.new_end
