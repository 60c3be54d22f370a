"""Answers about what seldom changes, kept from one snapshot to the next by each process."""

import threading
from collections.abc import Hashable
from typing import Any

_MOST = 1_000  # a process of participation has a dozen

Answers = dict[Hashable, Any]


class Standing:
    """The answers that hold by now. Safe in threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since = (0, 0)
        self._answers: Answers = {}

    def answers(self, generation: int, position: int) -> Answers | None:
        """Return what has held since this position; None if something has changed since.

        Whoever still has answers when something changes adds to what nobody is given any more.
        """
        since = (generation, position)
        with self._lock:
            if since > self._since or len(self._answers) >= _MOST:
                self._since, self._answers = max(since, self._since), {}
            return self._answers if since == self._since else None
