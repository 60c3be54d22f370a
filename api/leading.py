"""Leads the work that only one process may do, or waits for the leader to fall."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import structlog

from api.supervision import Loop, Supervisor

EVERY = 1.0  # seconds; with the lock's own limits, another process leads within 5
GRACE = 10.0  # seconds that each loop has for its end

log = structlog.get_logger("gemeinsam.leader")


class LeadershipPort(Protocol):
    """One process at a time holds it: see adapters/leadership.py."""

    def acquire(self) -> bool: ...
    def held(self) -> bool: ...
    def release(self) -> None: ...


class Leader:
    """Runs loops while this process leads; any number of processes may try.

    Who has lost the lead does not try again before every loop has ended: two of a kind in
    one process would send mails twice. Another process leads meanwhile, if there is one.
    """

    def __init__(
        self,
        leadership: LeadershipPort,
        loops: Callable[[], Sequence[Loop]],
        *,
        every: float = EVERY,
        grace: float = GRACE,
    ) -> None:
        """Lead with these loops. `every` and `grace` are seconds, `grace` for each loop's end."""
        self._leadership = leadership
        self._loops = loops
        self._every = every
        self._grace = grace
        self._supervisor: Supervisor | None = None
        self._former: Supervisor | None = None

    @property
    def leads(self) -> bool:
        """Whether this process does the work now."""
        return self._supervisor is not None

    @property
    def troubles(self) -> Mapping[str, str]:
        """Return its loops that have failed or do not end; none if another leads."""
        supervisor, former = self._supervisor, self._former
        stuck = () if former is None else former.running
        return {
            **({} if supervisor is None else supervisor.troubles),
            **dict.fromkeys(stuck, "StillRunning"),
        }

    def run(self, stop: threading.Event) -> None:
        """Wait to lead, lead, and hand over when told to stop or when the lock is lost."""
        try:
            while not stop.is_set():
                if self._has_ended() and self._leadership.acquire():
                    self._lead(stop)
                stop.wait(self._every)
        finally:
            self._leadership.release()

    def _lead(self, stop: threading.Event) -> None:
        log.info("leads")
        self._supervisor = supervisor = Supervisor(self._loops())
        supervisor.start()
        try:
            while self._leadership.held() and not stop.wait(self._every):
                pass
        finally:
            if not supervisor.stop(self._grace):
                self._former = supervisor
                log.error("does not end", loops=supervisor.running)
            self._supervisor = None
            self._leadership.release()
            log.info("no longer leads")

    def _has_ended(self) -> bool:
        """Tell whether nothing runs any more of what was begun when this process led before."""
        if self._former is not None and not self._former.running:
            self._former = None
        return self._former is None
