"""Who made what: the vault's owner rows (ruling 10)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from adapters.vault.database import VaultDatabase
from adapters.vault.memory import Remembered
from adapters.vault.tables import owners
from domain.people import PersonRef, UnknownPerson


class Ownership:
    """Remembers the maker of each proposal, comment and case note."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._owners: Remembered[UUID, tuple[PersonRef | None]] = Remembered(20_000)

    def own(self, subject: UUID, person: PersonRef) -> None:
        """Store the maker; repeating it changes nothing.

        Raises:
            UnknownPerson: never enrolled, or erased.
            ValueError: the subject is somebody else's.
        """
        begun = self._owners.begin()
        new = self._database.insert(owners).values(subject=subject, person_ref=person)
        try:
            with self._database.writing() as connection:
                connection.execute(new.on_conflict_do_nothing())
                found = select(owners.c.person_ref).where(owners.c.subject == subject)
                stored = connection.execute(found).scalar_one()
        except IntegrityError as error:
            raise UnknownPerson from error
        if stored != person:
            raise ValueError("the subject is somebody else's")
        self._owners.put(subject, (person,), begun)

    def owner(self, subject: UUID) -> PersonRef | None:
        """Return the maker, or None."""
        begun = self._owners.begin()
        known = self._owners.get(subject)
        if known is not None:
            return known[0]
        self._database.wait_for(subjects=(subject,))
        found = select(owners.c.person_ref).where(owners.c.subject == subject)
        with self._database.reading() as connection:
            stored: UUID | None = connection.execute(found).scalar_one_or_none()
        owner = None if stored is None else PersonRef(stored)
        # What is asked about is in the log, and nobody is made its maker afterwards.
        self._owners.put(subject, (owner,), begun)
        return owner

    def fetch(self, subjects: Collection[UUID]) -> None:
        """Remember the makers of at most `MANY` subjects, in one statement."""
        begun = self._owners.begin()
        known = self._owners.get_all(subjects)
        missing = [subject for subject in subjects if subject not in known]
        if not missing:
            return
        found = select(owners).where(self._database.among(owners.c.subject, missing))
        with self._database.reading() as connection:
            stored = {row.subject: PersonRef(row.person_ref) for row in connection.execute(found)}
        self._owners.put_all({subject: (stored.get(subject),) for subject in missing}, begun)

    def owned(self, person: PersonRef) -> Sequence[UUID]:
        """Return everything the person made, in no order."""
        mine = select(owners.c.subject).where(owners.c.person_ref == person)
        with self._database.reading() as connection:
            return tuple(connection.execute(mine).scalars())

    def forget(self, person: PersonRef) -> None:
        """Drop the person from memory."""
        self._owners.forget_where(lambda _, owner: owner == (person,))
