"""Connections on which a PostgreSQL that says nothing is given up.

A server that is stopped, or whose disk has stalled, keeps the connection alive and never
answers; neither its own timeouts nor those of TCP help then. Read models have the same
(`projections/patience.py`): they import nothing from here.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    _until = math.inf

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Give up as well what the block still waits for after so many seconds in all."""
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = math.inf

    def wait(
        self, gen: PQGen[T], interval: float = _LOOK_AROUND_SECONDS, timeout: float | None = None
    ) -> T:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        began = time.monotonic()
        until = min(began + self.patience, self._until)
        try:
            return super().wait(gen, interval, max(0.0, until - began))
        except psycopg.OperationalError as error:
            if time.monotonic() < until:
                raise
            self.close()
            raise psycopg.OperationalError("the server gives no answer") from error
