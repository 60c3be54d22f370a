"""What is still to happen, in order of time; acts may put further ones on it."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from datetime import datetime

Act = Callable[[datetime], None]
"""Carries something out at the moment handed in."""


class Agenda:
    """At equal moments the platform's clock comes first, then what was added first."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, bool, int, Act]] = []
        self._order = itertools.count()

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, at: datetime, act: Act, *, by_clock: bool = False) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self._entries, (at, not by_clock, next(self._order), act))

    def until(self, end: datetime) -> Iterator[tuple[datetime, Act]]:
        """Yield what happens up to `end`, acts added meanwhile included."""
        while self._entries and self._entries[0][0] <= end:
            at, _, _, act = heapq.heappop(self._entries)
            yield at, act
