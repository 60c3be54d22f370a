"""Voter numbers: one per person and question, and one voter per identifier (rulings 3, 11)."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    CompoundSelect,
    Row,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from adapters.vault import derivations
from adapters.vault.database import GIVEN, VaultDatabase
from adapters.vault.memory import PEOPLE, Remembered
from adapters.vault.secrets import PersonSecret, Secrets
from adapters.vault.tables import markers, persons
from domain.people import (
    AlreadyVotedUnderAnotherAccount,
    PepperDestroyed,
    PersonRef,
    ProcessId,
    UnknownPerson,
    VoterNumber,
)


class VoterNumbers:
    """Derives numbers, and marks who has taken part in which process."""

    def __init__(self, database: VaultDatabase, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets
        self._entered: Remembered[tuple[ProcessId, PersonRef], PersonRef] = Remembered(PEOPLE)
        self._enter_new = database.insert(markers).on_conflict_do_nothing()
        self._held = select(markers.c.marker, markers.c.person_ref).where(
            markers.c.process_id == bindparam("process"),
            database.among_given(markers.c.marker),
        )

    def take(self, person: PersonRef, process: ProcessId, question: UUID) -> VoterNumber:
        """Return the number for a vote, after marking the person as a voter of the process."""
        begun = self._entered.begin()
        known = self._secrets.of_person(person)
        if not self._secrets.knows(process):
            self._database.wait_for(voters=((person, process),))
        pepper = self._secrets.ballot_pepper(process)
        if self._entered.get((process, person)) is None:
            self._database.wait_for(voters=((person, process),))
            self._enter(process, person, derivations.marker(pepper, _identifier(person, known)))
            self._entered.put((process, person), person, begun)
        return derivations.voter_number(pepper, known.secret, question)

    def mark(self, process: ProcessId, people: Collection[PersonRef]) -> None:
        """Mark many as voters of a process in one transaction, as `take` does for one.

        Who is unknown or has voted under another account is left unmarked in memory, so
        that `take` refuses them; a process without key marks nobody.
        """
        begun = self._entered.begin()
        try:
            pepper = self._secrets.ballot_pepper(process)
        except PepperDestroyed:
            return
        wanted = {
            derivations.marker(pepper, _identifier(person, known)): person
            for person, known in self._secrets.of_persons(people).items()
            if self._entered.get((process, person)) is None
        }
        holders = self._holders(process, wanted)
        entered = [person for marker, person in wanted.items() if holders.get(marker) == person]
        self._entered.put_all({(process, person): person for person in entered}, begun)

    def _holders(
        self, process: ProcessId, wanted: Mapping[bytes, PersonRef]
    ) -> Mapping[bytes, UUID | None]:
        """Return who holds each marker, after giving those nobody has to who wants them."""
        if not wanted:
            return {}
        enter = self._entered_by_file if self._database.is_sqlite else self._entered_by_server
        try:
            return enter(process, wanted)
        except IntegrityError:  # one of them was erased meanwhile: each is asked for alone
            with self._database.reading() as connection:
                given = {"process": process, GIVEN: list(wanted)}
                return _by_marker(connection.execute(self._held, given))

    def _entered_by_server(
        self, process: ProcessId, wanted: Mapping[bytes, PersonRef]
    ) -> Mapping[bytes, UUID | None]:
        """Do it in one statement; what another process enters just now may be missing."""
        # In one order everywhere, so that two processes never wait for each other.
        ordered = sorted(wanted.items())
        given = {
            "process": process,
            "markers": [marker for marker, _ in ordered],
            "people": [person for _, person in ordered],
        }
        with self._database.stating() as connection:
            return _by_marker(connection.execute(_entering(), given))

    def _entered_by_file(
        self, process: ProcessId, wanted: Mapping[bytes, PersonRef]
    ) -> Mapping[bytes, UUID | None]:
        """Do it with the writer's turn taken only where there is something to enter."""
        given = {"process": process, GIVEN: list(wanted)}
        with self._database.reading() as connection:
            holders = _by_marker(connection.execute(self._held, given))
        new = {marker: person for marker, person in wanted.items() if marker not in holders}
        if not new:
            return holders
        rows = [
            {"process_id": process, "marker": marker, "person_ref": person}
            for marker, person in new.items()
        ]
        with self._database.writing() as connection:
            if connection.execute(self._enter_new, rows).rowcount == len(rows):
                return {**holders, **new}  # Nobody was faster.
            return _by_marker(connection.execute(self._held, given))

    def recall(self, person: PersonRef, process: ProcessId, question: UUID) -> VoterNumber:
        """Return the same number without marking anybody."""
        known = self._secrets.of_person(person)
        return derivations.voter_number(
            self._secrets.ballot_pepper(process), known.secret, question
        )

    def of_source(self, process: ProcessId, source: str, question: UUID) -> VoterNumber:
        """Return the number of an imported voter."""
        secret = derivations.source_secret(source)
        return derivations.voter_number(self._secrets.ballot_pepper(process), secret, question)

    def carry_over(
        self, process: ProcessId, source: UUID, target: UUID, numbers: Collection[VoterNumber]
    ) -> Mapping[VoterNumber, VoterNumber]:
        """Map numbers by deriving both for every voter of the process."""
        pepper = self._secrets.ballot_pepper(process)
        wanted = frozenset(numbers)
        voters = select(markers.c.person_ref).where(markers.c.process_id == process)
        with self._database.reading() as connection:
            secrets = connection.execute(
                select(persons.c.person_secret).where(persons.c.person_ref.in_(voters))
            ).scalars()
            return {
                number: derivations.voter_number(pepper, secret, target)
                for secret in secrets
                if (number := derivations.voter_number(pepper, secret, source)) in wanted
            }

    def _enter(self, process: ProcessId, person: PersonRef, marker: bytes) -> None:
        found = select(markers.c.person_ref).where(
            markers.c.process_id == process, markers.c.marker == marker
        )
        with self._database.reading() as connection:
            row = connection.execute(found).one_or_none()
        if row is None:
            new = self._database.insert(markers).values(
                process_id=process, marker=marker, person_ref=person
            )
            try:
                with self._database.writing() as connection:
                    connection.execute(new.on_conflict_do_nothing())
                    row = connection.execute(found).one()
            except IntegrityError as error:  # erased elsewhere while remembered here
                raise UnknownPerson from error
        if row.person_ref != person:
            raise AlreadyVotedUnderAnotherAccount

    def forget(self, person: PersonRef) -> None:
        """Drop the person from memory."""
        self._entered.forget_where(lambda _, voter: voter == person)


