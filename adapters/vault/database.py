"""The vault's database: a SQLite file or a PostgreSQL cluster of its own (ruling 21)."""

import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Table,
    any_,
    bindparam,
    literal,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.schema import MetaData

from adapters.file_turns import FileTurns, NoTurn
from adapters.vault.engines import each_by_itself, postgresql_engine, sqlite_engine
from domain.people import PersonRef, ProcessId
from domain.ports import NotAtHand, VaultUnavailable

CREATION_LOCK = 7_205_318  # any number that no other lock of this database uses
T = TypeVar("T")

GIVEN = "given"
"""The name under which `VaultDatabase.among_given` takes a list of values."""

MANY = 1000  # values in one IN list: far below the limits of both databases


class _AtHand(threading.local):
    """Whether the thread that looks waits for nothing; entering it says so.

    Every vote enters twice: a generator as context took longer than a derivation.
    """

    waits_for_nothing = False

    def __enter__(self) -> None:
        self.waits_for_nothing = True

    def __exit__(self, *_: object) -> None:
        self.waits_for_nothing = False


class VaultDatabase:
    """Connections to the vault. Safe in threads.

    Whatever keeps the database from answering is raised as VaultUnavailable, at the latest
    after `patience` seconds; a PostgreSQL that says nothing, after three times as long.
    """

    def __init__(self, url: str, *, patience: float = 5) -> None:
        self._patience = patience
        self.is_sqlite = url.startswith("sqlite")
        self._engine = (
            sqlite_engine(make_url(url), patience)
            if self.is_sqlite
            else postgresql_engine(url, patience)
        )
        self._reads = each_by_itself(self._engine)
        self._tables: set[str] = set()
        self._thread = _AtHand()
        self._turn: AbstractContextManager[Any] = (
            FileTurns(Path(f"{self._engine.url.database}-turn"), patience)
            if self.is_sqlite
            else nullcontext()
        )

    def create(self, metadata: MetaData) -> None:
        """Make the tables that are missing; any number of processes may try at once."""
        with self.writing() as connection:
            if not self.is_sqlite:
                # Without it two creators collide in PostgreSQL's own catalogue.
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": CREATION_LOCK})
            metadata.create_all(connection)
        self._tables |= set(metadata.tables)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection on which each statement stands for itself."""
        self.wait_for()
        with _answering(), self._reads.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection in one transaction, durable when the block has ended."""
        self.wait_for()
        with _answering(), self._turn, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def stating(self) -> Iterator[Connection]:
        """Lend a connection on which each statement is durable when it has been executed."""
        self.wait_for()
        with _answering(), self._turn, self._reads.connect() as connection:
            yield connection

    def at_hand(self) -> AbstractContextManager[None]:
        """Let this thread wait for nothing: connections are refused with NotAtHand."""
        return self._thread

    def wait_for(
        self,
        *,
        persons: Collection[PersonRef] = (),
        voters: Collection[tuple[PersonRef, ProcessId]] = (),
        subjects: Collection[UUID] = (),
    ) -> None:
        """Say what is about to be waited for.

        Raises:
            NotAtHand: this thread waits for nothing.
        """
        if self._thread.waits_for_nothing:
            raise NotAtHand(persons=persons, voters=voters, subjects=subjects)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Start an INSERT that can say ON CONFLICT in the database's dialect."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def among(self, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
        """Say that the column holds one of at most `MANY` values.

        PostgreSQL gets them as one array: a list would be another statement for each
        number of values, composed and planned anew each time.
        """
        if self.is_sqlite:
            return column.in_(values)
        return column == any_(literal(list(values), ARRAY(column.type)))

    def among_given(self, column: Column[Any]) -> ColumnElement[bool]:
        """Say the same of values that are handed over under the name `GIVEN`.

        A statement made with it is composed once; composing one took longer than asking it.
        """
        if self.is_sqlite:
            return column.in_(bindparam(GIVEN, expanding=True))
        return column == any_(bindparam(GIVEN, type_=ARRAY(column.type)))

    def clock(self) -> str:
        """Return the SQL for the database's clock in Unix seconds, one for all processes."""
        seconds = "strftime('%s', 'now')" if self.is_sqlite else "extract(epoch FROM now())"
        return f"CAST({seconds} AS BIGINT)"

    def scrub(self) -> None:
        """Overwrite what deleted rows have left in the database's own files.

        Raises:
            VaultUnavailable: readers were in the way; the rows are deleted, but
                traces may remain until a later call succeeds.
        """
        if self.is_sqlite:
            self._truncate_wal()
            return
        with self.reading() as connection:
            # Plain VACUUM was measured to leave rows readable in the heap.
            for table in sorted(self._tables):
                connection.execute(text(f"VACUUM (FULL) {table}"))
            self._leave_segments(connection)

    @staticmethod
    def _leave_segments(connection: Connection) -> None:
        """Let PostgreSQL drop what it no longer needs of its write-ahead log, if we may.

        With `wal_recycle = off` the dropped segments are gone (docs/rules/erasure.md).
        """
        for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
            try:
                connection.execute(text(statement))
            except ProgrammingError:  # The right to do so was not granted to us.
                return

    def _truncate_wal(self) -> None:
        deadline = time.monotonic() + self._patience
        while True:
            with self._turn, self.reading() as connection:
                busy, _, _ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            if not busy:
                return
            if time.monotonic() > deadline:
                raise VaultUnavailable("the vault's journal is in use")
            time.sleep(0.01)

    def close(self) -> None:
        """Give the connections back; a later use opens new ones."""
        self._engine.dispose()


def portions(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield values in portions that fit into one IN list."""
    rest = iter(values)
    while some := tuple(islice(rest, MANY)):
        yield some


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, NoConnectionFree, NoTurn) as error:
        raise VaultUnavailable(type(error).__name__) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise VaultUnavailable(type(error).__name__) from error
        raise
