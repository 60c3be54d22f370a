"""The one way by which staff get to see personal data: it is written down first.

Handlers and commands that show names or addresses of others ask here and nowhere else
(`tests/architecture/test_disclosures.py`). If the reading cannot be recorded,
VaultUnavailable is raised and nothing is shown (docs/rules/audits.md).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from api.people import Person
from api.ports import Account, Accounts, StaffReads
from domain.people import PersonRef, Pseudonym, Role
from domain.reads import OPERATOR, DataKind, Purpose, Reader, Reading


class ReferencePort(Protocol):
    """Makes the references under which readings are kept: the vault."""

    def read_reference(self, person: PersonRef) -> UUID | None: ...


class Disclosures:
    """Accounts of others, for staff. Safe in threads."""

    def __init__(
        self,
        accounts: Accounts,
        reads: StaffReads,
        vault: ReferencePort,
        clock: Callable[[], datetime],
    ) -> None:
        self._accounts = accounts
        self._reads = reads
        self._vault = vault
        self._clock = clock

    def people(
        self, reader: Reader, pseudonyms: Collection[Pseudonym]
    ) -> Mapping[Pseudonym, Account]:
        """Return whose pseudonyms of the installation these are; one reading for each."""
        found = self._accounts.by_pseudonyms(pseudonyms) if pseudonyms else {}
        self._record(reader, "person_list", [found[each].person for each in sorted(found)])
        return found

    def account(self, reader: Reader, person: PersonRef, kind: DataKind) -> Account | None:
        """Return somebody's account, to show what `kind` says of it."""
        account = self._accounts.by_person(person)
        self._record(reader, kind, [person] if account else [])
        return account

    def text_to_erase(self, reader: Reader, author: PersonRef | None) -> None:
        """Write down that somebody wants a text of this author erased, or agrees to it."""
        self._record(reader, "text_to_erase", [author])

    def by_email(self, reader: Reader, email: str) -> Account | None:
        """Return the account of an address; that there is none is an answer as well.

        Raises:
            ValueError: not an e-mail address.
        """
        account = self._accounts.by_email(email)
        self._record(reader, "email_search", [account.person if account else None])
        return account

    def register(self, reader: Reader, person: PersonRef, email: str, name: str | None) -> Account:
        """Return the account of an address, made for `person` if there is none.

        Raises:
            ValueError: not an e-mail address.
        """
        self.by_email(reader, email)
        return self._accounts.register(
            person, email=email, of_age=True, at=self._clock(), name=name
        )

    def _record(self, reader: Reader, kind: DataKind, whom: Sequence[PersonRef | None]) -> None:
        readings = [
            Reading(kind, None if person is None else self._vault.read_reference(person))
            for person in whom
        ]
        self._reads.record(reader, readings, self._clock())


def reading_as(person: Person, role: Role, purpose: Purpose) -> Reader:
    """Return who reads: somebody signed in, in one of their roles."""
    return Reader(person.account.id or OPERATOR, role, purpose)


OPERATING = Reader(OPERATOR, "system", "operate")
"""Who works on the command line of the machine."""
