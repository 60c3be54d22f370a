"""The time and the ids of the replay: the same ones whenever it is played."""

import itertools
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

TICK = timedelta(milliseconds=1)
_RANDOM_BITS = 62
_COUNTER_BITS = 12


class ScriptedClock:
    """Tells when an act happens; no two happen at the same moment."""

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)

    def approach(self, at: datetime) -> None:
        """Let time pass until just before `at`, so that ids made for it are of its age."""
        self.now = max(at.astimezone(UTC) - TICK, self.now)

    def reach(self, at: datetime) -> datetime:
        """Return `at` in UTC, or the next free moment if it is taken already."""
        self.now = max(at.astimezone(UTC), self.now + TICK)
        return self.now


class ScriptedIds:
    """Makes version 7 UUIDs from the scripted time and a counter, not from dice."""

    def __init__(self, clock: ScriptedClock) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)

    def __call__(self) -> UUID:
        """Return the next id; ids ascend with the scripted time."""
        number = next(self._numbers)
        milliseconds = round(self._clock.now.timestamp() * 1000)
        digest = sha256(f"demo/{number}".encode()).digest()
        low = int.from_bytes(digest[:8]) >> (64 - _RANDOM_BITS)
        counter = number % (1 << _COUNTER_BITS)
        return UUID(int=milliseconds << 80 | 7 << 76 | counter << 64 | 2 << 62 | low)
