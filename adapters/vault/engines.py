"""How connections to the vault's two kinds of database are set up."""

import time
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from adapters.patience import PatientConnection
from domain.ports import VaultUnavailable

_TRUSTED_SECONDS = 1.0  # after its last use a connection is taken to be alive still
_READING = "vault_reading"
_LONGEST_STATEMENT = 3  # times as long as a lock is waited for: removing a process takes its time


def each_by_itself(engine: Engine) -> Engine:
    """Return the same connections, with each statement a transaction of its own."""
    if engine.dialect.name == "sqlite":
        # The driver begins nothing by itself, so it is enough that we do not either.
        # Telling it so by an isolation level costs a statement each way.
        return engine.execution_options(**{_READING: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def sqlite_engine(address: URL, patience: float) -> Engine:
    """Return connections to a file, which is made for its owner alone.

    Raises:
        ValueError: the address names no file.
        VaultUnavailable: the file cannot be made.
    """
    if address.database in (None, "", ":memory:"):
        raise ValueError("the vault has to outlive the process: name a file")
    file = Path(str(address.database))
    _owner_only(file)
    engine = create_engine(
        address,
        connect_args={"timeout": patience},
        pool_size=8,
        pool_timeout=30,
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection has no type
        connection.isolation_level = None  # BEGIN is ours, below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(_READING, False):
            # A deferred BEGIN that later writes fails at once instead of waiting.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _owner_only(file: Path) -> None:
    """Create the file for its owner alone; SQLite gives WAL and shm the same mode."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.chmod(0o600)
    except OSError as error:
        raise VaultUnavailable(type(error).__name__) from error


def postgresql_engine(url: str, patience: float) -> Engine:
    """Return connections that lose nothing they were told, and notice a dead host.

    Raises:
        ValueError: the URL is of another kind of database.
    """
    milliseconds = max(1000, round(patience * 1000))
    scheme, _, rest = url.partition("://")
    if scheme not in {"postgresql", "postgresql+psycopg", "postgres"}:
        raise ValueError(f"not a database of the vault: {scheme}://")
    # The driver reads the URL itself: SQLAlchemy knows no list of hosts in it.
    given = conninfo_to_dict(f"postgresql://{rest}")
    options = f"-c lock_timeout={milliseconds} -c synchronous_commit=on"
    parameters: dict[str, Any] = {
        "connect_timeout": 2,  # of each host that the URL names
        # A dead host is noticed within seconds, not when TCP gives up (ruling 22).
        "keepalives_idle": 2,
        "keepalives_interval": 1,
        "keepalives_count": 2,
        "tcp_user_timeout": 4000,
        **given,
        "options": f"{options} {given.get('options') or ''}",
    }

    def connect() -> PatientConnection:
        connection = PatientConnection.connect(**parameters)
        connection.patience = _LONGEST_STATEMENT * patience
        return connection

    engine = create_engine("postgresql+psycopg://", creator=connect, pool_size=8, pool_timeout=30)
    _distrust_rested(engine)
    return engine


def _distrust_rested(engine: Engine) -> None:
    """Ask a connection that has rested whether it is alive; one used just now is."""

    @event.listens_for(engine, "checkin")
    def _rest(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["rested"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _wake(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 - a DB-API connection has no type
        rested = record.info.get("rested")
        if rested is None or time.monotonic() - rested < _TRUSTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # The pool opens another one instead.
