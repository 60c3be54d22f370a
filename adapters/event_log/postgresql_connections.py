"""Connections to PostgreSQL that are given up before a caller loses patience."""

import os
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, LiteralString

import psycopg
from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow, dict_row, tuple_row

from adapters.event_log.store import ANSWER_SECONDS, GIVE_UP_SECONDS, UnsafeStore
from adapters.patience import PatientConnection
from domain.ports import LogUnavailable

POOL_SIZE = 12
"""Connections for reading; a read is short."""

_MILLISECONDS = int(GIVE_UP_SECONDS * 1000)
_SETTINGS = {
    "application_name": "gemeinsam",
    "connect_timeout": 2,  # of each host that the URL names
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": _MILLISECONDS,
}
_OPTIONS = (
    f"-c statement_timeout={_MILLISECONDS} -c lock_timeout={_MILLISECONDS}"
    f" -c idle_in_transaction_session_timeout={_MILLISECONDS}"
    # Each of our statements has one good plan, by index. With the statistics of a table
    # that has just grown, planning each anew sorts the whole log for every page.
    " -c plan_cache_mode=force_generic_plan"
)


class Connections(PostgresDatastore):
    """Hands out connections to one database: pooled for reading, others on request."""

    def __init__(self, url: str) -> None:
        given = conninfo_to_dict(url)
        options = f"{_OPTIONS} {given.pop('options', None) or ''}"
        self._parameters: Mapping[str, Any] = {**_SETTINGS, **given, "options": options}
        super().__init__(*(str(given.get(name, "")) for name in _LIBRARY_NAMES))
        self._suspect_before = 0.0
        self._closed = False
        self._reading: ConnectionPool[LogConnection]
        pool = self._new_pool()
        self.pool, self._reading = pool, pool

    def fetch(self, statement: LiteralString, parameters: Sequence[object]) -> list[Any]:
        """Run one statement in a transaction of its own; repeat it if the server was lost.

        Raises:
            LogUnavailable: the database does not answer in time.
        """
        began = time.monotonic()
        while True:
            try:
                return self._fetch(statement, parameters, began)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                # Others of the pool have probably lost their server as well.
                self._suspect_before = time.monotonic()
                if self._suspect_before > began + GIVE_UP_SECONDS or self._closed:
                    raise LogUnavailable(f"PostgreSQL: {error}") from error
            except psycopg.Error as error:
                raise LogUnavailable(f"PostgreSQL: {error}") from error
            time.sleep(0.1)

    def _fetch(
        self, statement: LiteralString, parameters: Sequence[object], began: float
    ) -> list[Any]:
        # Whoever has waited for a connection waits so much less for the answer.
        left = max(0.0, began + GIVE_UP_SECONDS - time.monotonic())
        with (
            self._reading.connection(left) as connection,
            connection.within(began + ANSWER_SECONDS - time.monotonic()),
            connection.cursor(row_factory=tuple_row, binary=True) as cursor,
        ):
            rows: list[Any] = cursor.execute(statement, parameters, prepare=True).fetchall()
            return rows

    def connect(self) -> "LogConnection":
        """Open a connection outside the pool.

        Raises:
            psycopg.OperationalError: the database does not answer.
        """
        return LogConnection.connect(**self._parameters, autocommit=True, row_factory=tuple_row)

    def close(self) -> None:
        """Close all pooled connections."""
        self._closed = True
        super().close()

    def _new_pool(self) -> "ConnectionPool[Any]":
        return ConnectionPool(
            connection_class=LogConnection,
            kwargs={**self._parameters, "autocommit": True, "row_factory": dict_row},
            min_size=1,
            max_size=POOL_SIZE,
            open=False,
            timeout=GIVE_UP_SECONDS,
            reconnect_timeout=GIVE_UP_SECONDS,
            check=self._refuse_suspects,
            name="event-log",
        )

    def _refuse_suspects(self, connection: "LogConnection") -> None:
        if connection.opened <= self._suspect_before:
            connection.close()
            raise psycopg.OperationalError("opened before the database went away")


class LogConnection(PatientConnection):
    """A connection that gives a silent server up, and knows since when it is open."""

    # A server that lives has ended by then what takes too long, and has said why.
    patience = GIVE_UP_SECONDS + 0.25

    def __init__(self, *arguments: Any, **keywords: Any) -> None:  # noqa: ANN401 - as given
        super().__init__(*arguments, **keywords)
        self.opened = time.monotonic()


_LIBRARY_NAMES = ("dbname", "host", "port", "user", "password")


def require_durability(connection: "psycopg.Connection[TupleRow]") -> None:
    """Refuse a server that could lose what it has acknowledged.

    Raises:
        UnsafeStore: a setting is off.
    """
    for setting in ("fsync", "synchronous_commit"):
        row = connection.execute("SELECT current_setting(%s)", (setting,)).fetchone()
        if row is None or row[0] == "off":
            raise UnsafeStore(f"PostgreSQL has {setting} = off: acknowledged events could be lost")


def shut_down(connection: "psycopg.Connection[Any]") -> None:
    """Let whatever waits on the connection, in any thread, see that it is gone."""
    # The copy of the descriptor is closed with the socket, the driver keeps its own.
    with (
        suppress(OSError, psycopg.Error),
        socket.socket(fileno=os.dup(connection.fileno())) as wire,
    ):
        wire.shutdown(socket.SHUT_RDWR)
