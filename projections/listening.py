"""Hears that the read models have moved on, where their database is a PostgreSQL (ruling 7)."""

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from projections.patience import PatientConnection

CHANNEL = "gemeinsam_read_models"
_RECONNECT_SECONDS = 1.0
_LISTEN_SECONDS = 2.0  # how soon `stop` is noticed if it came just before LISTEN
_PATIENCE_SECONDS = 4.0  # after which a server that says nothing is given up


class Listening:
    """Tells `heard` each position that is announced, from a thread of its own.

    What is not announced, because the connection was away or because a standby refuses
    LISTEN, has to be looked for: `works` says whether announcements can be expected.
    """

    def __init__(self, engine: Engine, heard: Callable[[int], None]) -> None:
        self._engine = engine
        self._heard = heard
        self._stopped = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._connection: psycopg.Connection[Any] | None = None
        self.works = False

    def start(self) -> None:
        """Begin to listen, unless that has been done; returns at once."""
        with self._starting:
            if self._thread is None and not self._stopped.is_set():
                self._thread = threading.Thread(
                    target=self._listen, name="read-models-listener", daemon=True
                )
                self._thread.start()

    def stop(self) -> None:
        """Return when the thread has ended, if it was ever begun."""
        self._stopped.set()
        with self._starting:
            connection, thread = self._connection, self._thread
        if connection is not None and not connection.closed:
            # The copy of the descriptor is closed with the socket, the driver keeps its own.
            with suppress(OSError), socket.socket(fileno=os.dup(connection.fileno())) as wire:
                wire.shutdown(socket.SHUT_RDWR)
        if thread is not None:
            thread.join()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            with suppress(psycopg.Error, DBAPIError, NoConnectionFree):
                connection = self._connect()
                try:
                    self._hear(connection)
                finally:
                    self.works = False
                    connection.close()
            self._stopped.wait(_RECONNECT_SECONDS)

    def _connect(self) -> "psycopg.Connection[Any]":
        lent = self._engine.raw_connection()
        connection = cast("psycopg.Connection[Any]", lent.driver_connection)
        lent.detach()  # It is kept for as long as we listen, and never goes back to the pool.
        return connection

    def _hear(self, connection: "psycopg.Connection[Any]") -> None:
        connection.autocommit = True
        if isinstance(connection, PatientConnection):
            connection.patience = _PATIENCE_SECONDS
        with self._starting:
            self._connection = connection
        connection.execute(f"LISTEN {CHANNEL}")
        self.works = True
        while not self._stopped.is_set():
            heard = False
            for notice in connection.notifies(timeout=_LISTEN_SECONDS, stop_after=1):
                heard = True
                self._heard(int(notice.payload))
            if not heard:
                # Nothing to tell, or nobody there who would: another server may lead by now.
                connection.execute("SELECT true")
