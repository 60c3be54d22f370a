"""Rate limits, counted in one transaction so that no two requests share a place."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from sqlalchemy import (
    ARRAY,
    Case,
    Column,
    ColumnElement,
    Connection,
    Row,
    bindparam,
    case,
    delete,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from adapters.identity.tables import address_keys, limits
from adapters.vault import VaultDatabase, derivations
from adapters.vault.database import GIVEN
from adapters.vault.memory import Remembered

_ROWS = 300  # of one statement, far below what the databases take
_OF_ONE_LINE = 56  # bits of an IPv6 address that are the same for all of a household


class PersistentLimits:
    """Implements api.ports.Limits in the vault's database, for all processes together."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._address_keys: Remembered[str, bytes] = Remembered(2)
        self._counted = select(limits.c.key, limits.c.hits, limits.c.ends).where(
            database.among_given(limits.c.key)
        )

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
        moments = {"ends_then": at + window, "at": at}
        waits: dict[str, timedelta] = {}
        with self._database.writing() as connection:
            for start in range(0, len(hits), _ROWS):
                counted = self._count(connection, hits[start : start + _ROWS], moments)
                waits |= {
                    names[bytes(row.key)]: row.ends - at for row in counted if row.hits > limit
                }
        return waits

    def _count(
        self,
        connection: Connection,
        hits: Sequence[tuple[bytes, int]],
        moments: Mapping[str, datetime],
    ) -> Iterable[Row[tuple[bytes, int, datetime]]]:
        keys = [key for key, _ in hits]
        if not self._database.is_sqlite:
            counts = [count for _, count in hits]
            return connection.execute(_adding(), {"keys": keys, "counts": counts, **moments})
        each = [{"this": key, "count": count, **moments} for key, count in hits]
        connection.execute(_adding_one(), each)
        return connection.execute(self._counted, {GIVEN: keys})

    def address_key(self, address: str, at: datetime) -> str:
        """Return the name of a network address for today (UTC); tomorrow it has another.

        All addresses of one line, as `line_of` tells them, have the same.
        """
        day, begun = at.astimezone(UTC).date(), self._address_keys.begin()
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
            self._address_keys.put(day.isoformat(), secret, begun)
        return "address:" + hmac.digest(secret, line_of(address).encode(), "sha256").hex()

    def sweep(self, at: datetime) -> None:
        """Delete windows that are over, and keys of past days."""
        with self._database.writing() as connection:
            connection.execute(delete(limits).where(limits.c.ends <= at))
            today = at.astimezone(UTC).date()
            connection.execute(delete(address_keys).where(address_keys.c.day < today))


def line_of(address: str) -> str:
    """Return what stands for all addresses of one line.

    With IPv6 everybody has as many as they want: a provider hands each household the last
    72 bits, and whoever took a new one for each attempt would never reach a limit. What is
    no address, such as the name of a socket, stands for itself.
    """
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or IPv6Network((found, _OF_ONE_LINE), strict=False))
    return str(found)


@cache
def _adding_one() -> sqlite.Insert:
    """Return the statement that counts `count` attempts under the key `this`.

    SQLite waits for nobody between two of them; one for many rows would be composed anew
    each time, which took longer than carrying it out.
    """
    new = sqlite.insert(limits).values(
        key=bindparam("this"), ends=bindparam("ends_then"), hits=bindparam("count")
    )
    return new.on_conflict_do_update(
        index_elements=[limits.c.key], set_=_sums(new.excluded.hits, new.excluded.ends)
    )


@cache
def _adding() -> ReturningInsert[tuple[bytes, int, datetime]]:
    """Return the statement that counts `counts` attempts under `keys`, arrays of one length."""
    key, hits = (Column(each.name, each.type) for each in (limits.c.key, limits.c.hits))
    given = func.unnest(
        bindparam("keys", type_=ARRAY(limits.c.key.type)),
        bindparam("counts", type_=ARRAY(limits.c.hits.type)),
    )
    rows = given.table_valued(key, hits).render_derived()
    ends = bindparam("ends_then", type_=limits.c.ends.type)
    new = postgresql.insert(limits).from_select(
        ["key", "ends", "hits"], select(rows.c.key, ends, rows.c.hits)
    )
    return new.on_conflict_do_update(
        index_elements=[limits.c.key], set_=_sums(new.excluded.hits, new.excluded.ends)
    ).returning(limits.c.key, limits.c.hits, limits.c.ends)


def _sums(hits: ColumnElement[int], ends: ColumnElement[datetime]) -> dict[str, Case[Any]]:
    """Return what a counter becomes: it begins anew when its window is over."""
    over = limits.c.ends <= bindparam("at", type_=limits.c.ends.type)
    return {
        "hits": case((over, hits), else_=limits.c.hits + hits),
        "ends": case((over, ends), else_=limits.c.ends),
    }
