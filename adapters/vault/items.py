"""Keys and salts of texts: sealing, looking up, sweeping, erasing (rulings 2, 5)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import BigInteger, ColumnElement, delete, literal_column, select, update
from sqlalchemy.exc import IntegrityError

from adapters.vault import derivations
from adapters.vault.database import MANY, VaultDatabase, portions
from adapters.vault.memory import Remembered
from adapters.vault.tables import items
from domain.messages import ContentRef, SealedText
from domain.people import PersonRef, UnknownPerson
from domain.ports import Plain, Sealed, VaultUnavailable

OUTAGE = 3600  # seconds for which a key in memory goes on opening its text without the vault


class Items:
    """One random key and salt per text."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._keys: Remembered[ContentRef, bytes] = Remembered(20_000, stale=OUTAGE)

    def seal(self, texts: Sequence[Plain]) -> Sequence[Sealed]:
        """Encrypt the texts; their keys are durable and pending when this returns."""
        begun = self._keys.begin()
        rows: list[dict[str, object]] = []
        sealed: list[Sealed] = []
        keys: dict[ContentRef, bytes] = {}
        for plain in texts:
            key, salt = derivations.fresh_secret(), derivations.fresh_secret()
            content = derivations.canonical(plain.text)
            ref = derivations.commitment(salt, content)
            keys[ref] = key
            rows.append({"ref": ref, "item_key": key, "salt": salt, "owner": plain.owner})
            sealed.append(Sealed(ref, SealedText(ref, derivations.encrypt(key, ref, content))))
        if not rows:
            return ()
        now = literal_column(self._database.clock(), BigInteger)
        try:
            with self._database.writing() as connection:
                connection.execute(items.insert().values(pending_since=now), rows)
        except IntegrityError as error:
            raise UnknownPerson from error
        self._keys.put_all(keys, begun)
        return tuple(sealed)

    def keys(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        """Return the keys there are; in an outage those remembered will do if all are.

        Raises:
            VaultUnavailable: some can neither be asked for nor are they in memory.
        """
        begun = self._keys.begin()
        keys = self._keys.get_all(refs)
        missing = [ref for ref in refs if ref not in keys]
        try:
            found = self._stored_keys(missing)
        except VaultUnavailable:
            found = self.remembered(missing)
            if len(found) < len(missing):
                raise
        else:
            self._keys.put_all(found, begun)
        return keys | found

    def remembered(self, refs: Collection[ContentRef]) -> dict[ContentRef, bytes]:
        """Return the keys in memory, without asking the vault."""
        return self._keys.get_all(refs, stale=True)

    def salts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        """Return the salts there are."""
        return self._stored(items.c.salt, refs)

    def _stored_keys(self, refs: Collection[ContentRef]) -> dict[ContentRef, bytes]:
        return self._stored(items.c.item_key, refs)

    def _stored(
        self, column: ColumnElement[bytes], refs: Collection[ContentRef]
    ) -> dict[ContentRef, bytes]:
        found: dict[ContentRef, bytes] = {}
        if not refs:
            return found
        with self._database.reading() as connection:
            for some in portions(refs):
                rows = connection.execute(select(items.c.ref, column).where(items.c.ref.in_(some)))
                found |= {row[0]: row[1] for row in rows}
        return found

    def of(self, person: PersonRef) -> Sequence[ContentRef]:
        """Return the refs of the texts the person may have erased, in no order."""
        with self._database.reading() as connection:
            mine = select(items.c.ref).where(items.c.owner == person)
            return tuple(connection.execute(mine).scalars())

    def settle(self, refs: Collection[ContentRef]) -> None:
        """Keep these whatever the log says."""
        with self._database.writing() as connection:
            for some in portions(refs):
                connection.execute(
                    update(items).where(items.c.ref.in_(some)).values(pending_since=None)
                )

    def sweep(
        self,
        older_than: timedelta,
        known: Callable[[Collection[ContentRef]], Collection[ContentRef]],
    ) -> int:
        """Settle old pending rows that `known` returns, delete the others, and count those."""
        deleted = 0
        for refs in self._pending(round(older_than.total_seconds())):
            kept = frozenset(known(refs))
            self.settle([ref for ref in refs if ref in kept])
            lost = [ref for ref in refs if ref not in kept]
            with self._database.writing() as connection:
                connection.execute(delete(items).where(items.c.ref.in_(lost)))
            self._keys.forget(lost)
            deleted += len(lost)
        return deleted

    def _pending(self, seconds: int) -> Iterator[Sequence[ContentRef]]:
        """Yield pages of old pending refs; each page is to be dealt with before the next."""
        cutoff = literal_column(self._database.clock(), BigInteger) - seconds
        old = select(items.c.ref).where(items.c.pending_since <= cutoff).limit(MANY)
        while True:
            with self._database.reading() as connection:
                refs = connection.execute(old).scalars().all()
            if not refs:
                return
            yield refs

    def erase(self, refs: Collection[ContentRef]) -> None:
        """Delete keys and salts; unknown refs are passed over."""
        with self._database.writing() as connection:
            for some in portions(refs):
                connection.execute(delete(items).where(items.c.ref.in_(some)))
        self._keys.forget(refs)

    def forget(self, refs: Collection[ContentRef]) -> None:
        """Drop the keys from memory."""
        self._keys.forget(refs)
