"""Accounts: the only place that knows which person has which address."""

import hmac
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.exc import IntegrityError

from adapters.identity import addresses
from adapters.identity.records import Account, Language
from adapters.identity.tables import accounts
from adapters.vault import PersistentVault, derivations
from adapters.vault.database import GIVEN, portions
from adapters.vault.memory import PEOPLE, Remembered
from adapters.vault.tables import persons
from domain.people import Level, PersonRef, Pseudonym

WITH_SECRET = (*accounts.c, persons.c.person_secret, persons.c.identifier)
"""What the first request of a person needs of them, both in one row."""


class Begun(NamedTuple):
    """When the reading of accounts and secrets began, as each memory counts it."""

    accounts: int
    secrets: int


class PersistentAccounts:
    """Implements api.ports.Accounts in the vault's database."""

    def __init__(self, vault: PersistentVault) -> None:
        self._vault = vault
        self._database = vault.database
        self._known: Remembered[PersonRef, Account] = Remembered(PEOPLE)
        self._with_secrets = (
            select(*WITH_SECRET)
            .join(persons, persons.c.person_ref == accounts.c.person_ref)
            .where(self._database.among_given(accounts.c.person_ref))
        )

    def register(
        self,
        person: PersonRef,
        *,
        email: str | None,
        of_age: bool,
        at: datetime,
        language: Language = "de",
        level: Level = "email",
        name: str | None = None,
    ) -> Account:
        """Return the account of this address, made for `person` if there is none.

        Without an address the account is `person`'s, who cannot sign in: somebody
        a clerk records on paper.
        """
        existing = self.by_person(person) if email is None else self.by_email(email)
        if existing is not None:
            return existing
        row: dict[str, object] = {
            "person_ref": person,
            "email": email and email.strip(),
            "email_mark": email and self._mark(email),
            "name": name,
            "language": language,
            "level": level,
            "of_age": of_age,
            "created": at,
        }
        try:
            self._store(person, row, at, email)
        except IntegrityError:
            # Somebody was faster with the same address, and that account is the one.
            faster = None if email is None else self.by_email(email)
            if faster is None:
                raise
            return faster
        stored = self.by_person(person)
        if stored is None:
            raise LookupError("the account was erased while it was made")
        return stored

    def _store(
        self, person: PersonRef, row: dict[str, object], at: datetime, email: str | None
    ) -> None:
        secrets = self._vault.secrets
        pepper = secrets.of_installation("name_pepper")
        with self._database.writing() as connection:
            secret = secrets.enrol(connection, person, at.date())
            pseudonym = derivations.pseudonym(pepper, secret)
            connection.execute(accounts.insert().values(row | {"pseudonym": pseudonym}))
            if email is not None:
                secrets.identify(connection, person, addresses.identifier(email))
        secrets.forget(person)

    def by_email(self, email: str) -> Account | None:
        """Return the account of an address, however it is written.

        Raises:
            ValueError: not an e-mail address.
        """
        found = self._select(accounts.c.email_mark == self._mark(email))
        return found[0] if found else None

    def by_person(self, person: PersonRef) -> Account | None:
        """Return a person's account; remembered for up to 60 seconds."""
        begun = self._known.begin()
        known = self._known.get(person)
        if known is not None:
            return known
        found = self._select(accounts.c.person_ref == person)
        if not found:
            return None
        self._known.put(person, found[0], begun)
        return found[0]

    def fetch(self, people: Collection[PersonRef]) -> None:
        """Bring into memory what `by_person` and the vault will be asked for, all in one go."""
        missing = set(people) - self._known.get_all(people).keys()
        for some in portions(missing):
            begun = self.begin()
            with self._database.reading() as connection:
                rows = connection.execute(self._with_secrets, {GIVEN: list(some)}).all()
            self.keep(rows, begun)

    def begin(self) -> Begun:
        """Return what `keep` is told by who begins to read now."""
        return Begun(self._known.begin(), self._vault.secrets.begin())

    def keep(self, rows: Sequence[Row[Any]], begun: Begun) -> None:
        """Bring into memory what rows hold that have the columns `WITH_SECRET`.

        Left out is who was to be forgotten since the reading had `begun`.
        """
        found = {PersonRef(row.person_ref): _account(row) for row in rows}
        self._known.put_all(found, begun.accounts)
        self._vault.secrets.keep(rows, begun.secrets)

    def by_pseudonyms(self, pseudonyms: Collection[Pseudonym]) -> Mapping[Pseudonym, Account]:
        """Return whose pseudonyms of the installation these are; up to 1000 at once."""
        if not pseudonyms:
            return {}
        found = self._select(self._database.among(accounts.c.pseudonym, pseudonyms))
        return {account.pseudonym: account for account in found}

    def forget(self, person: PersonRef) -> None:
        """Drop the person from this process's memory."""
        self._known.forget((person,))

    def _select(self, condition: ColumnElement[bool]) -> list[Account]:
        with self._database.reading() as connection:
            return [_account(row) for row in connection.execute(select(accounts).where(condition))]

    def _mark(self, email: str) -> bytes:
        secret = self._vault.secrets.of_installation("email_secret")
        message = b"bp/email/v1\0" + addresses.canonical(email).encode()
        return hmac.digest(secret, message, "sha256")


def _account(row: Row[Any]) -> Account:
    return Account(
        person=row.person_ref,
        pseudonym=row.pseudonym,
        email=row.email,
        name=row.name,
        language=row.language,
        level=row.level,
        of_age=row.of_age,
        created=row.created,
    )
