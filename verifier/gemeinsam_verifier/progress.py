"""A bar on the standard error output, for those who sit in front of it."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

WIDTH = 30
PAUSE = 0.1  # seconds


class Bar:
    """Shows how many entries are read; silent where nobody watches."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._watched = self._stream.isatty()
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Show that so many of so many are read."""
        now = time.monotonic()
        if not self._watched or (now < self._next and done < total):
            return
        self._next = now + PAUSE
        share = done / total if total else 1.0
        bar = "█" * round(WIDTH * share)
        self._stream.write(f"\r{bar:░<{WIDTH}} {share:4.0%} {done:,}/{total:,} ")
        self._stream.flush()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wipe the line, so that what follows starts on a clean one."""
        if self._watched:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
