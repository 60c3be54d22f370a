"""A bounded, short-lived memory, so that not every vote and page asks the vault."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Hashable, Mapping
from itertools import islice
from typing import Generic, TypeVar

PEOPLE = 5_000
"""Of how many people a process remembers something: those of ten seconds of a storm.

Each takes some four kilobytes in all that is remembered of them, and comes back in half a
millisecond."""

LATEST = 1_000
"""How many wishes to forget are kept in mind for values that are just being read."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Keeps the `most` values used last. Safe in threads.

    A value is fresh for `seconds` and stays at hand as stale for `stale` seconds
    more, for the time in which its source does not answer.

    Whoever reads a value calls `begin` before, and hands its answer to `put`: a value that
    is forgotten while it is being read is not remembered afterwards. Whoever changes the
    source calls `forget` when the change is stored.
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
        self._forgotten = 0
        self._gone: deque[Callable[[K, V], bool]] = deque(maxlen=LATEST)
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

    def begin(self) -> int:
        """Return what `put` is told by who begins to read now."""
        return self._forgotten

    def put(self, key: K, value: V, begun: int) -> None:
        """Remember a value, unless it was to be forgotten since the reading had `begun`."""
        self.put_all({key: value}, begun)

    def put_all(self, values: Mapping[K, V], begun: int) -> None:
        """Remember the values but those that were to be forgotten since `begun`."""
        now = self._clock()
        with self._lock:
            since = self._forgotten - begun
            if since > len(self._gone):
                return  # Nobody knows any more what they were.
            gone = [*islice(reversed(self._gone), since)]
            for key, value in values.items():
                if not any(goes(key, value) for goes in gone):
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
        gone = frozenset(keys)
        if not gone:
            return
        with self._lock:
            self._bear_in_mind(lambda key, _: key in gone)
            for key in gone:
                self._entries.pop(key, None)

    def forget_where(self, goes: Callable[[K, V], bool]) -> None:
        """Drop at once every entry for which `goes` says so."""
        with self._lock:
            self._bear_in_mind(goes)
            for key in [key for key, (_, value) in self._entries.items() if goes(key, value)]:
                del self._entries[key]

    def _bear_in_mind(self, goes: Callable[[K, V], bool]) -> None:
        """Let no value come back that is just being read."""
        self._gone.append(goes)
        self._forgotten += 1
