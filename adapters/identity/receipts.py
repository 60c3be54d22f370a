"""Votes whose receipt somebody does not want to be shown any more."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select

from adapters.identity.tables import forgotten_receipts
from adapters.vault import VaultDatabase
from adapters.vault.database import portions
from domain.people import PersonRef


class PersistentForgottenReceipts:
    """Implements api.ports.ForgottenReceipts in the vault's database."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database

    def forget(self, person: PersonRef, question: UUID) -> None:
        """Show the person no receipt of this question any more; for good."""
        new = self._database.insert(forgotten_receipts).values(person_ref=person, question=question)
        with self._database.writing() as connection:
            connection.execute(new.on_conflict_do_nothing())

    def of(self, person: PersonRef) -> Collection[UUID]:
        """Return the questions whose receipts the person wanted forgotten."""
        rows = forgotten_receipts.c
        wanted = select(rows.question).where(rows.person_ref == person)
        with self._database.reading() as connection:
            return frozenset(connection.execute(wanted).scalars())

    def is_forgotten(self, person: PersonRef, question: UUID) -> bool:
        """Tell whether the person wanted this receipt forgotten."""
        rows = forgotten_receipts.c
        wanted = select(rows.question).where(rows.person_ref == person, rows.question == question)
        with self._database.reading() as connection:
            return connection.execute(wanted).one_or_none() is not None

    def drop(self, questions: Collection[UUID]) -> None:
        """Keep nothing of these questions: nobody can be given a receipt of them any more."""
        asked = forgotten_receipts.c.question
        with self._database.writing() as connection:
            for some in portions(questions):
                gone = delete(forgotten_receipts).where(self._database.among(asked, some))
                connection.execute(gone)
