"""Erasures of single texts that the office has proposed and nobody has carried out yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Row, delete, select, update

from adapters.identity.tables import text_erasures as table
from adapters.vault import VaultDatabase
from domain.people import PersonRef, ProcessId

Ground = Literal["legal", "retention"]


class ProposedErasure(msgspec.Struct, frozen=True, kw_only=True):
    """See api.ports.ProposedErasure."""

    subject: UUID
    process_id: ProcessId
    ground: Ground
    reason: str
    proposed_by: PersonRef
    proposed: datetime
    agreed_by: PersonRef | None


class PersistentTextErasures:
    """Implements api.ports.TextErasures in the vault's database."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database

    def propose(
        self,
        subject: UUID,
        *,
        process_id: ProcessId,
        ground: Ground,
        reason: str,
        person: PersonRef,
        at: datetime,
    ) -> ProposedErasure:
        """Return the proposal for a text: the one there is, else a new one."""
        new = self._database.insert(table).values(
            subject=subject,
            process_id=process_id,
            ground=ground,
            reason=reason,
            person_ref=person,
            proposed=at,
            agreed_by=None,
        )
        with self._database.writing() as connection:
            connection.execute(new.on_conflict_do_nothing())
            row = connection.execute(select(table).where(table.c.subject == subject)).one()
        return _proposed(row)

    def find(self, subject: UUID) -> ProposedErasure | None:
        """Return the proposal for a text, agreed to or not."""
        return next(iter(self._where(table.c.subject == subject)), None)

    def waiting(self) -> Sequence[ProposedErasure]:
        """Return what nobody has agreed to yet, oldest first."""
        return self._where(table.c.agreed_by.is_(None))

    def agreed(self) -> Sequence[ProposedErasure]:
        """Return what is to be carried out now."""
        return self._where(table.c.agreed_by.is_not(None))

    def agree(self, subject: UUID, person: PersonRef, proposed: datetime) -> bool:
        """Note who agrees to what was proposed at a moment.

        False if nothing of that moment waits, or the same person has proposed it.
        """
        waits = (
            table.c.subject == subject,
            table.c.proposed == proposed,
            table.c.agreed_by.is_(None),
        )
        noted = update(table).where(*waits, table.c.person_ref != person).values(agreed_by=person)
        with self._database.writing() as connection:
            changed = connection.execute(noted.returning(table.c.subject)).one_or_none()
        return changed is not None

    def decline(self, subject: UUID) -> bool:
        """Forget a proposal nobody has agreed to; False if there is none."""
        return self._remove(table.c.subject == subject, table.c.agreed_by.is_(None))

    def finish(self, subject: UUID) -> None:
        """Forget a proposal that was carried out."""
        self._remove(table.c.subject == subject)

    def _remove(self, *conditions: ColumnElement[bool]) -> bool:
        gone = delete(table).where(*conditions).returning(table.c.subject)
        with self._database.writing() as connection:
            found = connection.execute(gone).one_or_none()
        # The reason may name people: no file of the vault keeps its bytes.
        self._database.scrub()
        return found is not None

    def _where(self, condition: ColumnElement[bool]) -> Sequence[ProposedErasure]:
        wanted = select(table).where(condition).order_by(table.c.proposed)
        with self._database.reading() as connection:
            return [_proposed(row) for row in connection.execute(wanted)]


def _proposed(row: Row[Any]) -> ProposedErasure:
    return ProposedErasure(
        subject=row.subject,
        process_id=row.process_id,
        ground=row.ground,
        reason=row.reason,
        proposed_by=row.person_ref,
        proposed=row.proposed,
        agreed_by=row.agreed_by,
    )
