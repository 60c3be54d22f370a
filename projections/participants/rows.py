"""The tables of accounts: roles with their history, warnings and suspensions."""

from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import BigInteger, Column, Index, MetaData, String, Table, Uuid

from domain.codes import CaseId
from domain.people import Level, ProcessId, Pseudonym, Role
from projections.tables import Moment, table


class AccountRow(msgspec.Struct, frozen=True):
    """One account by its pseudonym of the installation.

    `registered_at` is None for staff who were granted a role but never registered.
    `suspended_until` may be over: compare it with the clock.
    """

    participant: Pseudonym
    level: Level
    registered_at: datetime | None
    suspended_until: datetime | None
    suspended_by: CaseId | None
    position: int


class GrantRow(msgspec.Struct, frozen=True):
    """One granting of a role; granting it again ends this one and begins another.

    `position` names the grant. `process_id` is None for a role that holds everywhere,
    `until` is exclusive, None means open-ended. `ended_*` tell who revoked or replaced
    it when; a grant that merely ran out has none.
    """

    participant: Pseudonym
    position: int
    role: Role
    process_id: ProcessId | None
    granted_at: datetime
    until: datetime | None
    by: Pseudonym
    by_role: Role
    ended_at: datetime | None
    ended_by: Pseudonym | None
    ended_role: Role | None
    ended_position: int | None

    def in_force(self, at: datetime) -> bool:
        """Whether the role may be acted in at this moment."""
        return self.ended_at is None and (self.until is None or at < self.until)


class SanctionRow(msgspec.Struct, frozen=True):
    """One warning or suspension by a moderation decision; lifted if an appeal won."""

    participant: Pseudonym
    position: int
    kind: Literal["warned", "suspended"]
    case_id: CaseId
    at: datetime
    until: datetime | None
    by: Pseudonym
    lifted_at: datetime | None
    lifted_position: int | None


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the three tables."""
    return [
        table(
            metadata,
            generation,
            "accounts",
            Column("participant", Uuid, primary_key=True),
            Column("level", String(8), nullable=False),
            Column("registered_at", Moment),
            Column("suspended_until", Moment),
            Column("suspended_by", Uuid),
            Column("position", BigInteger, nullable=False),
        ),
        _grants(metadata, generation),
        table(
            metadata,
            generation,
            "sanctions",
            Column("participant", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("kind", String(9), nullable=False),
            Column("case_id", Uuid, nullable=False),
            Column("at", Moment, nullable=False),
            Column("until", Moment),
            Column("by", Uuid, nullable=False),
            Column("lifted_at", Moment),
            Column("lifted_position", BigInteger),
        ),
    ]


def _grants(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "role_grants",
        Column("participant", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("role", String(12), nullable=False),
        Column("process_id", Uuid),
        Column("granted_at", Moment, nullable=False),
        Column("until", Moment),
        Column("by", Uuid, nullable=False),
        Column("by_role", String(12), nullable=False),
        Column("ended_at", Moment),
        Column("ended_by", Uuid),
        Column("ended_role", String(12)),
        Column("ended_position", BigInteger),
        Index("position", "position"),
    )
