"""The log in an SQLite file: WAL, synchronous=FULL, BEGIN IMMEDIATE as writer lock."""

import sqlite3
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder

from adapters.event_log.batch import Before, Draft, StoredCommand
from adapters.event_log.chain import EMPTY, Row
from adapters.event_log.schema import SQLITE
from adapters.event_log.sqlite_connections import Connections, marks
from adapters.event_log.store import UNCONDITIONAL_END, RowsWithoutChain
from domain.messages import ContentRef
from domain.ports import Head

CHUNK = 500
"""Parameters of one statement; SQLite compiles longer ones slowly."""

POLL_SECONDS = 0.02
"""How soon appends of other processes are noticed."""

_COLUMNS = "notification_id, originator_id, originator_version, topic, state, hash"
_ROWS = f"SELECT {_COLUMNS} FROM stored_events "  # noqa: S608 - a constant
_HEAD = "SELECT notification_id, hash FROM stored_events ORDER BY notification_id DESC LIMIT 1"
_VERSIONS = (
    "WITH asked(id) AS (VALUES :each) SELECT id, (SELECT max(originator_version)"
    " FROM stored_events WHERE originator_id = id) FROM asked"
)


class SQLiteStore(SQLiteApplicationRecorder):
    """The library's recorder with the insert path, chain and tables of our own.

    Fulfils `Store`. The library's `select_events` and `select_notifications` work on it.
    """

    datastore: Connections

    def __init__(self, path: str) -> None:
        super().__init__(Connections(path))
        self._grown = threading.Condition()
        if not self._has_tables():
            with self.datastore.writing() as cursor:
                for statement in SQLITE:
                    cursor.execute(statement)
                cursor.connection.commit()

    def _has_tables(self) -> bool:
        # Creating them again would wait for whoever is writing.
        with self.datastore.reading() as cursor:
            found = cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'numbers'")
            return found.fetchone() is not None

    @contextmanager
    def writing(
        self, streams: Collection[bytes] = (), keys: Collection[bytes] = ()
    ) -> Iterator["_SQLiteWriting"]:
        with self.datastore.writing() as cursor:
            yield _SQLiteWriting(cursor, streams, keys)

    def histories(self, streams: Collection[bytes]) -> Sequence[Row]:
        statement = _ROWS + (
            "WHERE originator_id IN (:each) ORDER BY originator_id, originator_version"
        )
        with self.datastore.reading() as cursor:
            cursor.execute("BEGIN")  # all chunks see the same moment
            try:
                return list(_in_chunks(cursor, statement, streams))
            finally:
                cursor.connection.rollback()

    def page(self, position: int, until: int, limit: int) -> Sequence[Row]:
        where = "WHERE notification_id > ? AND notification_id <= ? ORDER BY 1 LIMIT ?"
        with self.datastore.reading() as cursor:
            return cursor.execute(_ROWS + where, (position, until, limit)).fetchall()

    def rows_at(self, positions: Collection[int]) -> Sequence[Row]:
        statement = _ROWS + "WHERE notification_id IN (:each)"
        with self.datastore.reading() as cursor:
            return sorted(_in_chunks(cursor, statement, positions))

    def head(self) -> Head:
        with self.datastore.reading() as cursor:
            return _head(cursor)

    def command(self, key: bytes) -> StoredCommand | None:
        with self.datastore.reading() as cursor:
            return _commands(cursor, [key]).get(key)

    def forget_commands(self, before: date) -> int:
        with self.datastore.writing() as cursor:
            cursor.execute("DELETE FROM commands WHERE day < ?", (before.isoformat(),))
            cursor.connection.commit()
            return cursor.rowcount

    def ciphertexts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        statement = "SELECT ref, ciphertext FROM contents WHERE ref IN (:each)"
        with self.datastore.reading() as cursor:
            return dict(_in_chunks(cursor, statement, refs))

    def erase_ciphertexts(self, refs: Collection[ContentRef]) -> int:
        with self.datastore.writing() as cursor:
            cursor.executemany("DELETE FROM contents WHERE ref = ?", [(ref,) for ref in refs])
            cursor.connection.commit()
            return max(cursor.rowcount, 0)

    def next_number(self, series: str) -> int:
        statement = (
            "INSERT INTO numbers VALUES (?, 1) ON CONFLICT (series)"
            " DO UPDATE SET number = number + 1 RETURNING number"
        )
        with self.datastore.writing() as cursor:
            (number,) = cursor.execute(statement, (series,)).fetchone()
            cursor.connection.commit()
            return int(number)

    def wake(self, position: int) -> None:  # noqa: ARG002 - readers look for themselves
        with self._grown:
            self._grown.notify_all()

    def wait_beyond(self, position: int, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self.head().position <= position:
            left = until - time.monotonic()
            if left <= 0:
                return False
            with self._grown:
                self._grown.wait(min(left, POLL_SECONDS))
        return True

    def close(self) -> None:
        self.datastore.close()

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: object) -> NoReturn:
        """Refuse: rows enter through `writing` only, or the chain would break.

        Raises:
            RowsWithoutChain: always.
        """
        raise RowsWithoutChain(len(stored_events))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return one stream as the library knows it."""
        key = originator_id.bytes if isinstance(originator_id, UUID) else originator_id
        return super().select_events(
            key,  # type: ignore[arg-type]  # the library keeps ids as text, we as bytes
            gt=gt,
            lte=lte,
            desc=desc,
            limit=limit,
        )

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return events in log order as the library knows them."""
        statement = _ROWS + "WHERE notification_id BETWEEN ? AND ?"
        if topics:
            statement += marks(" AND topic IN (:each)", topics)
        first = 0 if start is None else start + (not inclusive_of_start)
        last = UNCONDITIONAL_END if stop is None else stop
        with self.datastore.reading() as cursor:
            cursor.execute(statement + " ORDER BY 1 LIMIT ?", (first, last, *topics, limit))
            return [
                Notification(UUID(bytes=stream), version, topic, state, id=position)
                for position, stream, version, topic, state, _ in cursor.fetchall()
            ]

    def convert_originator_id(self, originator_id: str | bytes) -> UUID | str:
        """Return the id stored as 16 bytes."""
        return UUID(bytes=originator_id) if isinstance(originator_id, bytes) else originator_id


