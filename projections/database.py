"""Connections to the database of the read models."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import ConnectionPoolEntry

from projections.patience import READING_SECONDS, PatientConnection, be_patient

_BUSY_MILLISECONDS = 10_000  # longer than any batch of another process
READER_KIBIBYTES = 4_096  # each connection; the machine keeps the file for all of them
WRITER_KIBIBYTES = 8_192  # while it follows the log; what was freed the system gets back late
FILLER_KIBIBYTES = 65_536  # while it fills: what a batch changes is written out once
_ASIDE_KIBIBYTES = 262_144  # votes are sorted in the end, in memory as far as they fit
_CHECKPOINT_PAGES = 8_000  # 32 MB: a rebuild writes much and need not sync often
_IMMEDIATELY = "gemeinsam_writes"
_GROWN = "gemeinsam_grown"
_NOTICING: Mapping[str, Any] = {
    # A dead host is noticed within seconds, not when TCP gives up (ruling 22).
    "connect_timeout": 2,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 4000,  # milliseconds
}
_POOL_SECONDS = 5
_PREPARED = 300  # statements for each connection: some megabytes of the server where all are used
_AWAY = ("08", "53", "57P", "25006")
"""SQLSTATEs by their beginning: no connection, no room, shutting down, only a standby by now."""


def open_engine(url: str) -> Engine:
    """Return an engine for a database URL.

    The URL of a PostgreSQL may name several hosts, of which one may be written to:
    `postgresql://user@one,two/name?target_session_attrs=read-write`.

    Raises:
        ValueError: the URL names no database we know.
    """
    scheme, _, rest = url.partition("://")
    if scheme in {"postgresql", "postgresql+psycopg"}:
        # The driver reads the URL itself: SQLAlchemy knows no list of hosts in it.
        given: dict[str, Any] = {**_NOTICING, **conninfo_to_dict(f"postgresql://{rest}")}
        engine = create_engine(
            "postgresql+psycopg://",
            creator=partial(PatientConnection.connect, **given),
            pool_size=10,
            max_overflow=40,
            pool_timeout=_POOL_SECONDS,
            pool_pre_ping=True,
            # The one that came back last: it has prepared what is asked again and again.
            pool_use_lifo=True,
        )
        event.listen(engine, "connect", _remember_more)
        event.listen(engine, "checkin", _forget_patience)
        return engine
    if scheme == "sqlite" and rest.startswith("/") and rest != "/":
        # The one that came back last: connections in turn would each keep pages of their own.
        engine = create_engine(url, pool_size=10, max_overflow=40, pool_use_lifo=True)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "checkin", _shrink)
        return engine
    raise ValueError(f"not a database of read models: {scheme}://")


def open_aside(file: str) -> Engine:
    """Return an engine for a file of one writer that nobody needs after a power cut."""
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", _prepare_aside)
    event.listen(engine, "begin", _begin_aside)
    return engine


def is_away(error: BaseException) -> bool:
    """Tell whether a PostgreSQL does not answer, or not as one that can be written to.

    Trying again later helps then. Never true of SQLite, which reports mistakes of ours by
    the same classes.
    """
    if isinstance(error, NoConnectionFree):
        return True
    if not isinstance(error, DBAPIError) or not isinstance(error.orig, psycopg.Error):
        return False
    state = error.orig.sqlstate
    lost = state is None and isinstance(error.orig, psycopg.OperationalError)
    return lost or error.connection_invalidated or (state or "").startswith(_AWAY)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Lend a connection for one statement that reads.

    A PostgreSQL is spared the transaction around it, whose rollback would also make the
    driver forget what it has prepared on this connection.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


@contextmanager
def writing(
    engine: Engine, kibibytes: int = WRITER_KIBIBYTES, patience: float | None = None
) -> Iterator[Connection]:
    """Open a transaction that writes; commits at its end unless something is raised.

    SQLite keeps up to so many `kibibytes` of the file in memory meanwhile. A PostgreSQL is
    given up where it says nothing for `patience` seconds; None waits as long as it takes.
    """
    with engine.connect() as connection:
        be_patient(connection, patience)
        connection.execution_options(**{_IMMEDIATELY: kibibytes})
        with connection.begin():
            yield connection


def _remember_more(connection: PatientConnection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001 - the signature of the listener
    """Keep prepared what the pages of a town ask; the driver would keep a hundred statements."""
    connection.prepared_max = _PREPARED


def _forget_patience(connection: object, record: ConnectionPoolEntry) -> None:  # noqa: ARG001 - the signature of the listener
    if isinstance(connection, PatientConnection):
        connection.patience = READING_SECONDS


def _prepare(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ARG001, ANN401 - the signature of the listener
    # The driver would begin transactions of its own; we say when.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # Read models are disposable: what a power cut takes is projected again.
    cursor.execute("PRAGMA synchronous = NORMAL")
    # No texts are here (ruling 6): former tables need not be filled with zeros page by page.
    cursor.execute("PRAGMA secure_delete = FAST")
    cursor.execute(f"PRAGMA cache_size = -{READER_KIBIBYTES}")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    cursor.close()


def _prepare_aside(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ARG001, ANN401 - as above
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = MEMORY")
    cursor.execute("PRAGMA synchronous = OFF")
    cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
    cursor.execute(f"PRAGMA cache_size = -{_ASIDE_KIBIBYTES}")
    cursor.close()


def _begin_aside(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_IMMEDIATELY, 0)
    if writes:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{writes}")
        connection.info[_GROWN] = True
    # A reader that turns into a writer could be refused half-way; so writers say so.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _shrink(connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
    """Give back what writing took: a process would keep that much for each connection."""
    if record.info.pop(_GROWN, False) and connection is not None:
        connection.execute(f"PRAGMA cache_size = -{READER_KIBIBYTES}")
