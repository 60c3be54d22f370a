"""Connections to the database of the read models."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

_BUSY_MILLISECONDS = 10_000  # longer than any batch of another process
_CACHE_KIBIBYTES = 65_536
_CHECKPOINT_PAGES = 8_000  # 32 MB: a rebuild writes much and need not sync often
_IMMEDIATELY = "gemeinsam_writes"


def open_engine(url: str) -> Engine:
    """Return an engine for a database URL.

    Raises:
        ValueError: the URL names no database we know.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "postgresql":
        address = make_url(url).set(drivername="postgresql+psycopg")
        return create_engine(address, pool_size=10, max_overflow=40, pool_pre_ping=True)
    if scheme == "sqlite" and rest.startswith("/") and rest != "/":
        engine = create_engine(url, pool_size=10, max_overflow=40)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine
    raise ValueError(f"not a database of read models: {scheme}://")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; commits at its end unless something is raised."""
    with engine.connect() as connection:
        connection.execution_options(**{_IMMEDIATELY: True})
        with connection.begin():
            yield connection


def _prepare(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ARG001, ANN401 - the signature of the listener
    # The driver would begin transactions of its own; we say when.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # Read models are disposable: what a power cut takes is projected again.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_IMMEDIATELY, False)
    # A reader that turns into a writer could be refused half-way; so writers say so.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
