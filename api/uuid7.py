"""Ids that ascend with time, so that indexes grow at their end (RFC 9562, 5.7)."""

import secrets
import threading
import time
from uuid import UUID

_RANDOM_BITS = 74


class Uuid7:
    """Makes version 7 UUIDs, strictly ascending within a process. Safe in threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> UUID:
        """Return an id never given before: milliseconds since 1970, then 74 random bits."""
        with self._lock:
            now = time.time_ns() // 1_000_000
            new = now << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
            # In the same millisecond, or after the clock was set back, count on instead.
            self._last = new = new if new > self._last else self._last + 1
        milliseconds, rest = new >> _RANDOM_BITS, new & ((1 << _RANDOM_BITS) - 1)
        high, low = rest >> 62, rest & ((1 << 62) - 1)
        return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)
