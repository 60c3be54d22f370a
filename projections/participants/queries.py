"""What can be asked about accounts. Pseudonyms are those of the installation.

For administrators, auditors and the person concerned; nothing here is public. All
answers fit `snapshot.as_of`, except an account's, which is of now.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import select

from domain.people import ProcessId, Pseudonym, Role
from projections.model import Snapshot
from projections.participants.rows import AccountRow, GrantRow, SanctionRow


def account(snapshot: Snapshot, participant: Pseudonym) -> AccountRow | None:
    """Return an account as it stands, or None if there is none."""
    source = snapshot.table("accounts")
    wanted = select(source).where(source.c.participant == participant)
    return snapshot.first(AccountRow, wanted)


def roles(
    snapshot: Snapshot, participant: Pseudonym, at: datetime, process_id: ProcessId | None = None
) -> frozenset[Role]:
    """Return the granted roles in force at a moment: everywhere, and in this process."""
    return frozenset(
        grant.role
        for grant in grants_of(snapshot, participant)
        if grant.in_force(at) and grant.process_id in {None, process_id}
    )


def grants_of(snapshot: Snapshot, participant: Pseudonym) -> list[GrantRow]:
    """Return every role somebody was ever granted, oldest first."""
    source = snapshot.table("role_grants")
    wanted = select(source).where(
        source.c.participant == participant, source.c.position <= snapshot.until
    )
    rows = snapshot.rows(GrantRow, wanted.order_by(source.c.position))
    return _as_of(rows, snapshot.until)


def grants(snapshot: Snapshot) -> list[GrantRow]:
    """Return every grant of the installation, ended ones included, newest first.

    `GrantRow.in_force` tells the staff of a moment from those who once were.
    """
    source = snapshot.table("role_grants")
    wanted = select(source).where(source.c.position <= snapshot.until)
    rows = snapshot.rows(GrantRow, wanted.order_by(source.c.position.desc()))
    return _as_of(rows, snapshot.until)


def grant(snapshot: Snapshot, position: int) -> GrantRow | None:
    """Return the grant made at a position, or None."""
    source = snapshot.table("role_grants")
    wanted = select(source).where(source.c.position == position)
    rows = _as_of(snapshot.rows(GrantRow, wanted), snapshot.until)
    return rows[0] if rows and position <= snapshot.until else None


def sanctions(snapshot: Snapshot, participant: Pseudonym) -> list[SanctionRow]:
    """Return somebody's warnings and suspensions, newest first, lifted ones included."""
    source = snapshot.table("sanctions")
    wanted = select(source).where(
        source.c.participant == participant, source.c.position <= snapshot.until
    )
    rows = snapshot.rows(SanctionRow, wanted.order_by(source.c.position.desc()))
    return [
        replace(row, lifted_at=None, lifted_position=None)
        if row.lifted_position is not None and row.lifted_position > snapshot.until
        else row
        for row in rows
    ]


def _as_of(rows: Sequence[GrantRow], until: int) -> list[GrantRow]:
    """Return grants as of a position: what ended later had not ended yet."""
    return [
        replace(row, ended_at=None, ended_by=None, ended_role=None, ended_position=None)
        if row.ended_position is not None and row.ended_position > until
        else row
        for row in rows
    ]
