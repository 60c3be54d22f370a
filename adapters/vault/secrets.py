"""Secrets of the installation, of processes and of persons: made once, read often."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select, update

from adapters.vault import derivations
from adapters.vault.database import GIVEN, VaultDatabase
from adapters.vault.memory import PEOPLE, Remembered
from adapters.vault.tables import installation, items, markers, owners, persons, processes
from domain.messages import ContentRef
from domain.people import PepperDestroyed, PersonRef, ProcessId, UnknownPerson


class PersonSecret(NamedTuple):
    """What the vault knows of a person; `identifier` is the verified one, if any."""

    secret: bytes
    identifier: str | None


class Peppers(NamedTuple):
    """A process's two keys (ruling 10); None once destroyed."""

    ballot: bytes | None
    name: bytes | None


class Secrets:
    """Makes secrets on first use and remembers them for at most 60 seconds."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._installation: Remembered[str, bytes] = Remembered(100)
        self._processes: Remembered[ProcessId, Peppers] = Remembered(1_000)
        self._persons: Remembered[PersonRef, PersonSecret] = Remembered(PEOPLE)
        self._several = select(
            persons.c.person_ref, persons.c.person_secret, persons.c.identifier
        ).where(database.among_given(persons.c.person_ref))

    def of_installation(self, name: str) -> bytes:
        """Return the installation's secret of this name; the same one for ever."""
        begun = self._installation.begin()
        known = self._installation.get(name)
        if known is not None:
            return known
        wanted = select(installation.c.secret).where(installation.c.name == name)
        with self._database.reading() as connection:
            secret: bytes | None = connection.execute(wanted).scalar()
        if secret is None:
            row = {"name": name, "secret": derivations.fresh_secret()}
            with self._database.writing() as connection:
                new = self._database.insert(installation).values(row).on_conflict_do_nothing()
                connection.execute(new)
                # Somebody else may have been first: what is stored is the secret.
                secret = bytes(connection.execute(wanted).scalar_one())
        self._installation.put(name, secret, begun)
        return secret

    def name_pepper(self, process: ProcessId) -> bytes:
        """Return the key of the process's pseudonyms.

        Raises:
            PepperDestroyed: the retention of the process has ended.
        """
        pepper = self._peppers(process).name
        if pepper is None:
            raise PepperDestroyed(process=process)
        return pepper

    def ballot_pepper(self, process: ProcessId) -> bytes:
        """Return the key of the process's voter numbers.

        Raises:
            PepperDestroyed: the objection period of the process is over.
        """
        pepper = self._peppers(process).ballot
        if pepper is None:
            raise PepperDestroyed(process=process)
        return pepper

    def knows(self, process: ProcessId) -> bool:
        """Tell whether the keys of the process can be had without waiting."""
        return self._processes.get(process) is not None

    def has_ballot_pepper(self, process: ProcessId) -> bool:
        """Tell whether there is a key of voter numbers to destroy; makes none."""
        wanted = select(processes.c.ballot_pepper).where(processes.c.process_id == process)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar_one_or_none() is not None

    def _peppers(self, process: ProcessId) -> Peppers:
        begun = self._processes.begin()
        known = self._processes.get(process)
        if known is not None:
            return known
        wanted = select(processes.c.ballot_pepper, processes.c.name_pepper).where(
            processes.c.process_id == process
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            new = self._database.insert(processes).values(
                process_id=process,
                ballot_pepper=derivations.fresh_secret(),
                name_pepper=derivations.fresh_secret(),
            )
            with self._database.writing() as connection:
                connection.execute(new.on_conflict_do_nothing())
                row = connection.execute(wanted).one()
        peppers = Peppers(row.ballot_pepper, row.name_pepper)
        self._processes.put(process, peppers, begun)
        return peppers

    def of_person(self, person: PersonRef) -> PersonSecret:
        """Return the person's secret.

        Raises:
            UnknownPerson: never enrolled, or erased.
        """
        begun = self._persons.begin()
        known = self._persons.get(person)
        if known is not None:
            return known
        self._database.wait_for(persons=(person,))
        wanted = select(persons.c.person_secret, persons.c.identifier).where(
            persons.c.person_ref == person
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise UnknownPerson
        secret = PersonSecret(row.person_secret, row.identifier)
        self._persons.put(person, secret, begun)
        return secret

    def of_persons(self, people: Collection[PersonRef]) -> Mapping[PersonRef, PersonSecret]:
        """Return the secrets of those who have one; up to 1000 at once."""
        begun = self._persons.begin()
        known = self._persons.get_all(people)
        missing = [person for person in people if person not in known]
        if not missing:
            return known
        with self._database.reading() as connection:
            return known | self.keep(connection.execute(self._several, {GIVEN: missing}), begun)

    def begin(self) -> int:
        """Return what `keep` is told by who begins to read now."""
        return self._persons.begin()

    def keep(self, rows: Iterable[Row[Any]], begun: int) -> dict[PersonRef, PersonSecret]:
        """Return the secrets from rows that hold them among other columns.

        They are remembered but for people who were to be forgotten since `begun`.
        """
        found = {
            PersonRef(row.person_ref): PersonSecret(row.person_secret, row.identifier)
            for row in rows
        }
        self._persons.put_all(found, begun)
        return found

    def enrol(self, connection: Connection, person: PersonRef, on: date) -> bytes:
        """Return the person's secret, made in the caller's transaction if there is none."""
        row = {"person_ref": person, "person_secret": derivations.fresh_secret(), "created": on}
        connection.execute(self._database.insert(persons).values(row).on_conflict_do_nothing())
        stored = select(persons.c.person_secret).where(persons.c.person_ref == person)
        return bytes(connection.execute(stored).scalar_one())

    def identify(self, connection: Connection, person: PersonRef, identifier: str) -> None:
        """Set the verified identifier; every vote given so far is held against it too.

        Without that, somebody could vote, change the address, be erased and come
        back under the second address (ruling 11). When it is stored, call `forget`.
        """
        connection.execute(
            update(persons).where(persons.c.person_ref == person).values(identifier=identifier)
        )
        voted = (
            select(processes.c.process_id, processes.c.ballot_pepper)
            .join(markers, markers.c.process_id == processes.c.process_id)
            .where(markers.c.person_ref == person, processes.c.ballot_pepper.is_not(None))
            .distinct()
        )
        for process, pepper in connection.execute(voted).all():
            row = {
                "process_id": process,
                "marker": derivations.marker(pepper, identifier),
                "person_ref": person,
            }
            connection.execute(self._database.insert(markers).values(row).on_conflict_do_nothing())

    def has_sealed(
        self, connection: Connection, person: PersonRef, besides: Collection[ContentRef]
    ) -> bool:
        """Tell whether texts of the person are there besides these; holds the person's row.

        Sealing a text waits for that row, so the answer is true until the transaction ends.
        """
        row = select(persons.c.person_ref).where(persons.c.person_ref == person)
        connection.execute(row.with_for_update())
        mine = connection.execute(select(items.c.ref).where(items.c.owner == person)).scalars()
        return not frozenset(mine) <= frozenset(besides)

    def erase(self, connection: Connection, person: PersonRef) -> None:
        """Delete the secret and whatever names the person; texts keep their keys, not an owner."""
        connection.execute(
            update(markers).where(markers.c.person_ref == person).values(person_ref=None)
        )
        connection.execute(update(items).where(items.c.owner == person).values(owner=None))
        connection.execute(delete(owners).where(owners.c.person_ref == person))
        connection.execute(delete(persons).where(persons.c.person_ref == person))

    def destroy_ballot_pepper(self, process: ProcessId) -> None:
        """End the linking of people to voter numbers; the markers go with it."""
        self._peppers(process)  # a process never used gets a row, so that none is made later
        with self._database.writing() as connection:
            chosen = update(processes).where(processes.c.process_id == process)
            connection.execute(chosen.values(ballot_pepper=None))
            connection.execute(delete(markers).where(markers.c.process_id == process))
        self._processes.forget((process,))

    def destroy_name_pepper(self, process: ProcessId) -> None:
        """End the linking of people to their pseudonyms in this process."""
        self._peppers(process)
        with self._database.writing() as connection:
            chosen = update(processes).where(processes.c.process_id == process)
            connection.execute(chosen.values(name_pepper=None))
        self._processes.forget((process,))

    def forget(self, person: UUID) -> None:
        """Drop the person from memory."""
        self._persons.forget((PersonRef(person),))