@cache
def _entering() -> CompoundSelect[tuple[bytes, UUID | None]]:
    """Return the statement that enters markers and returns who holds each, for PostgreSQL.

    It takes `process`, and `markers` and `people` as arrays of one length. Composing it
    took longer than carrying it out; so it is made once.
    """
    process = bindparam("process", type_=markers.c.process_id.type)
    wanted = bindparam("markers", type_=ARRAY(markers.c.marker.type))
    people = bindparam("people", type_=ARRAY(markers.c.person_ref.type))
    named = [
        Column("marker", markers.c.marker.type),
        Column("person_ref", markers.c.person_ref.type),
    ]
    given = func.unnest(wanted, people).table_valued(*named).render_derived()
    added = (
        postgresql.insert(markers)
        .from_select(
            ["process_id", "marker", "person_ref"],
            select(process, given.c.marker, given.c.person_ref),
        )
        .on_conflict_do_nothing()
        .returning(markers.c.marker, markers.c.person_ref)
        .cte("added")
    )
    held = select(markers.c.marker, markers.c.person_ref).where(
        markers.c.process_id == process, markers.c.marker == any_(wanted)
    )
    return held.union_all(select(added.c.marker, added.c.person_ref))


def _by_marker(rows: Iterable[Row[tuple[bytes, UUID | None]]]) -> dict[bytes, UUID | None]:
    return {row.marker: row.person_ref for row in rows}


def _identifier(person: PersonRef, known: PersonSecret) -> str:
    # Somebody without a verified identifier (paper, phone) is marked too, under the
    # vault's own id: carry_over finds voters by their markers.
    return known.identifier if known.identifier is not None else f"person:{person}"
