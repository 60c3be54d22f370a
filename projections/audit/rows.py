"""The index over the log: what each event concerns, so that no event is copied (ruling 19)."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    MetaData,
    SmallInteger,
    String,
    Table,
    Uuid,
)

from domain.codes import RuleCode
from domain.messages import Channel
from domain.people import ProcessId, Pseudonym, Role
from projections.tables import Codes, Moment, for_readers, only_added, table

NOT_VOTES = "audience >= 0"
FOR_EVERYBODY = "audience > 0"


class EntryRow(msgspec.Struct, frozen=True):
    """One event. `kind` is its stored name without version; `subject` what it is about.

    For votes the subject is the proposal: the voter number is the event's stream in the
    log and is not indexed. `actor` is None for votes, reports and erasures, and in every
    answer for the public. `role` is `system` where the platform acted by its own rules.
    `day` is the local day on which it happened ("2023-07-14"). The full envelope is in
    the log: `EventLog.at([position, ...])`.
    """

    position: int
    kind: str
    subject: UUID
    process_id: ProcessId | None
    actor: Pseudonym | None
    role: Role | None
    channel: Channel
    rules: tuple[RuleCode, ...]
    recorded_at: datetime
    day: str
    audience: int


class RelatedRow(msgspec.Struct, frozen=True):
    """Something an event also concerns, besides its subject."""

    subject: UUID
    position: int


class ExposureRow(msgspec.Struct, frozen=True):
    """Since when the public has known of a proposal or comment."""

    subject: UUID
    since: int | None
    masked: bool


class SecondRow(msgspec.Struct, frozen=True):
    """The first position at which the latest time recorded so far reached a second."""

    second: int
    position: int


class TotalRow(msgspec.Struct, frozen=True):
    """How many events there are of a kind; nil id and "" stand for none."""

    process_id: UUID
    kind: str
    role: str
    rules: tuple[RuleCode, ...]
    number: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of the index."""
    return [
        _entries(metadata, generation),
        table(
            metadata,
            generation,
            "audit_related",
            Column("subject", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
        ),
        table(
            metadata,
            generation,
            "audit_exposures",
            Column("subject", Uuid, primary_key=True),
            Column("since", BigInteger),
            Column("masked", Boolean, nullable=False),
        ),
        table(
            metadata,
            generation,
            "audit_seconds",
            Column("second", BigInteger, primary_key=True),
            Column("position", BigInteger, nullable=False),
        ),
        table(
            metadata,
            generation,
            "audit_totals",
            Column("process_id", Uuid, primary_key=True),
            Column("kind", String(32), primary_key=True),
            Column("role", String(12), primary_key=True),
            Column("rules", Codes, primary_key=True),
            Column("number", BigInteger, nullable=False),
        ),
    ]


def _entries(metadata: MetaData, generation: int) -> Table:
    made = table(
        metadata,
        generation,
        "audit_entries",
        Column("position", BigInteger, primary_key=True, autoincrement=False),
        Column("kind", String(32), nullable=False),
        Column("subject", Uuid, nullable=False),
        Column("process_id", Uuid),
        Column("actor", Uuid),
        Column("role", String(12)),
        Column("channel", String(6), nullable=False),
        Column("rules", Codes, nullable=False),
        Column("recorded_at", Moment, nullable=False),
        Column("day", String(10), nullable=False),
        Column("audience", SmallInteger, nullable=False),
        for_readers("subject", "subject", "position"),
        # Votes are most of the log; what is rare among the rest must be found without them.
        for_readers("process_id", "process_id", "position", only=NOT_VOTES),
        for_readers("kind", "kind", "position", only=NOT_VOTES),
        for_readers("role", "role", "position", only=NOT_VOTES),
        for_readers("public", "position", only=FOR_EVERYBODY),
    )
    return only_added(made)
