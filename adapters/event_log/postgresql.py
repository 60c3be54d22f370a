"""The log in PostgreSQL: an advisory lock makes one writer at a time."""

import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import NoReturn

import psycopg
from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg.rows import DictRow
from psycopg.sql import SQL

from adapters.event_log.batch import StoredCommand
from adapters.event_log.chain import EMPTY, Row
from adapters.event_log.postgresql_connections import (
    Connections,
    LogConnection,
    require_durability,
)
from adapters.event_log.postgresql_listener import Listener
from adapters.event_log.postgresql_pipeline import Pipeline
from adapters.event_log.postgresql_statements import WRITER_LOCK
from adapters.event_log.postgresql_writing import PostgresWriting
from adapters.event_log.schema import POSTGRESQL
from adapters.event_log.store import (
    Clash,
    ConnectionLost,
    RowsWithoutChain,
    UnsafeStore,
)
from domain.messages import ContentRef
from domain.ports import Head, LogUnavailable

_ROWS = (
    "SELECT notification_id, uuid_send(originator_id), originator_version, topic, state, hash"
    " FROM stored_events "
)
_IDS = "ARRAY(SELECT encode(id, 'hex')::uuid FROM unnest(%b::bytea[]) AS given(id))"


class PostgresStore(PostgresApplicationRecorder):
    """The library's recorder with the insert path, chain and tables of our own.

    Fulfils `Store`. The library's `select_events` and `select_notifications` work on it.
    """

    datastore: Connections

    def __init__(self, url: str) -> None:
        connections = Connections(url)
        try:
            with connections.connect() as first:  # tells why it fails; the pool only that it does
                require_durability(first)
            super().__init__(connections)
            self.sql_create_statements = [SQL(statement).format() for statement in POSTGRESQL]
            self.create_table()
        except (psycopg.Error, PersistenceError) as error:
            connections.close()
            raise LogUnavailable(f"PostgreSQL: {error}") from error
        except UnsafeStore:
            connections.close()
            raise
        self._listener = Listener(connections)
        self._writer_lock = threading.Lock()
        self._writer: tuple[LogConnection, Pipeline] | None = None

    def _create_table(self, curs: "psycopg.Cursor[DictRow]") -> None:
        if _has_tables(curs):
            return
        # Processes that start together would race: IF NOT EXISTS looks, then creates.
        curs.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER_LOCK,))
        if not _has_tables(curs):
            super()._create_table(curs)

    @contextmanager
    def writing(
        self, streams: Collection[bytes] = (), keys: Collection[bytes] = ()
    ) -> Iterator[PostgresWriting]:
        try:
            with self._writer_lock, self._limited() as (connection, pipeline):
                yield PostgresWriting(connection, pipeline, streams, keys)
                if not pipeline.is_idle:
                    connection.rollback()
        except psycopg.Error as error:
            raise ConnectionLost(str(error)) from error

    def histories(self, streams: Collection[bytes]) -> Sequence[Row]:
        where = f"WHERE originator_id = ANY({_IDS}) ORDER BY originator_id, originator_version"
        return self.datastore.fetch(_ROWS + where, (list(streams),))

    def page(self, position: int, until: int, limit: int) -> Sequence[Row]:
        where = "WHERE notification_id > %s AND notification_id <= %s ORDER BY 1 LIMIT %s"
        return self.datastore.fetch(_ROWS + where, (position, until, limit))

    def rows_at(self, positions: Collection[int]) -> Sequence[Row]:
        where = "WHERE notification_id = ANY(%s) ORDER BY 1"
        return self.datastore.fetch(_ROWS + where, (list(positions),))

    def head(self) -> Head:
        where = "SELECT notification_id, hash FROM stored_events ORDER BY 1 DESC LIMIT 1"
        rows = self.datastore.fetch(where, ())
        return Head(*rows[0]) if rows else EMPTY

    def command(self, key: bytes) -> StoredCommand | None:
        statement = "SELECT digest, result, position FROM commands WHERE key = %s"
        rows = self.datastore.fetch(statement, (key,))
        if not rows:
            return None
        try:
            with self.writing() as writing:
                writing.confirm()
        except ConnectionLost as error:
            raise LogUnavailable(f"PostgreSQL: {error}") from error
        digest, result, position = rows[0]
        return digest, result, position

    def forget_commands(self, before: date) -> int:
        statement = "DELETE FROM commands WHERE day < %s RETURNING 1"
        return len(self.datastore.fetch(statement, (before,)))

    def ciphertexts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        statement = "SELECT ref, ciphertext FROM contents WHERE ref = ANY(%s)"
        return dict(self.datastore.fetch(statement, (list(refs),)))

    def erase_ciphertexts(self, refs: Collection[ContentRef]) -> int:
        statement = "DELETE FROM contents WHERE ref = ANY(%s) RETURNING 1"
        return len(self.datastore.fetch(statement, (list(refs),)))

    def next_number(self, series: str) -> int:
        statement = (
            "INSERT INTO numbers AS n VALUES (%s, 1) ON CONFLICT (series)"
            " DO UPDATE SET number = n.number + 1 RETURNING number"
        )
        return int(self.datastore.fetch(statement, (series,))[0][0])

    def wake(self, position: int) -> None:  # noqa: ARG002 - waiting threads look for themselves
        self._listener.wake()

    def wait_beyond(self, position: int, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while True:
            heard = self._listener.heard()
            if self.head().position > position:
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            self._listener.wait(heard, left)

    def close(self) -> None:
        self._listener.stop()
        with self._writer_lock:
            self._drop_writer()
        self.datastore.close()

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: object) -> NoReturn:
        """Refuse: rows enter through `writing` only, or the chain would break.

        Raises:
            RowsWithoutChain: always.
        """
        raise RowsWithoutChain(len(stored_events))

    @contextmanager
    def _limited(self) -> Iterator[tuple[LogConnection, Pipeline]]:
        """Lend the writer for as long as a caller may wait; it is left outside a transaction."""
        connection, pipeline = self._open_writer()
        try:
            with connection.within(connection.patience):
                yield connection, pipeline
        except Clash:
            connection.rollback()
            raise
        except psycopg.errors.LockNotAvailable as error:
            connection.rollback()
            raise LogUnavailable(f"PostgreSQL: {error}") from error
        except BaseException:
            self._drop_writer()
            raise

    def _open_writer(self) -> tuple[LogConnection, Pipeline]:
        if self._writer is None:
            connection = None
            try:
                connection = self.datastore.connect()
                require_durability(connection)
                # Plans are made once, maybe while the tables are as good as empty.
                connection.execute("SET enable_seqscan = off")
            except psycopg.Error as error:
                _close(connection)
                raise ConnectionLost(str(error)) from error
            except UnsafeStore:
                _close(connection)
                raise
            self._writer = connection, Pipeline(connection)
        return self._writer

    def _drop_writer(self) -> None:
        if self._writer is not None:
            _close(self._writer[0])
            self._writer = None


def _close(connection: LogConnection | None) -> None:
    if connection is not None:
        with suppress(psycopg.Error):
            connection.close()


def _has_tables(cursor: "psycopg.Cursor[DictRow]") -> bool:
    cursor.execute("SELECT to_regclass('numbers') AS last_one")
    found = cursor.fetchone()
    return found is not None and found["last_one"] is not None
