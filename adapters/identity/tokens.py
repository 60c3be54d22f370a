"""Bearer tokens of the JSON API."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from adapters.identity.accounts import WITH_SECRET, PersistentAccounts
from adapters.identity.opaque import fresh_id, fresh_token, stored
from adapters.identity.records import AccessToken
from adapters.identity.tables import accounts, tokens
from adapters.vault import VaultDatabase
from adapters.vault.database import GIVEN, portions
from adapters.vault.memory import PEOPLE, Remembered
from adapters.vault.tables import persons
from domain.people import PersonRef

PREFIX = "gem_"  # lets scanners of leaked secrets recognise ours


class PersistentTokens:
    """Implements api.ports.AccessTokens in the vault's database."""

    def __init__(self, database: VaultDatabase, holders: PersistentAccounts) -> None:
        """`holders` remembers whose tokens are fetched: they are asked for next."""
        self._database = database
        self._accounts = holders
        self._known: Remembered[bytes, PersonRef] = Remembered(PEOPLE)
        self._holders = (
            select(tokens.c.token_hash, tokens.c.person_ref.label("holder"), *WITH_SECRET)
            .select_from(tokens)
            .outerjoin(accounts, accounts.c.person_ref == tokens.c.person_ref)
            .outerjoin(persons, persons.c.person_ref == accounts.c.person_ref)
            .where(database.among_given(tokens.c.token_hash))
        )

    def issue(self, person: PersonRef, *, label: str, at: datetime) -> str:
        """Return a new token; it is shown this once and valid until revoked."""
        token = PREFIX + fresh_token()
        row = {
            "token_hash": stored(token),
            "id": fresh_id(),
            "person_ref": person,
            "label": label,
            "created": at,
        }
        with self._database.writing() as connection:
            connection.execute(tokens.insert().values(row))
        return token

    def find(self, token: str) -> PersonRef | None:
        """Return whose token it is; remembered for up to 60 seconds."""
        if not token.startswith(PREFIX):
            return None
        token_hash, begun = stored(token), self._known.begin()
        known = self._known.get(token_hash)
        if known is not None:
            return known
        holder = select(tokens.c.person_ref).where(tokens.c.token_hash == token_hash)
        with self._database.reading() as connection:
            found = connection.execute(holder).scalar_one_or_none()
        if found is None:
            return None
        self._known.put(token_hash, PersonRef(found), begun)
        return PersonRef(found)

    def fetch(self, found: Collection[str]) -> None:
        """Bring into memory whose tokens these are, all in one go; unknown ones are passed over.

        The holders' accounts and secrets come with them.
        """
        hashes = {stored(token) for token in found if token.startswith(PREFIX)}
        missing = hashes - self._known.get_all(hashes).keys()
        for some in portions(missing):
            begun, of_accounts = self._known.begin(), self._accounts.begin()
            with self._database.reading() as connection:
                rows = connection.execute(self._holders, {GIVEN: list(some)}).all()
            self._known.put_all({row.token_hash: PersonRef(row.holder) for row in rows}, begun)
            self._accounts.keep([row for row in rows if row.person_ref is not None], of_accounts)

    def of(self, person: PersonRef) -> Sequence[AccessToken]:
        """Return the person's tokens, the newest first."""
        mine = select(tokens).where(tokens.c.person_ref == person)
        with self._database.reading() as connection:
            rows = connection.execute(mine.order_by(tokens.c.created.desc())).all()
        return [
            AccessToken(id=row.id, person=row.person_ref, label=row.label, created=row.created)
            for row in rows
        ]

    def revoke(self, person: PersonRef, token_id: str) -> bool:
        """End one of the person's own tokens; False if it is not theirs."""
        mine = (tokens.c.person_ref == person, tokens.c.id == token_id)
        with self._database.writing() as connection:
            gone = connection.execute(delete(tokens).where(*mine).returning(tokens.c.token_hash))
            hashes = gone.scalars().all()
        self._known.forget(hashes)
        return bool(hashes)

    def revoke_all(self, person: PersonRef) -> None:
        """End every token of a person, before their account goes."""
        with self._database.writing() as connection:
            connection.execute(delete(tokens).where(tokens.c.person_ref == person))
        self.forget(person)

    def forget(self, person: PersonRef) -> None:
        """Drop the person's tokens from this process's memory."""
        self._known.forget_where(lambda _, holder: holder == person)
