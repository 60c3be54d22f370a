"""Fulfils `domain.ports.Vault` on one database (docs/rules/secrets.md)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from uuid import UUID

from adapters.vault import derivations
from adapters.vault.database import VaultDatabase, portions
from adapters.vault.items import Items
from adapters.vault.numbers import VoterNumbers
from adapters.vault.ownership import Ownership
from adapters.vault.secrets import Secrets
from adapters.vault.tables import metadata
from domain.messages import CommandKey, ContentRef
from domain.people import PersonRef, ProcessId, Pseudonym, UnknownPerson, VoterNumber
from domain.ports import Plain, Realm, Sealed


class PersistentVault:
    """Implements domain.ports.Vault on SQLite or PostgreSQL.

    What it has read stays in memory for at most 60 seconds: after an erasure in
    another process call `forget` and `forget_items`, or wait that long.
    """

    def __init__(self, database: VaultDatabase) -> None:
        database.create(metadata)
        self.database = database
        self.secrets = Secrets(database)
        self._numbers = VoterNumbers(database, self.secrets)
        self._items = Items(database)
        self._ownership = Ownership(database)

    # Persons

    def enrol(self, person: PersonRef, on: date) -> None:
        """Give a person a secret; needed before anything else is asked about them.

        Repeating it changes nothing.
        """
        with self.database.writing() as connection:
            self.secrets.enrol(connection, person, on)

    def identify(self, person: PersonRef, identifier: str) -> None:
        """Store the person's verified identifier, normalised by the caller.

        From now on nobody else with this identifier can vote where the person
        has voted or will vote (ruling 11).
        """
        with self.database.writing() as connection:
            self.secrets.identify(connection, person, identifier)
        self.secrets.forget(person)
        self._numbers.forget(person)

    def pseudonym(self, person: PersonRef, realm: Realm) -> Pseudonym:
        """Return the person's one pseudonym in the realm.

        Raises:
            UnknownPerson: never enrolled, or erased.
            PepperDestroyed: the retention of the process has ended.
        """
        secret = self.secrets.of_person(person).secret
        if realm == "installation":
            pepper = self.secrets.of_installation("name_pepper")
        else:
            pepper = self.secrets.name_pepper(realm)
        return derivations.pseudonym(pepper, secret)

    def read_reference(self, person: PersonRef) -> UUID | None:
        """Return under what readings of the person's data are kept; None once erased."""
        try:
            secret = self.secrets.of_person(person).secret
        except UnknownPerson:
            return None
        return derivations.read_reference(self.secrets.of_installation("reading_key"), secret)

    # Votes

    def voter_number(self, person: PersonRef, process: ProcessId, question: UUID) -> VoterNumber:
        """Return the person's number in the question, and mark them as a voter of the process.

        The mark is stored before the vote is decided: should the vote be refused,
        the identifier stays bound to this account all the same.

        Raises:
            AlreadyVotedUnderAnotherAccount: see ruling 11.
            UnknownPerson: never enrolled, or erased.
            PepperDestroyed: the objection period of the process is over.
        """
        return self._numbers.take(person, process, question)

    def recall_number(self, person: PersonRef, process: ProcessId, question: UUID) -> VoterNumber:
        """Return the same number without marking anybody: to show people their own answers.

        Raises:
            UnknownPerson: never enrolled, or erased.
            PepperDestroyed: the objection period of the process is over.
        """
        return self._numbers.recall(person, process, question)

    def source_number(self, process: ProcessId, source: str, question: UUID) -> VoterNumber:
        """Return the number of an imported voter."""
        return self._numbers.of_source(process, source, question)

    def carry_over(
        self, process: ProcessId, source: UUID, target: UUID, numbers: Collection[VoterNumber]
    ) -> Mapping[VoterNumber, VoterNumber]:
        """Map numbers of enrolled persons; imported voters are left out like erased ones."""
        return self._numbers.carry_over(process, source, target, numbers)

    # Texts

    def seal(self, texts: Sequence[Plain]) -> Sequence[Sealed]:
        """Encrypt texts, brought into Unicode NFC first, in one transaction, in their order.

        Raises:
            UnknownPerson: an owner was never enrolled, or is erased.
        """
        return self._items.seal(texts)

    def keys(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        """Return the AES keys of the texts; erased and unknown ones are missing."""
        return self._items.keys(refs)

    def remembered_keys(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        """Return the keys in memory; never raises VaultUnavailable."""
        return self._items.remembered(refs)

    def salts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        """Return the salts of the texts, for those that are public; erased ones are missing."""
        return self._items.salts(refs)

    def settle(self, refs: Collection[ContentRef]) -> None:
        """Take texts off the sweeper's list: logged, or kept for another reason (a draft)."""
        self._items.settle(refs)

    def sweep(
        self,
        known: Callable[[Collection[ContentRef]], Collection[ContentRef]],
        older_than: timedelta = timedelta(hours=24),
    ) -> int:
        """Delete keys of texts that never reached the log; return how many (ruling 5).

        `known` gets up to 1000 refs and returns those the log holds. Age is
        measured by the database's clock.
        """
        return self._items.sweep(older_than, known)

    def items_of(self, person: PersonRef) -> Sequence[ContentRef]:
        """Return the texts the person may have erased, in no particular order."""
        return self._items.of(person)

    # Ownership

    def own(self, subject: UUID, person: PersonRef) -> None:
        """Remember who made the subject; repeating it changes nothing.

        Raises:
            UnknownPerson: never enrolled, or erased.
            ValueError: the subject is somebody else's.
        """
        self._ownership.own(subject, person)

    def owner(self, subject: UUID) -> PersonRef | None:
        """Return who made it; None if unknown, imported or erased."""
        return self._ownership.owner(subject)

    def owned(self, person: PersonRef) -> Sequence[UUID]:
        """Return everything the person made, in no particular order."""
        return self._ownership.owned(person)

    # Commands

    def command_key(self, person: PersonRef | None, key: str, request: bytes) -> CommandKey:
        """Return the name of the wish; both of its hashes are keyed."""
        secret = self.secrets.of_installation("command_secret")
        return derivations.command_key(secret, person, key, request)

    # Erasing

    def erase_person(
        self, person: PersonRef, dealt_with: Collection[ContentRef] | None = None
    ) -> bool:
        """Delete what links the person to anything: secret, account, sessions, ownership.

        Their texts stay readable and lose their owner: ask `items_of` first, call
        `erase_items` for those that are to go, and hand in what was dealt with. If the
        person has sealed others meanwhile, nothing is deleted, and the answer is False:
        ask again. Without `dealt_with` all texts stay. Nothing is sealed for somebody
        erased. Votes stay and count; the identifier cannot vote again where the person
        has voted (ruling 11). Repeating it is harmless.

        Raises:
            VaultUnavailable: nothing was deleted, or only traces remain: repeat it.
        """
        with self.database.writing() as connection:
            if dealt_with is not None and self.secrets.has_sealed(connection, person, dealt_with):
                return False
            self.secrets.erase(connection, person)
        self.forget(person)
        self.database.scrub()
        return True

    def erase_items(self, refs: Collection[ContentRef]) -> None:
        """Delete keys and salts: the texts can never be opened again. Repeating it is harmless.

        Raises:
            VaultUnavailable: nothing was deleted, or only traces remain: repeat it.
        """
        self._items.erase(refs)
        self.database.scrub()

    def has_ballot_pepper(self, process: ProcessId) -> bool:
        """Tell whether numbers of the process were ever made and can still be made."""
        return self.secrets.has_ballot_pepper(process)

    def destroy_ballot_pepper(self, process: ProcessId) -> None:
        """Make voter numbers of the process unlinkable for ever, and drop its markers."""
        self.secrets.destroy_ballot_pepper(process)
        self.database.scrub()

    def destroy_name_pepper(self, process: ProcessId) -> None:
        """Make pseudonyms of the process unlinkable for ever."""
        self.secrets.destroy_name_pepper(process)
        self.database.scrub()

    def forget(self, person: PersonRef) -> None:
        """Drop the person from this process's memory, after an erasure or revocation elsewhere."""
        self.secrets.forget(person)
        self._numbers.forget(person)
        self._ownership.forget(person)

    def forget_items(self, refs: Collection[ContentRef]) -> None:
        """Drop keys from this process's memory, after an erasure elsewhere."""
        self._items.forget(refs)

    def at_hand(self) -> AbstractContextManager[None]:
        """Let this thread wait for nothing: what is not in memory raises NotAtHand."""
        return self.database.at_hand()

    def fetch(
        self,
        persons: Collection[PersonRef],
        voters: Collection[tuple[PersonRef, ProcessId]] = (),
        subjects: Collection[UUID] = (),
    ) -> None:
        """Bring secrets of many people and makers of subjects into memory, and mark voters.

        Who is unknown, or would be refused, is left out: see `domain.ports.Vault.fetch`.
        """
        for portion in portions([*persons, *(person for person, _ in voters)]):
            self.secrets.of_persons(portion)
        by_process: dict[ProcessId, list[PersonRef]] = {}
        for person, process in voters:
            by_process.setdefault(process, []).append(person)
        for process, people in by_process.items():
            for portion in portions(people):
                self._numbers.mark(process, portion)
        for of_subjects in portions([*subjects]):
            self._ownership.fetch(of_subjects)

    def close(self) -> None:
        """Give the database connections back."""
        self.database.close()


def open_vault(url: str, *, patience: float = 5) -> PersistentVault:
    """Open the vault at a `sqlite:///FILE` or `postgresql://` URL, making its tables if needed.

    A SQLite file is readable by its owner only. `patience` is how many seconds a
    busy or silent database is waited for.

    Raises:
        VaultUnavailable: the database does not answer.
    """
    return PersistentVault(VaultDatabase(url, patience=patience))
