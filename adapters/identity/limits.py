"""Rate limits, counted in one statement so that no two requests share a place."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from adapters.identity.tables import address_keys, limits
from adapters.vault import VaultDatabase, derivations
from adapters.vault.memory import Remembered

_ROWS = 300  # of one statement: three values each, far below what the databases take


class PersistentLimits:
    """Implements api.ports.Limits in the vault's database, for all processes together."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._address_keys: Remembered[str, bytes] = Remembered(2)

    def hit(self, key: str, *, window: timedelta, limit: int, at: datetime) -> timedelta | None:
        """Count one attempt; return None if it is within the limit, else how long to wait."""
        return self.hit_all({key: 1}, window=window, limit=limit, at=at).get(key)

    def hit_all(
        self, attempts: Mapping[str, int], *, window: timedelta, limit: int, at: datetime
    ) -> Mapping[str, timedelta]:
        """Count attempts of several keys, some hundred in a statement."""
        # In one order everywhere, so that two processes cannot wait for each other.
        names = {hashlib.sha256(key.encode()).digest(): key for key in attempts}
        hits = [(name, attempts[names[name]]) for name in sorted(names)]
        waits: dict[str, timedelta] = {}
        with self._database.writing() as connection:
            for start in range(0, len(hits), _ROWS):
                counted = self._counting(hits[start : start + _ROWS], at + window, at)
                waits |= {
                    names[bytes(row.key)]: row.ends - at
                    for row in connection.execute(counted)
                    if row.hits > limit
                }
        return waits

    def _counting(
        self, hits: Sequence[tuple[bytes, int]], ends: datetime, at: datetime
    ) -> ReturningInsert[Any]:
        new = self._rows(hits, ends)
        over = limits.c.ends <= at
        return new.on_conflict_do_update(
            index_elements=[limits.c.key],
            set_={
                "hits": case((over, new.excluded.hits), else_=limits.c.hits + new.excluded.hits),
                "ends": case((over, new.excluded.ends), else_=limits.c.ends),
            },
        ).returning(limits.c.key, limits.c.hits, limits.c.ends)

    def _rows(
        self, hits: Sequence[tuple[bytes, int]], ends: datetime
    ) -> sqlite.Insert | postgresql.Insert:
        new = self._database.insert(limits)
        if self._database.is_sqlite:
            return new.values([{"key": key, "ends": ends, "hits": count} for key, count in hits])
        given = self._database.unnested(
            {
                limits.c.key: [key for key, _ in hits],
                limits.c.hits: [count for _, count in hits],
            }
        )
        rows = select(given.c.key, literal(ends, limits.c.ends.type), given.c.hits)
        return new.from_select(["key", "ends", "hits"], rows)

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
