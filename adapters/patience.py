"""Connections on which a PostgreSQL that says nothing is given up.

A server that is stopped, or whose disk has stalled, keeps the connection alive and never
answers; neither its own timeouts nor those of TCP help then. Read models have the same
(`projections/patience.py`): they import nothing from here.
"""

import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

_LOOK_AROUND_SECONDS = 0.1  # how soon the driver notices that somebody wants to end the program
T = TypeVar("T")


class PatientConnection(psycopg.Connection[Any]):
    """Closes itself after `patience` seconds without an answer.

    Whoever waits sees an OperationalError, as when the server is lost.
    """

    patience = 4.0

    def wait(
        self, gen: PQGen[T], interval: float = _LOOK_AROUND_SECONDS, timeout: float | None = None
    ) -> T:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        until = time.monotonic() + self.patience
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.OperationalError as error:
            if time.monotonic() < until:
                raise
            self.close()
            raise psycopg.OperationalError(f"no answer for {self.patience:.0f} seconds") from error
