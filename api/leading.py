"""Leads the work that only one process may do, or waits for the leader to fall."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import structlog

from api.supervision import Loop, Supervisor

EVERY = 1.0  # seconds; with the lock's own limits, another process leads within 5

log = structlog.get_logger("gemeinsam.leader")


class LeadershipPort(Protocol):
    """One process at a time holds it: see adapters/leadership.py."""

    def acquire(self) -> bool: ...
    def held(self) -> bool: ...
    def release(self) -> None: ...


class Leader:
    """Runs loops while this process leads; any number of processes may try."""

    def __init__(self, leadership: LeadershipPort, loops: Callable[[], Sequence[Loop]]) -> None:
        self._leadership = leadership
        self._loops = loops
        self._supervisor: Supervisor | None = None

    @property
    def leads(self) -> bool:
        """Whether this process does the work now."""
        return self._supervisor is not None

    @property
    def troubles(self) -> Mapping[str, str]:
        """Return the loops of this leader that have failed; none if another leads."""
        supervisor = self._supervisor
        return {} if supervisor is None else supervisor.troubles

    def run(self, stop: threading.Event) -> None:
        """Wait to lead, lead, and hand over when told to stop or when the lock is lost."""
        try:
            while not stop.is_set():
                if self._leadership.acquire():
                    self._lead(stop)
                stop.wait(EVERY)
        finally:
            self._leadership.release()

    def _lead(self, stop: threading.Event) -> None:
        log.info("leads")
        self._supervisor = supervisor = Supervisor(self._loops())
        supervisor.start()
        try:
            while self._leadership.held() and not stop.wait(EVERY):
                pass
        finally:
            supervisor.stop()
            self._supervisor = None
            self._leadership.release()
            log.info("no longer leads")
