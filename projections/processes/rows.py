"""Tables of processes, and their rows as readers get them."""

from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import BigInteger, Column, Index, MetaData, String, Table, Uuid

from domain.codes import (
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
from domain.people import ProcessId, Pseudonym
from domain.processes import Colour
from projections.model import Codes, Moment, table, with_history

PhaseStatus = Literal["announced", "open", "closed"]


class ProcessRow(msgspec.Struct, frozen=True):
    """A process. `territory` is the whole area it is for.

    `lead` is the contact of its lead, `contractors` who helps, `funding` who pays.
    """

    process_id: ProcessId
    slug: Slug
    title: ContentRef
    summary: ContentRef
    territory: TerritoryKey | None
    question: Question
    opened_at: datetime
    opened_position: int
    lead: ContentRef | None = None
    contractors: ContentRef | None = None
    funding: ContentRef | None = None


class PhaseRow(msgspec.Struct, frozen=True):
    """A phase. `announced_end` is what was promised first, `ends` what holds now.

    `proposed_*` tell of a reopening that waits for a second person.

    `status` tells what was recorded; whether an open phase has run out since is for
    the page to say, which has a clock.
    """

    phase_id: PhaseId
    process_id: ProcessId
    kind: PhaseKind
    title: ContentRef
    status: PhaseStatus
    starts: datetime
    ends: datetime
    announced_end: datetime
    started_at: datetime | None
    closed_at: datetime | None
    level: ParticipationLevel
    negotiable: ContentRef | None
    not_negotiable: ContentRef | None
    features: tuple[str, ...]
    question: Question
    moderation: ModerationMode
    position: int
    proposed_end: datetime | None = None
    proposed_reason: ContentRef | None = None
    proposed_by: Pseudonym | None = None


class ExtensionRow(msgspec.Struct, frozen=True):
    """One change of a phase's end after it had started, with its published reason."""

    phase_id: PhaseId
    position: int
    process_id: ProcessId
    kind: Literal["extended", "reopened"]
    old_end: datetime
    new_end: datetime
    reason: ContentRef
    at: datetime


class FieldRow(msgspec.Struct, frozen=True):
    """An action field. `merged_into` is the field that stands for it today, if any."""

    field_id: FieldId
    process_id: ProcessId
    name: ContentRef
    description: ContentRef | None
    colour: Colour
    merged_into: FieldId | None
    position: int


class FieldChangeRow(msgspec.Struct, frozen=True):
    """A field got another name, or went into another field."""

    field_id: FieldId
    position: int
    process_id: ProcessId
    kind: Literal["renamed", "merged"]
    old: ContentRef | None
    new: ContentRef | None
    reason: ContentRef | None
    into_id: FieldId | None
    at: datetime


class TerritoryRow(msgspec.Struct, frozen=True):
    """A place. `path` leads from the topmost place down to this one, both included."""

    process_id: ProcessId
    key: TerritoryKey
    name: ContentRef
    parent: TerritoryKey | None
    path: tuple[str, ...]
    position: int

    @property
    def depth(self) -> int:
        """Number of places it lies in; 0 at the top."""
        return len(self.path) - 1


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of processes, phases, fields and territories."""
    return [
        *_processes(metadata, generation),
        *_phases(metadata, generation),
        *_fields(metadata, generation),
        *with_history(
            metadata,
            generation,
            "territories",
            Column("process_id", Uuid, primary_key=True),
            Column("key", String(12), primary_key=True),
            Column("name", String(43), nullable=False),
            Column("parent", String(12)),
            Column("path", Codes, nullable=False),
            Column("position", BigInteger, nullable=False),
        ),
    ]


def _processes(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "processes",
        Column("process_id", Uuid, primary_key=True),
        Column("slug", String(60), nullable=False),
        Column("title", String(43), nullable=False),
        Column("summary", String(43), nullable=False),
        Column("territory", String(12)),
        Column("question", String(20), nullable=False),
        Column("opened_at", Moment, nullable=False),
        Column("opened_position", BigInteger, nullable=False),
        *(Column(name, String(43)) for name in ("lead", "contractors", "funding")),
        Index("slug", "slug", unique=True),
    )


def _phases(metadata: MetaData, generation: int) -> list[Table]:
    phases = with_history(
        metadata,
        generation,
        "phases",
        Column("phase_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(30), nullable=False),
        Column("title", String(43), nullable=False),
        Column("status", String(10), nullable=False),
        *(Column(name, Moment, nullable=False) for name in ("starts", "ends", "announced_end")),
        *(Column(name, Moment) for name in ("started_at", "closed_at")),
        Column("level", String(20), nullable=False),
        Column("negotiable", String(43)),
        Column("not_negotiable", String(43)),
        Column("features", Codes, nullable=False),
        Column("question", String(20), nullable=False),
        Column("moderation", String(10), nullable=False),
        Column("position", BigInteger, nullable=False),
        Column("proposed_end", Moment),
        Column("proposed_reason", String(43)),
        Column("proposed_by", Uuid),
        Index("process", "process_id"),
    )
    extensions = table(
        metadata,
        generation,
        "phase_extensions",
        Column("phase_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(10), nullable=False),
        *(Column(name, Moment, nullable=False) for name in ("old_end", "new_end")),
        Column("reason", String(43), nullable=False),
        Column("at", Moment, nullable=False),
        Index("process", "process_id", "position"),
    )
    return [*phases, extensions]


def _fields(metadata: MetaData, generation: int) -> list[Table]:
    fields = with_history(
        metadata,
        generation,
        "action_fields",
        Column("field_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("name", String(43), nullable=False),
        Column("description", String(43)),
        Column("colour", String(10), nullable=False),
        Column("merged_into", Uuid),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id"),
    )
    changes = table(
        metadata,
        generation,
        "action_field_changes",
        Column("field_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(10), nullable=False),
        *(Column(name, String(43)) for name in ("old", "new", "reason")),
        Column("into_id", Uuid),
        Column("at", Moment, nullable=False),
        Index("process", "process_id", "position"),
    )
    return [*fields, changes]
