"""Voter numbers: one per person and question, and one voter per identifier (rulings 3, 11)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from adapters.vault import derivations
from adapters.vault.database import VaultDatabase
from adapters.vault.memory import Remembered
from adapters.vault.secrets import PersonSecret, Secrets
from adapters.vault.tables import markers, persons
from domain.people import (
    AlreadyVotedUnderAnotherAccount,
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
        self._entered: Remembered[tuple[ProcessId, PersonRef], PersonRef] = Remembered(50_000)

    def take(self, person: PersonRef, process: ProcessId, question: UUID) -> VoterNumber:
        """Return the number for a vote, after marking the person as a voter of the process."""
        known = self._secrets.of_person(person)
        pepper = self._secrets.ballot_pepper(process)
        if self._entered.get((process, person)) is None:
            self._enter(process, person, derivations.marker(pepper, _identifier(person, known)))
            self._entered.put((process, person), person)
        return derivations.voter_number(pepper, known.secret, question)

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


def _identifier(person: PersonRef, known: PersonSecret) -> str:
    # Somebody without a verified identifier (paper, phone) is marked too, under the
    # vault's own id: carry_over finds voters by their markers.
    return known.identifier if known.identifier is not None else f"person:{person}"
