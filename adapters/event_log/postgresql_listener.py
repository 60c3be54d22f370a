"""Hears that other processes have appended: LISTEN and NOTIFY only say "look"."""

import threading
from contextlib import suppress

import psycopg
from psycopg.rows import TupleRow

from adapters.event_log.postgresql_connections import Connections, shut_down

CHANNEL = "stored_events"

LOOK_ANYWAY_SECONDS = 1.0
"""A waiting thread looks this often even if it hears nothing."""

_LISTEN_SECONDS = 2.0  # how soon stop() is noticed if it came just before LISTEN
_RECONNECT_SECONDS = 0.5


class Listener:
    """Wakes waiting threads. Connects when the first one waits; reconnects by itself."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._heard = 0
        self._news = threading.Condition()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._connection: psycopg.Connection[TupleRow] | None = None

    def heard(self) -> int:
        """Return a number that changes with every wake-up; look at the log after asking."""
        with self._news:
            if self._thread is None and not self._stopped.is_set():
                self._thread = threading.Thread(
                    target=self._listen, name="event-log-listener", daemon=True
                )
                self._thread.start()
            return self._heard

    def wait(self, heard: int, seconds: float) -> None:
        """Return once something newer than `heard` was heard, or after a while."""
        with self._news:
            self._news.wait_for(
                lambda: self._heard != heard, timeout=min(seconds, LOOK_ANYWAY_SECONDS)
            )

    def wake(self) -> None:
        """Let all waiting threads look at the log."""
        with self._news:
            self._heard += 1
            self._news.notify_all()

    def stop(self) -> None:
        """Return when the listening thread has ended."""
        self._stopped.set()
        self.wake()
        if self._connection is not None and not self._connection.closed:
            shut_down(self._connection)
        if self._thread is not None:
            self._thread.join()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            # A server that is away comes back; until then waiting threads look anyway.
            with suppress(psycopg.Error), self._connections.connect() as connection:
                self._hear(connection)
            self._stopped.wait(_RECONNECT_SECONDS)

    def _hear(self, connection: "psycopg.Connection[TupleRow]") -> None:
        self._connection = connection
        connection.execute(f"LISTEN {CHANNEL}")
        # What was appended before LISTEN took effect is not announced.
        self.wake()
        while not self._stopped.is_set():
            heard = False
            for _ in connection.notifies(timeout=_LISTEN_SECONDS, stop_after=1):
                heard = True
                self.wake()
            if not heard:
                # Nothing to tell, or nobody there who would: another server may lead by now.
                connection.execute("SELECT true")
