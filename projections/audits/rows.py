"""The tables of audits. Nothing here is public."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Date, Index, MetaData, String, Table, Uuid

from domain.audits import AuditId, FindingId, FindingStatus, Scope, Severity
from domain.messages import ContentRef
from domain.people import ProcessId, Pseudonym, Role
from projections.tables import Codes, Moment, table

StepKind = Literal["recorded", "answered", "reopened", "settled"]


class AuditRow(msgspec.Struct, frozen=True):
    """One audit. `process_id` is None where it is about the installation."""

    audit_id: AuditId
    process_id: ProcessId | None
    scope: Scope
    state: Literal["open", "closed"]
    opened_at: datetime
    opened_position: int
    closed_at: datetime | None
    by: Pseudonym


class ReplayRow(msgspec.Struct, frozen=True):
    """One recomputation, by the position at which it was asked for.

    Everything from `executed_at` on is None until the worker has done it.
    """

    audit_id: AuditId
    requested_position: int
    to_position: int
    requested_at: datetime
    by: Pseudonym
    executed_at: datetime | None
    executed_position: int | None
    state_hash: str | None
    live_hash: str | None
    matches: bool | None


class FindingRow(msgspec.Struct, frozen=True):
    """One finding as it stands. `positions` and `subjects` are what it is about."""

    finding_id: FindingId
    audit_id: AuditId
    process_id: ProcessId | None
    severity: Severity
    state: FindingStatus
    text: ContentRef
    positions: tuple[str, ...]
    subjects: tuple[str, ...]
    due: date
    recorded_at: datetime
    recorded_position: int
    by: Pseudonym

    @property
    def about(self) -> tuple[UUID, ...]:
        """The objects it is about."""
        return tuple(UUID(each) for each in self.subjects)


class FindingStepRow(msgspec.Struct, frozen=True):
    """One thing that happened to a finding; `text` is the finding, answer or reason."""

    finding_id: FindingId
    position: int
    audit_id: AuditId
    kind: StepKind
    text: ContentRef | None
    at: datetime
    by: Pseudonym
    role: Role


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of audits."""
    return [
        table(
            metadata,
            generation,
            "desk_audits",
            Column("audit_id", Uuid, primary_key=True),
            Column("process_id", Uuid),
            Column("scope", String(16), nullable=False),
            Column("state", String(8), nullable=False),
            Column("opened_at", Moment, nullable=False),
            Column("opened_position", BigInteger, nullable=False),
            Column("closed_at", Moment),
            Column("by", Uuid, nullable=False),
        ),
        _replays(metadata, generation),
        _findings(metadata, generation),
        table(
            metadata,
            generation,
            "desk_finding_steps",
            Column("finding_id", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("audit_id", Uuid, nullable=False),
            Column("kind", String(9), nullable=False),
            Column("text", String(43)),
            Column("at", Moment, nullable=False),
            Column("by", Uuid, nullable=False),
            Column("role", String(12), nullable=False),
        ),
    ]


def _replays(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "desk_replays",
        Column("audit_id", Uuid, primary_key=True),
        Column("requested_position", BigInteger, primary_key=True),
        Column("to_position", BigInteger, nullable=False),
        Column("requested_at", Moment, nullable=False),
        Column("by", Uuid, nullable=False),
        Column("executed_at", Moment),
        Column("executed_position", BigInteger),
        Column("state_hash", String(64)),
        Column("live_hash", String(64)),
        Column("matches", Boolean),
    )


def _findings(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "desk_findings",
        Column("finding_id", Uuid, primary_key=True),
        Column("audit_id", Uuid, nullable=False),
        Column("process_id", Uuid),
        Column("severity", String(8), nullable=False),
        Column("state", String(8), nullable=False),
        Column("text", String(43), nullable=False),
        Column("positions", Codes, nullable=False),
        Column("subjects", Codes, nullable=False),
        Column("due", Date, nullable=False),
        Column("recorded_at", Moment, nullable=False),
        Column("recorded_position", BigInteger, nullable=False),
        Column("by", Uuid, nullable=False),
        Index("audit", "audit_id", "recorded_position"),
        Index("due", "state", "due"),
    )
