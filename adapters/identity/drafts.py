"""Drafts: texts nobody has submitted, kept outside the log (ruling 2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, delete, func, select

from adapters.identity.records import Draft
from adapters.identity.tables import drafts
from adapters.vault import VaultDatabase
from domain.people import PersonRef, ProcessId


class PersistentDrafts:
    """Implements api.ports.Drafts in the vault's database."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database

    def save(
        self, draft_id: UUID, person: PersonRef, process: ProcessId, content: bytes, at: datetime
    ) -> None:
        """Store or replace the person's draft.

        Raises:
            PermissionError: the id is somebody else's draft.
        """
        new = self._database.insert(drafts).values(
            id=draft_id, person_ref=person, process_id=process, content=content, saved_at=at
        )
        replaced = new.on_conflict_do_update(
            index_elements=[drafts.c.id],
            set_={"content": new.excluded.content, "saved_at": new.excluded.saved_at},
            where=drafts.c.person_ref == person,
        ).returning(drafts.c.id)
        with self._database.writing() as connection:
            if connection.execute(replaced).one_or_none() is None:
                raise PermissionError("somebody else's draft")

    def find(self, draft_id: UUID, person: PersonRef) -> Draft | None:
        """Return the person's own draft; None if it is not theirs or not there."""
        mine = and_(drafts.c.id == draft_id, drafts.c.person_ref == person)
        with self._database.reading() as connection:
            row = connection.execute(select(drafts).where(mine)).one_or_none()
        return None if row is None else _draft(row)

    def of(self, person: PersonRef) -> Sequence[Draft]:
        """Return the person's drafts, the latest saved first."""
        mine = select(drafts).where(drafts.c.person_ref == person)
        with self._database.reading() as connection:
            rows = connection.execute(mine.order_by(drafts.c.saved_at.desc())).all()
        return [_draft(row) for row in rows]

    def discard(self, draft_id: UUID, person: PersonRef) -> None:
        """Delete the person's own draft; anything else is passed over."""
        mine = and_(drafts.c.id == draft_id, drafts.c.person_ref == person)
        with self._database.writing() as connection:
            connection.execute(delete(drafts).where(mine))

    def discard_before(self, saved: datetime) -> int:
        """Delete drafts last saved before a moment; return how many."""
        with self._database.writing() as connection:
            return connection.execute(delete(drafts).where(drafts.c.saved_at < saved)).rowcount

    def count_before(self, saved: datetime) -> int:
        """Return how many drafts `discard_before` would delete."""
        old = select(func.count()).select_from(drafts).where(drafts.c.saved_at < saved)
        with self._database.reading() as connection:
            return int(connection.execute(old).scalar_one())


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        process=row.process_id,
        content=bytes(row.content),
        saved_at=row.saved_at,
    )
