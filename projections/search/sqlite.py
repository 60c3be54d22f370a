"""The index in an SQLite file of its own: full text by trigrams (ruling 6)."""

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.feed import Wording
from projections.search.texts import Entry, shape_of
from projections.search.words import SHORTEST_INDEXED

_BUSY_SECONDS = 10
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
  number INTEGER PRIMARY KEY, proposal BLOB NOT NULL, process BLOB NOT NULL,
  title TEXT, body TEXT, current INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_of ON entries (proposal);
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5 (text, tokenize = 'trigram');
CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY, position INTEGER NOT NULL);
"""
_SHAPE = shape_of(_TABLES)
_FOUND = (
    "SELECT entries.proposal, entries.process, title, body, current, texts.text"
    " FROM texts JOIN entries ON number = texts.rowid WHERE "
)


class SQLiteTexts:
    """Fulfils `Texts`."""

    def __init__(self, database: Path, generation: int) -> None:
        name = f"{database.stem}-search-{_SHAPE}-{generation}.sqlite"
        self._path = database.with_name(name)
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._opening = threading.Lock()
        self._connection().executescript(_TABLES)

    def position(self) -> int:
        row = self._connection().execute("SELECT position FROM place").fetchone()
        return 0 if row is None else int(row[0])

    def replace(
        self, entries: Sequence[Entry], gone: Collection[ProposalId], position: int
    ) -> None:
        former = [
            (proposal.bytes,)
            for proposal in {*gone, *(each.wording.proposal_id for each in entries)}
        ]
        with self._writing() as cursor:
            cursor.executemany(
                "DELETE FROM texts WHERE rowid IN (SELECT number FROM entries WHERE proposal = ?)",
                former,
            )
            cursor.executemany("DELETE FROM entries WHERE proposal = ?", former)
            for each in entries:
                cursor.execute(
                    "INSERT INTO entries (proposal, process, title, body, current)"
                    " VALUES (?, ?, ?, ?, ?)",
                    _values(each.wording),
                )
                cursor.execute(
                    "INSERT INTO texts (rowid, text) VALUES (?, ?)", (cursor.lastrowid, each.text)
                )
            cursor.execute("INSERT OR REPLACE INTO place VALUES (1, ?)", (position,))

    def matching(
        self,
        terms: Sequence[tuple[str, ...]],
        process_id: ProcessId | None,
        limit: int,
        *,
        former: bool,
    ) -> list[Wording]:
        if not terms:
            return []
        long = [ways for ways in terms if all(len(way) >= SHORTEST_INDEXED for way in ways)]
        short = [ways for ways in terms if ways not in long]
        conditions: list[str] = [] if former else ["current"]
        values: list[object] = []
        if long:
            conditions.append("texts MATCH ?")
            values.append(" AND ".join(f"({' OR '.join(map(_quoted, ways))})" for ways in long))
        for ways in short:
            conditions.append(f"({' OR '.join('instr(texts.text, ?)' for _ in ways)})")
            values.extend(ways)
        return [each.wording for each in self._find(conditions, values, process_id, limit)]

    def candidates(self, stems: Sequence[str], process_id: ProcessId, limit: int) -> list[Entry]:
        long = [stem for stem in stems if len(stem) >= SHORTEST_INDEXED]
        if not long:
            return []
        values = [" OR ".join(map(_quoted, long))]
        return self._find(["current", "texts MATCH ?"], values, process_id, limit)

    def drop(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        with self._opening:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()

    def _find(
        self,
        conditions: list[str],
        values: Sequence[object],
        process_id: ProcessId | None,
        limit: int,
    ) -> list[Entry]:
        order = "texts.rank" if "texts MATCH ?" in conditions else "number DESC"
        if process_id is not None:
            conditions = [*conditions, "process = ?"]
            values = [*values, process_id.bytes]
        statement = f"{_FOUND}{' AND '.join(conditions)} ORDER BY {order} LIMIT ?"
        found = self._connection().execute(statement, (*values, limit))
        return [
            Entry(Wording(_proposal(proposal), _process(process), title, body, bool(current)), text)
            for proposal, process, title, body, current, text in found
        ]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        connection = self._connection()
        with closing(connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(
                self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = NORMAL")
            found.execute("PRAGMA secure_delete = ON")
            with self._opening:
                self._open.append(found)
            self._local.connection = found
        return found


def discard_others(database: Path) -> None:
    """Destroy what versions with another shape have left: their texts could outlive an erasure."""
    ours = f"{database.stem}-search-{_SHAPE}-"
    for file in database.parent.glob(f"{database.stem}-search-*"):
        if not file.name.startswith(ours):
            file.unlink(missing_ok=True)


def _values(wording: Wording) -> tuple[object, ...]:
    ids = (wording.proposal_id.bytes, wording.process_id.bytes)
    return (*ids, wording.title, wording.body, wording.current)


def _proposal(value: bytes) -> ProposalId:
    return ProposalId(UUID(bytes=value))


def _process(value: bytes) -> ProcessId:
    return ProcessId(UUID(bytes=value))


def _quoted(term: str) -> str:
    """Return a term as a phrase, so that nothing in it is syntax."""
    return '"' + term.replace('"', '""') + '"'