class _SQLiteWriting:
    """Fulfils `Writing` on a cursor inside BEGIN IMMEDIATE."""

    def __init__(
        self, cursor: sqlite3.Cursor, streams: Collection[bytes], keys: Collection[bytes]
    ) -> None:
        self._cursor = cursor
        versions = dict(_in_chunks(cursor, _VERSIONS, streams, mark="(?)"))
        self.before = Before(
            head=_head(cursor),
            versions={stream: version or 0 for stream, version in versions.items()},
            commands=_commands(cursor, keys),
        )

    def insert(self, draft: Draft) -> None:
        cursor = self._cursor
        if draft.contents:
            cursor.executemany(
                "INSERT INTO contents VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(text.ref, text.ciphertext) for text in draft.contents],
            )
        cursor.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?, ?)", draft.rows)
        cursor.executemany(
            "INSERT INTO commands VALUES (?, ?, ?, ?, ?)",
            [
                (row.key, row.digest, row.result, row.position, row.day.isoformat())
                for row in draft.commands
            ],
        )

    def commit(self) -> None:
        self._cursor.connection.commit()

    def confirm(self) -> None:
        self.commit()  # There is no standby, and what can be read has been synced.

    def hash_at(self, position: int) -> bytes | None:
        statement = "SELECT hash FROM stored_events WHERE notification_id = ?"
        row = self._cursor.execute(statement, (position,)).fetchone()
        return None if row is None else bytes(row[0])


def _head(cursor: sqlite3.Cursor) -> Head:
    row = cursor.execute(_HEAD).fetchone()
    return EMPTY if row is None else Head(position=row[0], hash=row[1])


def _commands(cursor: sqlite3.Cursor, keys: Collection[bytes]) -> dict[bytes, StoredCommand]:
    statement = "SELECT key, digest, result, position FROM commands WHERE key IN (:each)"
    found = _in_chunks(cursor, statement, keys)
    return {key: (digest, result, position) for key, digest, result, position in found}


def _in_chunks(
    cursor: sqlite3.Cursor, statement: str, values: Collection[Any], mark: str = "?"
) -> Iterable[Any]:
    ordered = list(values)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        yield from cursor.execute(marks(statement, chunk, mark), chunk)
