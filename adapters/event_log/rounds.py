"""A thread that looks after something again and again."""

import threading
from collections.abc import Callable


class Rounds:
    """Calls a function every `seconds` on a thread of its own, until stopped."""

    def __init__(self, name: str, seconds: float, function: Callable[[], None]) -> None:
        self._seconds = seconds
        self._function = function
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._go, name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Return when the function runs no more."""
        self._stopped.set()
        self._thread.join()

    def _go(self) -> None:
        while not self._stopped.wait(self._seconds):
            self._function()
