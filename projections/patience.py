"""Connections on which a server that says nothing is given up.

A server that is stopped, or whose disk has stalled, keeps the connection alive and never
answers; neither its own timeouts nor those of TCP help then.
"""

import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import Connection

READING_SECONDS = 8.0
"""How long a statement may take unless something else is said; pages have short ones."""

FOLDING_SECONDS = 60.0
"""How long a batch that follows the log waits for one statement; many rows take their time."""

_LOOK_AROUND_SECONDS = 0.1  # how soon the driver notices that somebody wants to end the program
T = TypeVar("T")


class PatientConnection(psycopg.Connection[Any]):
    """Closes itself after `patience` seconds without an answer; None waits for ever.

    Whoever waits sees an OperationalError, as when the server is lost.
    """

    patience: float | None = READING_SECONDS

    def wait(
        self, gen: PQGen[T], interval: float = _LOOK_AROUND_SECONDS, timeout: float | None = None
    ) -> T:
        patience = self.patience
        if timeout is not None or patience is None:
            return super().wait(gen, interval, timeout)
        until = time.monotonic() + patience
        try:
            return super().wait(gen, interval, patience)
        except psycopg.OperationalError as error:
            if time.monotonic() < until:
                raise
            self.close()
            raise psycopg.OperationalError(f"no answer for {patience:.0f} seconds") from error


def be_patient(connection: Connection, seconds: float | None) -> None:
    """Give a server so many seconds for each statement; nothing changes for SQLite."""
    driver = connection.connection.driver_connection
    if isinstance(driver, PatientConnection):
        driver.patience = seconds
