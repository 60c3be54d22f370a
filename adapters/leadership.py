"""Which of several processes does what only one may do: projections, clock, mails."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg

from adapters.patience import PatientConnection

LOCK = 0x67656D65_6C656164  # key of the advisory lock, "gemelead"
_TCP: dict[str, Any] = {
    "connect_timeout": 2,  # of each host that the URL names
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 4000,  # milliseconds; ruling 22
}


class Leadership(Protocol):
    """One process at a time holds it. Not safe in threads: one loop asks."""

    def acquire(self) -> bool:
        """Try to become the leader, at once; True as well for who already is."""
        ...

    def held(self) -> bool:
        """Tell whether this process still leads; ask every second or so."""
        ...

    def release(self) -> None:
        """Let another process lead."""
        ...


class FileLeadership:
    """Leadership among the processes of one machine, by a lock on a file.

    The operating system drops it with the process, so a successor needs no waiting.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> bool:
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        except OSError:
            os.close(file)
            raise
        self._file = file
        return True

    def held(self) -> bool:
        return self._file is not None

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class PostgresLeadership:
    """Leadership among the processes that share a PostgreSQL, by an advisory lock.

    The lock lives as long as the connection. A dead machine loses it after 4 seconds
    (TCP settings on both ends, ruling 22), and whoever gets no answer for as long leads no
    more; what may still be done meanwhile is fenced by the position of each projection.
    """

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._leads = False

    def acquire(self) -> bool:
        if self._leads:
            return True
        try:
            connection = self._connected()
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
        except psycopg.OperationalError:
            self.release()
            return False
        self._leads = row is not None and bool(row[0])
        return self._leads

    def held(self) -> bool:
        if self._connection is None or not self._leads:
            return False
        try:
            self._connection.execute("SELECT true")
        except psycopg.OperationalError:
            self.release()
            return False
        return True

    def release(self) -> None:
        if self._connection is not None:
            if self._leads:
                # Closing alone lets go only when the server has noticed.
                with suppress(psycopg.Error):
                    self._connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))
            self._connection.close()
            self._connection = None
        self._leads = False

    def _connected(self) -> "psycopg.Connection[tuple[Any, ...]]":
        if self._connection is None:
            self._connection = PatientConnection.connect(self._url, autocommit=True, **_TCP)
            # The server notices a client that is gone while it runs a query for it.
            self._connection.execute("SET client_connection_check_interval = '2s'")
        return self._connection
