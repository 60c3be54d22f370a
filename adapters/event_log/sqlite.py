"""The log in an SQLite file: WAL, synchronous=FULL, BEGIN IMMEDIATE as writer lock."""

import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NoReturn
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder

from adapters.event_log.batch import StoredCommand
from adapters.event_log.chain import Row
from adapters.event_log.schema import SQLITE
from adapters.event_log.sqlite_connections import Connections, marks
from adapters.event_log.sqlite_writing import (
    CHUNK,
    SQLiteWriting,
    commands_of,
    head_of,
    in_chunks,
)
from adapters.event_log.store import UNCONDITIONAL_END, RowsWithoutChain
from domain.messages import ContentRef
from domain.ports import Head

POLL_SECONDS = 0.02
"""How soon appends of other processes are noticed."""

_COLUMNS = "notification_id, originator_id, originator_version, topic, state, hash"
_ROWS = f"SELECT {_COLUMNS} FROM stored_events "  # noqa: S608 - a constant


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
    ) -> Iterator[SQLiteWriting]:
        with self.datastore.writing() as cursor:
            yield SQLiteWriting(cursor, streams, keys)

    def histories(self, streams: Collection[bytes]) -> Sequence[Row]:
        statement = _ROWS + (
            "WHERE originator_id IN (:each) ORDER BY originator_id, originator_version"
        )
        with self.datastore.reading() as cursor:
            if len(streams) <= CHUNK:
                return list(in_chunks(cursor, statement, streams))
            cursor.execute("BEGIN")  # all chunks see the same moment
            try:
                return list(in_chunks(cursor, statement, streams))
            finally:
                cursor.connection.rollback()

    def page(self, position: int, until: int, limit: int) -> Sequence[Row]:
        where = "WHERE notification_id > ? AND notification_id <= ? ORDER BY 1 LIMIT ?"
        with self.datastore.reading() as cursor:
            return cursor.execute(_ROWS + where, (position, until, limit)).fetchall()

    def rows_at(self, positions: Collection[int]) -> Sequence[Row]:
        statement = _ROWS + "WHERE notification_id IN (:each)"
        with self.datastore.reading() as cursor:
            return sorted(in_chunks(cursor, statement, positions))

    def head(self) -> Head:
        with self.datastore.reading() as cursor:
            return head_of(cursor)

    def command(self, key: bytes) -> StoredCommand | None:
        with self.datastore.reading() as cursor:
            return commands_of(cursor, [key]).get(key)

    def forget_commands(self, before: date) -> int:
        with self.datastore.writing() as cursor:
            cursor.execute("DELETE FROM commands WHERE day < ?", (before.isoformat(),))
            cursor.connection.commit()
            return cursor.rowcount

    def ciphertexts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        statement = "SELECT ref, ciphertext FROM contents WHERE ref IN (:each)"
        with self.datastore.reading() as cursor:
            return dict(in_chunks(cursor, statement, refs))

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
