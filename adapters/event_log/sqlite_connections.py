"""Pooled SQLite connections that lose nothing and never hang."""

import math
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from eventsourcing.persistence import PersistenceError
from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteDatastore

from adapters.event_log.sqlite_checkpoints import Checkpoints
from adapters.event_log.store import GIVE_UP_SECONDS, Clash, UnsafeStore
from adapters.file_turns import FileTurns, NoTurn
from domain.ports import LogUnavailable

_WRITER_KIBIBYTES = 12_288
"""Holds the inner pages of both random indexes of a log of ten million events, so that a
row costs one page of each, whatever the length."""

_READER_KIBIBYTES = 2_048

_CHECKPOINT_PAGES = 8_000
"""Pages of the write-ahead log after which whoever commits copies those that are left: 32 MB.

Then it begins anew; `Checkpoints` alone never come to its end while others write."""


class Connections(SQLiteDatastore):
    """Hands out connections to one file: one writer at a time, many readers."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.pool = _Pool(db_name=path, pool_size=16, max_overflow=48, pool_timeout=GIVE_UP_SECONDS)
        self._path = path
        self._writer: sqlite3.Connection | None = None
        self._writer_limit = -1  # milliseconds that it waits for the file; not known yet
        self._writer_lock = threading.Lock()
        self._checkpoints = Checkpoints(partial(_opened, path, _READER_KIBIBYTES))
        self._turns = FileTurns(Path(f"{path}-turn"), GIVE_UP_SECONDS)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Cursor]:
        """Lend a cursor outside any transaction."""
        with _translated(), self.get_connection(commit=False) as connection:
            cursor = connection.cursor().sqlite_cursor
            cursor.row_factory = None  # plain tuples: the library's rows cost twice the time
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Cursor]:
        """Lend a cursor inside a transaction that holds the writer lock.

        Rolls back whatever the borrower has not committed.
        """
        with _translated(), self._alone() as connection, closing(connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            finally:
                if connection.in_transaction:
                    # What failed before must be heard of, not that this fails as well.
                    with suppress(sqlite3.Error):
                        connection.rollback()
            self._checkpoints.note(connection.total_changes)

    @contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        """Lend the one connection that writes: what it has read of the file stays at hand."""
        until = time.monotonic() + GIVE_UP_SECONDS
        if not self._writer_lock.acquire(timeout=GIVE_UP_SECONDS):
            raise LogUnavailable("SQLite: others of this process are writing")
        try:
            if self._writer is None:
                self._writer = _opened(self._path, _WRITER_KIBIBYTES)
                self._writer.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
                self._writer_limit = -1
            with self._turns:
                # Whoever has waited for others waits the shorter for the file itself.
                self._limit(until - time.monotonic())
                yield self._writer
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error:
            self._drop_writer()
            raise
        finally:
            self._writer_lock.release()

    def _limit(self, seconds: float) -> None:
        """Let the writer wait so long for the file, to a tenth of a second."""
        limit = max(0, math.ceil(seconds * 10) * 100)
        if self._writer is not None and limit != self._writer_limit:
            self._writer.execute(f"PRAGMA busy_timeout = {limit}")
            self._writer_limit = limit

    def _drop_writer(self) -> None:
        if self._writer is not None:
            with suppress(sqlite3.Error):
                self._writer.close()
            self._writer = None

    def close(self) -> None:
        """Close all connections once nobody uses them, or after some seconds."""
        # The pool would close connections under threads that are reading.
        until = time.monotonic() + GIVE_UP_SECONDS
        while self.pool.num_in_use and time.monotonic() < until:
            time.sleep(0.01)
        self._checkpoints.stop()
        with self._writer_lock:
            self._drop_writer()
        super().close()


@contextmanager
def _translated() -> Iterator[None]:
    """Tell what the log says of errors of the driver and of the library."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Clash(str(error)) from error
    except (sqlite3.Error, PersistenceError) as error:
        raise LogUnavailable(f"SQLite: {error}") from error
    except NoTurn as error:
        raise LogUnavailable("SQLite: others are writing") from error


class _Latest(deque[SQLiteConnection]):
    """Hands out what came back last: those in turn would each keep pages of their own."""

    def append(self, connection: SQLiteConnection, /) -> None:
        """Put a connection back."""
        self.appendleft(connection)


class _Pool(SQLiteConnectionPool):
    """The library's pool, with settings of our own on every connection."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - handed on as they are
        super().__init__(**settings)
        self._pool = _Latest()

    def _create_connection(self) -> SQLiteConnection:
        connection = _opened(self.db_name, _READER_KIBIBYTES)
        connection.row_factory = sqlite3.Row
        return SQLiteConnection(connection, max_age=None)


def _opened(path: str, kibibytes: int) -> sqlite3.Connection:
    """Open a connection that keeps up to so much of the file in memory.

    Raises:
        UnsafeStore: the file cannot be set up so that nothing is lost.
    """
    connection = sqlite3.connect(
        path,
        timeout=GIVE_UP_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=64,
    )
    try:
        _require(connection, "journal_mode", "wal")
        _require(connection, "synchronous", 2)  # FULL: a COMMIT is on the disk
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{kibibytes}")
    except BaseException:
        connection.close()
        raise
    return connection


def _require(connection: sqlite3.Connection, setting: str, value: str | int) -> None:
    connection.execute(f"PRAGMA {setting} = {value}")
    (found,) = connection.execute(f"PRAGMA {setting}").fetchone()
    if found != value:
        raise UnsafeStore(f"SQLite has {setting} = {found}, the log needs {value}")


def marks(statement: str, parameters: Sequence[Any], mark: str = "?") -> str:
    """Return the statement with `:each` replaced by one mark per parameter."""
    return statement.replace(":each", ",".join([mark] * len(parameters)))
