"""The log in PostgreSQL: an advisory lock makes one writer at a time."""

import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, LiteralString, NoReturn

import psycopg
from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, TupleRow
from psycopg.sql import SQL

from adapters.event_log.batch import Before, Draft, StoredCommand
from adapters.event_log.chain import EMPTY, Row
from adapters.event_log.postgresql_connections import Connections, require_durability
from adapters.event_log.postgresql_copying import COPY, copied
from adapters.event_log.postgresql_listener import CHANNEL, Listener
from adapters.event_log.schema import POSTGRESQL
from adapters.event_log.store import (
    Clash,
    ConnectionLost,
    NotReplicated,
    RowsWithoutChain,
    UnsafeStore,
)
from domain.messages import ContentRef
from domain.ports import Head, LogUnavailable

WRITER_LOCK = int.from_bytes(b"gemeinsa")
"""Key of the advisory lock; whoever else writes these tables must take it."""

_ROWS = (
    "SELECT notification_id, uuid_send(originator_id), originator_version, topic, state, hash"
    " FROM stored_events "
)
_IDS = "ARRAY(SELECT encode(id, 'hex')::uuid FROM unnest(%b::bytea[]) AS given(id))"
_BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock({WRITER_LOCK})"
_BEFORE = """
(SELECT 0, notification_id, hash, NULL::bytea, NULL::bytea
   FROM stored_events ORDER BY notification_id DESC LIMIT 1)
UNION ALL
SELECT 1, (SELECT max(originator_version) FROM stored_events
            WHERE originator_id = encode(id, 'hex')::uuid), id, NULL, NULL
  FROM unnest(%b::bytea[]) AS asked(id)
UNION ALL
SELECT 2, position, key, digest, result FROM commands WHERE key = ANY(%b::bytea[])
"""


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
        self._writer: psycopg.Connection[TupleRow] | None = None

    def _create_table(self, curs: "psycopg.Cursor[DictRow]") -> None:
        if _has_tables(curs):
            return
        # Processes that start together would race: IF NOT EXISTS looks, then creates.
        curs.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER_LOCK,))
        if not _has_tables(curs):
            super()._create_table(curs)

    @contextmanager
    def writing(self) -> Iterator["_PostgresWriting"]:
        with self._writer_lock:
            connection = self._open_writer()
            try:
                with self.datastore.cutter.limit(connection):
                    connection.execute(_BEGIN)
                    yield _PostgresWriting(connection)
                    connection.rollback()
            except psycopg.errors.IntegrityError as error:
                connection.rollback()
                raise Clash(str(error)) from error
            except psycopg.errors.LockNotAvailable as error:
                connection.rollback()
                raise LogUnavailable(f"PostgreSQL: {error}") from error
            except psycopg.Error as error:
                self._drop_writer()
                raise ConnectionLost(str(error)) from error
            except BaseException:
                self._drop_writer()
                raise

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

    def _open_writer(self) -> "psycopg.Connection[TupleRow]":
        if self._writer is None:
            try:
                self._writer = self.datastore.connect()
                require_durability(self._writer)
            except psycopg.Error as error:
                self._drop_writer()
                raise ConnectionLost(str(error)) from error
            except UnsafeStore:
                self._drop_writer()
                raise
        return self._writer

    def _drop_writer(self) -> None:
        if self._writer is not None:
            with suppress(psycopg.Error):
                self._writer.close()
            self._writer = None


class _PostgresWriting:
    """Fulfils `Writing` on a connection inside a transaction that holds the lock."""

    def __init__(self, connection: "psycopg.Connection[TupleRow]") -> None:
        self._connection = connection

    def before(self, streams: Collection[bytes], keys: Collection[bytes]) -> Before:
        head, versions, commands = EMPTY, dict[bytes, int](), dict[bytes, StoredCommand]()
        asked = (list(streams), list(keys))
        for kind, number, key, digest, result in self._fetch(_BEFORE, asked):
            match kind:
                case 0:
                    head = Head(position=number, hash=key)
                case 1:
                    versions[key] = number or 0
                case _:
                    commands[key] = (digest, result, number)
        return Before(head=head, versions=versions, commands=commands)

    def insert(self, draft: Draft) -> None:
        if draft.contents:
            self._connection.execute(
                "INSERT INTO contents SELECT * FROM unnest(%s::text[], %b::bytea[])"
                " ON CONFLICT DO NOTHING",
                (
                    [text.ref for text in draft.contents],
                    [text.ciphertext for text in draft.contents],
                ),
            )
        if draft.commands:
            self._connection.execute(
                "INSERT INTO commands SELECT * FROM unnest(%b::bytea[], %b::bytea[],"
                " %b::bytea[], %s::bigint[], %s::date[])",
                (
                    [row.key for row in draft.commands],
                    [row.digest for row in draft.commands],
                    [row.result for row in draft.commands],
                    [row.position for row in draft.commands],
                    [row.day for row in draft.commands],
                ),
            )
        if draft.rows:
            with self._connection.cursor() as cursor, cursor.copy(COPY) as copy:
                copy.write(copied(draft.rows))

    def confirm(self) -> None:
        # A commit that wrote nothing would wait for no standby.
        self._connection.execute("SELECT pg_logical_emit_message(true, 'gemeinsam', '')")
        self.commit()

    def commit(self) -> None:
        # A statement timeout would end the wait for the standby and still report
        # success, with a warning; the cutter looks after silence instead.
        warnings: list[str] = []
        connection = self._connection
        connection.add_notice_handler(lambda notice: warnings.append(str(notice.message_primary)))
        connection.execute(f"NOTIFY {CHANNEL}; SET LOCAL statement_timeout = 0; COMMIT")
        if warnings:
            raise NotReplicated(f"PostgreSQL: {'; '.join(warnings)}")
        if connection.info.transaction_status != TransactionStatus.IDLE:
            raise ConnectionLost("COMMIT left the transaction open")

    def hash_at(self, position: int) -> bytes | None:
        statement = "SELECT hash FROM stored_events WHERE notification_id = %s"
        rows = self._fetch(statement, (position,))
        return rows[0][0] if rows else None

    def _fetch(self, statement: LiteralString, parameters: Sequence[object]) -> list[Any]:
        return self._connection.execute(statement, parameters, prepare=True, binary=True).fetchall()


def _has_tables(cursor: "psycopg.Cursor[DictRow]") -> bool:
    cursor.execute("SELECT to_regclass('numbers') AS last_one")
    found = cursor.fetchone()
    return found is not None and found["last_one"] is not None
