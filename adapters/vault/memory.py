"""A bounded, short-lived memory, so that not every vote and page asks the vault."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Generic, TypeVar

PEOPLE = 5_000
"""Of how many people a process remembers something: those of ten seconds of a storm.

Each takes some four kilobytes in all that is remembered of them, and comes back in half a
millisecond."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Keeps the `most` values used last. Safe in threads.

    A value is fresh for `seconds` and stays at hand as stale for `stale` seconds
    more, for the time in which its source does not answer.
    """

    def __init__(
        self,
        most: int,
        *,
        seconds: float = 60,
        stale: float = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._stale = stale
        self._clock = clock
        self._entries: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, *, stale: bool = False) -> V | None:
        """Return the value if it is still fresh, or still at hand where `stale` will do."""
        oldest = self._clock() - self._seconds - (self._stale if stale else 0)
        with self._lock:
            entry = self._entries.get(key)
            if entry is None or entry[0] < oldest:
                return None
            self._entries.move_to_end(key)
            return entry[1]

    def get_all(self, keys: Collection[K], *, stale: bool = False) -> dict[K, V]:
        """Return those of the values that are fresh, or at hand where `stale` will do."""
        oldest = self._clock() - self._seconds - (self._stale if stale else 0)
        found: dict[K, V] = {}
        with self._lock:
            for key in keys:
                entry = self._entries.get(key)
                if entry is not None and entry[0] >= oldest:
                    self._entries.move_to_end(key)
                    found[key] = entry[1]
        return found

    def put(self, key: K, value: V) -> None:
        """Remember one value from now on."""
        self.put_all({key: value})

    def put_all(self, values: Mapping[K, V]) -> None:
        """Remember the values from now on."""
        now = self._clock()
        with self._lock:
            for key, value in values.items():
                self._entries[key] = (now, value)
                self._entries.move_to_end(key)
            self._let_go(now)

    def _let_go(self, now: float) -> None:
        """Drop what nobody will be given any more, from the one used longest ago on."""
        oldest = now - self._seconds - self._stale
        while self._entries:
            moment, _ = next(iter(self._entries.values()))
            if moment >= oldest and len(self._entries) <= self._most:
                return
            self._entries.popitem(last=False)

    def forget(self, keys: Collection[K]) -> None:
        """Drop these at once, stale ones too."""
        with self._lock:
            for key in keys:
                self._entries.pop(key, None)

    def forget_where(self, goes: Callable[[K, V], bool]) -> None:
        """Drop at once every entry for which `goes` says so."""
        with self._lock:
            for key in [key for key, (_, value) in self._entries.items() if goes(key, value)]:
                del self._entries[key]
