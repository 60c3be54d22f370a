"""Recomputing the hash chain of the log when somebody asks for it."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from api.pages.views import ChainCheck
from domain.ports import EventLog, LogCorrupt

PAUSE = timedelta(seconds=30)
"""For so long a result is given to everybody: a check reads the whole log."""

_SHOWN = 12  # hexadecimal digits of a hash


class _Result(msgspec.Struct, frozen=True):
    log: EventLog
    at: datetime
    check: ChainCheck


class ChainChecks:
    """Checks the chain of a log, one check at a time. Safe in threads."""

    def __init__(self, timer: Callable[[], float] = time.perf_counter) -> None:
        self._timer = timer
        self._lock = threading.Lock()
        self._last: _Result | None = None

    def run(self, log: EventLog, now: datetime) -> ChainCheck:
        """Return the result of a check that is at most half a minute old."""
        with self._lock:
            last = self._last
            if last is None or last.log is not log or now - last.at >= PAUSE:
                last = self._last = _Result(log, now, self._check(log))
            return last.check

    def _check(self, log: EventLog) -> ChainCheck:
        began, head = self._timer(), log.head()
        try:
            for _ in log.check():
                pass
        except LogCorrupt as error:
            return ChainCheck(
                result="broken",
                checked=max(0, error.position - 1),
                bad_position=error.position,
                reason=error.reason,
            )
        return ChainCheck(
            result="holds",
            checked=head.position,
            head_hash=head.hash.hex()[:_SHOWN],
            milliseconds=round((self._timer() - began) * 1000),
        )
