"""Pooled SQLite connections that lose nothing and never hang."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from eventsourcing.persistence import PersistenceError
from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteDatastore

from adapters.event_log.store import GIVE_UP_SECONDS, Clash, UnsafeStore
from domain.ports import LogUnavailable


class Connections(SQLiteDatastore):
    """Hands out connections to one file: one writer at a time, many readers."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.pool = _Pool(db_name=path, pool_size=16, max_overflow=48, pool_timeout=GIVE_UP_SECONDS)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Cursor]:
        """Lend a cursor outside any transaction."""
        with self._lent(writing=False) as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Cursor]:
        """Lend a cursor inside a transaction that holds the writer lock.

        Rolls back whatever the borrower has not committed.
        """
        with self._lent(writing=True) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            finally:
                if cursor.connection.in_transaction:
                    # What failed before must be heard of, not that this fails as well.
                    with suppress(sqlite3.Error):
                        cursor.connection.rollback()

    @contextmanager
    def _lent(self, *, writing: bool) -> Iterator[sqlite3.Cursor]:
        try:
            with self.get_connection(commit=writing) as connection:
                cursor = connection.cursor().sqlite_cursor
                cursor.row_factory = None  # plain tuples: the library's rows cost twice the time
                try:
                    yield cursor
                finally:
                    cursor.close()
        except sqlite3.IntegrityError as error:
            raise Clash(str(error)) from error
        except (sqlite3.Error, PersistenceError) as error:
            raise LogUnavailable(f"SQLite: {error}") from error

    def close(self) -> None:
        """Close all connections once nobody uses them, or after some seconds."""
        # The pool would close connections under threads that are reading.
        until = time.monotonic() + GIVE_UP_SECONDS
        while self.pool.num_in_use and time.monotonic() < until:
            time.sleep(0.01)
        super().close()


class _Pool(SQLiteConnectionPool):
    """The library's pool, with settings of our own on every connection."""

    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name,
            timeout=GIVE_UP_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=64,
        )
        try:
            _require(connection, "journal_mode", "wal")
            _require(connection, "synchronous", 2)  # FULL: a COMMIT is on the disk
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        connection.row_factory = sqlite3.Row
        return SQLiteConnection(connection, max_age=None)


def _require(connection: sqlite3.Connection, setting: str, value: str | int) -> None:
    connection.execute(f"PRAGMA {setting} = {value}")
    (found,) = connection.execute(f"PRAGMA {setting}").fetchone()
    if found != value:
        raise UnsafeStore(f"SQLite has {setting} = {found}, the log needs {value}")


def marks(statement: str, parameters: Sequence[Any], mark: str = "?") -> str:
    """Return the statement with `:each` replaced by one mark per parameter."""
    return statement.replace(":each", ",".join([mark] * len(parameters)))
