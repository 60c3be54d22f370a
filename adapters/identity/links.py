"""Sign-in links: a mailbox proves itself, once, within ten minutes."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select

from adapters.identity.addresses import canonical, identifier
from adapters.identity.opaque import fresh_token, stored
from adapters.identity.records import Confirmed, Language
from adapters.identity.tables import links
from adapters.vault import VaultDatabase

VALID = timedelta(minutes=10)  # ASVS 5.0, 6.5.5


class PersistentLinks:
    """Implements api.ports.SignInLinks in the vault's database."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database

    def mailbox(self, email: str) -> str:
        """Return the mailbox that is held against a voter too, however it is written."""
        return identifier(email)

    def issue(self, email: str, *, at: datetime, language: Language, of_age: bool) -> str:
        """Return a new token for the address; whether it has an account plays no part."""
        canonical(email)
        token = fresh_token()
        row = {
            "token_hash": stored(token),
            "email": email.strip(),
            "language": language,
            "of_age": of_age,
            "expires": at + VALID,
        }
        with self._database.writing() as connection:
            connection.execute(delete(links).where(links.c.expires <= at))
            connection.execute(links.insert().values(row))
        return token

    def look_up(self, token: str, at: datetime) -> Confirmed | None:
        """Return what the token would prove, without using it up."""
        found = select(links).where(links.c.token_hash == stored(token), links.c.expires > at)
        with self._database.reading() as connection:
            row = connection.execute(found).one_or_none()
        return None if row is None else _confirmed(row)

    def redeem(self, token: str, at: datetime) -> Confirmed | None:
        """Use the token up; of any number who try at once, one gets an answer."""
        taken = (
            delete(links)
            .where(links.c.token_hash == stored(token), links.c.expires > at)
            .returning(links)
        )
        with self._database.writing() as connection:
            row = connection.execute(taken).one_or_none()
        return None if row is None else _confirmed(row)

    def forget(self, email: str) -> None:
        """Delete every link sent to an address, however it is written."""
        theirs = func.lower(func.trim(links.c.email)) == email.strip().lower()
        with self._database.writing() as connection:
            connection.execute(delete(links).where(theirs))

    def sweep(self, at: datetime) -> None:
        """Delete what has expired."""
        with self._database.writing() as connection:
            connection.execute(delete(links).where(links.c.expires <= at))


def _confirmed(row: Row[Any]) -> Confirmed:
    return Confirmed(email=row.email, language=row.language, of_age=row.of_age)
