"""Rate limits, counted in one statement so that no two requests share a place."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, delete, select

from adapters.identity.tables import address_keys, limits
from adapters.vault import VaultDatabase, derivations
from adapters.vault.memory import Remembered


class PersistentLimits:
    """Implements api.ports.Limits in the vault's database, for all processes together."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._address_keys: Remembered[str, bytes] = Remembered(2)

    def hit(self, key: str, *, window: timedelta, limit: int, at: datetime) -> timedelta | None:
        """Count one attempt; return None if it is within the limit, else how long to wait."""
        row = {"key": hashlib.sha256(key.encode()).digest(), "ends": at + window, "hits": 1}
        new = self._database.insert(limits).values(row)
        over = limits.c.ends <= at
        counted = new.on_conflict_do_update(
            index_elements=[limits.c.key],
            set_={
                "hits": case((over, 1), else_=limits.c.hits + 1),
                "ends": case((over, new.excluded.ends), else_=limits.c.ends),
            },
        ).returning(limits.c.hits, limits.c.ends)
        with self._database.writing() as connection:
            hits, ends = connection.execute(counted).one()
        return None if hits <= limit else ends - at

    def address_key(self, address: str, at: datetime) -> str:
        """Return the name of a network address for today (UTC); tomorrow it has another."""
        day = at.astimezone(UTC).date()
        secret = self._address_keys.get(day.isoformat())
        if secret is None:
            new = self._database.insert(address_keys).values(
                day=day, secret=derivations.fresh_secret()
            )
            wanted = select(address_keys.c.secret).where(address_keys.c.day == day)
            with self._database.writing() as connection:
                connection.execute(delete(address_keys).where(address_keys.c.day < day))
                connection.execute(new.on_conflict_do_nothing())
                secret = bytes(connection.execute(wanted).scalar_one())
            self._address_keys.put(day.isoformat(), secret)
        return "address:" + hmac.digest(secret, address.encode(), "sha256").hex()

    def sweep(self, at: datetime) -> None:
        """Delete windows that are over, and keys of past days."""
        with self._database.writing() as connection:
            connection.execute(delete(limits).where(limits.c.ends <= at))
            today = at.astimezone(UTC).date()
            connection.execute(delete(address_keys).where(address_keys.c.day < today))
