"""The project office sets a process up: its fields, places and phases."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from uuid import UUID

import msgspec

from domain import processes
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
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out
from domain.use_cases.histories import Histories
from domain.use_cases.standing import require_in_use


class NewProcess(msgspec.Struct, frozen=True, kw_only=True):
    slug: Slug
    title: str
    summary: str
    territory: TerritoryKey | None = None
    question: Question = "support"


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """How a process presents itself; what is None or empty is not said any more."""

    title: str
    summary: str
    lead: str | None = None
    contractors: str | None = None
    funding: str | None = None


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
        require_in_use(histories, process_id)
        given = [name for name, text in texts.items() if text]
        refs: Refs = dict.fromkeys(texts)
        refs.update(zip(given, (item.ref for item in sealed()), strict=True))
        command = make(refs, by)
        stream = processes.history_of(process_id)
        histories.add(stream, processes.decide(histories.process(process_id), command))
        histories.sealed = list(sealed())
        return msgspec.json.encode(Created(created))

    return carry_out(platform, asking, decide)


def present(ref: ContentRef | None) -> ContentRef:
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
            title=present(refs["title"]),
            summary=present(refs["summary"]),
            territory=new.territory,
            question=new.question,
            by=by,
        )

    texts: dict[str, str | None] = {"title": new.title, "summary": new.summary}
    return _configure(platform, asking, process_id, texts, make, process_id)


def describe_process(
    platform: Platform, asking: Asking, process_id: ProcessId, said: Description
) -> Outcome:
    """Say anew what the process is called, what it is about, and who leads it."""

    def make(refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.DescribeProcess(
            title=present(refs["title"]),
            summary=present(refs["summary"]),
            lead=refs["lead"],
            contractors=refs["contractors"],
            funding=refs["funding"],
            by=by,
        )

    return _configure(platform, asking, process_id, msgspec.structs.asdict(said), make)


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
        return processes.AddTerritory(key=key, name=present(refs["name"]), parent=parent, by=by)

    return _configure(platform, asking, process_id, {"name": name}, make)


def define_field(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewField
) -> Outcome:
    """Add an action field; the result is a `Created`."""
    field_id = new.field_id or FieldId(platform.new_id())

    def make(refs: Refs, by: Actor) -> processes.ProcessCommand:
        return processes.DefineActionField(
            field_id=field_id,
            name=present(refs["name"]),
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
            name=present(refs["name"]),
            reason=present(refs["reason"]),
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
            title=present(refs["title"]),
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
