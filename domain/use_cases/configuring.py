"""The project office sets a process up and moves its phases."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from uuid import UUID

import msgspec

from domain import phases, processes
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
from domain.messages import ContentRef
from domain.people import Actor, ProcessId
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Histories, Outcome, Platform, actor, carry_out


class NewProcess(msgspec.Struct, frozen=True, kw_only=True):
    slug: Slug
    title: str
    summary: str
    territory: TerritoryKey | None = None
    question: Question = "support"


class NewField(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    description: str | None = None
    colour: processes.Colour = "blue"
    field_id: FieldId | None = None


class NewPhase(msgspec.Struct, frozen=True, kw_only=True):
    """`phase_id` may be handed in by imports and demo content, so that they can repeat."""

    kind: PhaseKind
    title: str
    starts: datetime
    ends: datetime
    level: ParticipationLevel
    negotiable: str | None = None
    not_negotiable: str | None = None
    features: tuple[Feature, ...] = ()
    moderation: ModerationMode = "pre"
    phase_id: PhaseId | None = None


class Created(msgspec.Struct, frozen=True):
    """The answer to a command that made something."""

    id: UUID | None


Refs = dict[str, ContentRef | None]


def _configure(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    texts: dict[str, str | None],
    make: Callable[[Refs, Actor], processes.ProcessCommand],
    created: UUID | None = None,
) -> Outcome:
    """Carry out an office command on a process; its texts are sealed for the office."""

    @cache
    def sealed() -> tuple[Sealed, ...]:
        words = [text for text in texts.values() if text]
        return tuple(platform.vault.seal([Plain(text, None) for text in words]))

    def decide(histories: Histories) -> bytes:
        by = actor(platform, histories, asking, "configure", process_id)
        given = [name for name, text in texts.items() if text]
        refs: Refs = dict.fromkeys(texts)
        refs.update(zip(given, (item.ref for item in sealed()), strict=True))
        command = make(refs, by)
        stream = processes.history_of(process_id)
        histories.add(stream, processes.decide(histories.process(process_id), command))
        histories.sealed = list(sealed())
        return msgspec.json.encode(Created(created))

    return carry_out(platform, asking, decide)


def _present(ref: ContentRef | None) -> ContentRef:
    """Return a reference that a mandatory text must have."""
    if ref is None:
        raise processes.TextMissing
    return ref


def open_process(platform: Platform, asking: Asking, new: NewProcess) -> Outcome:
    """Begin a process under a slug nobody has used; the result is a `Created`."""
    process_id = processes.process_id_of(new.slug)

    def make(refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.OpenProcess(
            slug=new.slug,
            title=_present(refs["title"]),
            summary=_present(refs["summary"]),
            territory=new.territory,
            question=new.question,
            by=by,
        )

    texts: dict[str, str | None] = {"title": new.title, "summary": new.summary}
    return _configure(platform, asking, process_id, texts, make, process_id)


def add_territory(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    key: TerritoryKey,
    name: str,
    parent: TerritoryKey | None,
) -> Outcome:
    """Let a district, association or municipality take part."""

    def make(refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.AddTerritory(key=key, name=_present(refs["name"]), parent=parent, by=by)

    return _configure(platform, asking, process_id, {"name": name}, make)


def define_field(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewField
) -> Outcome:
    """Add an action field; the result is a `Created`."""
    field_id = new.field_id or FieldId(platform.new_id())

    def make(refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.DefineActionField(
            field_id=field_id,
            name=_present(refs["name"]),
            description=refs["description"],
            colour=new.colour,
            by=by,
        )

    texts = {"name": new.name, "description": new.description}
    return _configure(platform, asking, process_id, texts, make, field_id)


def rename_field(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    field_id: FieldId,
    name: str,
    reason: str,
) -> Outcome:
    """Give an action field another name; its proposals stay in it (R11)."""

    def make(refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.RenameActionField(
            field_id=field_id,
            name=_present(refs["name"]),
            reason=_present(refs["reason"]),
            by=by,
        )

    texts: dict[str, str | None] = {"name": name, "reason": reason}
    return _configure(platform, asking, process_id, texts, make)


def merge_fields(
    platform: Platform, asking: Asking, process_id: ProcessId, from_id: FieldId, into_id: FieldId
) -> Outcome:
    """Let one action field go into another; proposals follow (R11)."""

    def make(_refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.MergeActionFields(from_id=from_id, into_id=into_id, by=by)

    return _configure(platform, asking, process_id, {}, make)


def define_phase(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewPhase
) -> Outcome:
    """Announce a phase; it opens when `start_phase` finds its time has come."""
    phase_id = new.phase_id or PhaseId(platform.new_id())

    def make(refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.DefinePhase(
            phase_id=phase_id,
            kind=new.kind,
            title=_present(refs["title"]),
            starts=new.starts,
            ends=new.ends,
            level=new.level,
            negotiable=refs["negotiable"],
            not_negotiable=refs["not_negotiable"],
            features=new.features,
            moderation=new.moderation,
            by=by,
        )

    texts = {
        "title": new.title,
        "negotiable": new.negotiable,
        "not_negotiable": new.not_negotiable,
    }
    return _configure(platform, asking, process_id, texts, make, phase_id)


class PhaseState(msgspec.Struct, frozen=True):
    """The answer to a command on a phase."""

    id: PhaseId
    state: str


def _move(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    make: Callable[[Histories, Refs, Actor], phases.PhaseCommand],
    reason: str | None = None,
) -> Outcome:
    """Carry out a command on a phase of a process."""

    @cache
    def sealed() -> Sealed:
        return platform.vault.seal([Plain(reason or "", None)])[0]

    def decide(histories: Histories) -> bytes:
        by = actor(platform, histories, asking, "configure", process_id)
        histories.process(process_id).phase(phase_id)
        refs: Refs = {"reason": sealed().ref if reason else None}
        command = make(histories, refs, by)
        events = phases.decide(histories.phase(phase_id), command)
        histories.add(phases.history_of(phase_id), events)
        histories.sealed = [sealed()] if reason else []
        return msgspec.json.encode(PhaseState(phase_id, histories.phase(phase_id).status))

    return carry_out(platform, asking, decide)


def start_phase(
    platform: Platform, asking: Asking, process_id: ProcessId, phase_id: PhaseId
) -> Outcome:
    """Open a phase as it was announced, once its time has come."""

    def make(histories: Histories, _refs: Refs, by: Actor) -> phases.PhaseCommand:
        process = histories.process(process_id)
        announced = process.phase(phase_id)
        return phases.StartPhase(
            phase_id=phase_id,
            process_id=process_id,
            starts=announced.starts,
            ends=announced.ends,
            features=announced.features,
            question=process.question,
            moderation=announced.moderation,
            by=by,
            at=asking.at,
        )

    return _move(platform, asking, process_id, phase_id, make)


def extend_phase(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    new_end: datetime,
    reason: str,
) -> Outcome:
    """Let an open phase end later, for a published reason."""

    def make(_histories: Histories, refs: Refs, by: Actor) -> phases.PhaseCommand:
        return phases.ExtendPhase(
            new_end=new_end, reason=_present(refs["reason"]), by=by, at=asking.at
        )

    return _move(platform, asking, process_id, phase_id, make, reason)


def close_phase(
    platform: Platform, asking: Asking, process_id: ProcessId, phase_id: PhaseId
) -> Outcome:
    """End a phase; from this event on no vote is stored (I5)."""

    def make(_histories: Histories, _refs: Refs, by: Actor) -> phases.PhaseCommand:
        return phases.ClosePhase(by=by, at=asking.at)

    return _move(platform, asking, process_id, phase_id, make)
