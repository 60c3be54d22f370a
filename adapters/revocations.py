"""Tells all processes to look somebody up anew: a session ended, a token was revoked.

Kept in the vault's database, which all of them share; rows are of use for a minute.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Integer, MetaData, Table, Uuid, delete, func, select, text

from adapters.identity.tables import Moment
from adapters.vault import VaultDatabase
from domain.people import PersonRef

_LOCK = 0x67657276  # key of the advisory lock, "gerv"

metadata = MetaData()
revocations = Table(
    "identity_revocations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person_ref", Uuid, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)


class Revocations:
    """A short list of people whose rights have changed. Safe in threads.

    Raises VaultUnavailable when the database does not answer.
    """

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        database.create(metadata)

    def tell(self, person: PersonRef, at: datetime) -> None:
        """Let every process forget what it remembers of the person."""
        row = revocations.insert().values(person_ref=person, at=at)
        with self._database.writing() as connection:
            if not self._database.is_sqlite:
                # Numbers are dealt out before they can be seen: who has seen a later one
                # would not look for an earlier one any more.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            connection.execute(row)

    def last(self) -> int:
        """Return the number of the latest entry; 0 if there is none."""
        wanted = select(func.coalesce(func.max(revocations.c.number), 0))
        with self._database.reading() as connection:
            return int(connection.execute(wanted).scalar_one())

    def since(self, number: int) -> Sequence[tuple[int, PersonRef]]:
        """Return later entries with their numbers, in order."""
        wanted = select(revocations.c.number, revocations.c.person_ref)
        later = wanted.where(revocations.c.number > number).order_by(revocations.c.number)
        with self._database.reading() as connection:
            return [(row.number, PersonRef(row.person_ref)) for row in connection.execute(later)]

    def sweep(self, before: datetime) -> None:
        """Delete entries from before a moment."""
        with self._database.writing() as connection:
            connection.execute(delete(revocations).where(revocations.c.at < before))
