"""One transaction of the log in an SQLite file."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from adapters.event_log.batch import Before, Draft, StoredCommand
from adapters.event_log.chain import EMPTY
from adapters.event_log.sqlite_connections import marks
from domain.ports import Head

CHUNK = 500
"""Parameters of one statement; SQLite compiles longer ones slowly."""

_HEAD = "SELECT notification_id, hash FROM stored_events ORDER BY notification_id DESC LIMIT 1"
_BEFORE = """
WITH RECURSIVE
  places(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM places WHERE n + 1 < :streams),
  found(n, version) AS (
    SELECT n, (SELECT max(originator_version) FROM stored_events
                WHERE originator_id = substr(:joined, 16 * n + 1, 16)) FROM places)
SELECT (SELECT max(notification_id) FROM stored_events),
       (SELECT hash FROM stored_events ORDER BY notification_id DESC LIMIT 1),
       (SELECT group_concat(n || ' ' || version) FROM found WHERE version IS NOT NULL)
"""
"""Head, and the versions of streams that have any events, by their places among those asked for.

One row: the driver gives the interpreter away for each, and others take it. The streams
are one parameter, so that it is compiled once for any number of them.
"""


class SQLiteWriting:
    """Fulfils `Writing` on a cursor inside BEGIN IMMEDIATE."""

    def __init__(
        self, cursor: sqlite3.Cursor, streams: Collection[bytes], keys: Collection[bytes]
    ) -> None:
        """Look up what is there, under the lock."""
        self._cursor = cursor
        head, versions = _before(cursor, list(streams))
        self.before = Before(head=head, versions=versions, commands=commands_of(cursor, keys))

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


def _before(cursor: sqlite3.Cursor, streams: Sequence[bytes]) -> tuple[Head, Mapping[bytes, int]]:
    asked = {"streams": len(streams), "joined": b"".join(streams)}
    position, row_hash, found = cursor.execute(_BEFORE, asked).fetchone()
    pairs = [pair.split() for pair in found.split(",")] if found else []
    head = EMPTY if position is None else Head(position=position, hash=row_hash)
    return head, {streams[int(place)]: int(version) for place, version in pairs}


def head_of(cursor: sqlite3.Cursor) -> Head:
    """Return the last position and its hash."""
    row = cursor.execute(_HEAD).fetchone()
    return EMPTY if row is None else Head(position=row[0], hash=row[1])


def commands_of(cursor: sqlite3.Cursor, keys: Collection[bytes]) -> dict[bytes, StoredCommand]:
    """Return what is stored of those commands that were."""
    statement = "SELECT key, digest, result, position FROM commands WHERE key IN (:each)"
    found = in_chunks(cursor, statement, keys)
    return {key: (digest, result, position) for key, digest, result, position in found}


def in_chunks(cursor: sqlite3.Cursor, statement: str, values: Collection[Any]) -> Iterable[Any]:
    """Ask a statement with `:each` for all values, some hundred at a time."""
    ordered = list(values)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        yield from cursor.execute(marks(statement, chunk), chunk)
