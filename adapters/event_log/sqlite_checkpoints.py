"""Copying pages from the write-ahead log to their places, beside whoever commits.

In a long log nearly every page that a vote changes is another one, all over the file. Whoever
commits would wait for the disk until thousands of them are in place.
"""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress

ROWS = 1_000
"""Written rows after which pages are copied. An event and a command change two or three pages."""


class Checkpoints:
    """A thread that copies pages after many rows.

    Nothing rests on it: commits are on the disk before, and what it has not copied when
    the write-ahead log has grown to its bound, whoever commits copies.
    """

    def __init__(self, opened: Callable[[], sqlite3.Connection]) -> None:
        """Copy over a connection of its own, which `opened` returns."""
        self._opened = opened
        self._copied = 0
        self._due = threading.Event()
        self._stopped = False
        self._thread: threading.Thread | None = None

    def note(self, rows: int) -> None:
        """Hear how many rows the writer has written since it was opened; for one thread at a time.

        Returns at once.
        """
        if rows < self._copied:  # It was opened anew.
            self._copied = 0
        if rows - self._copied < ROWS or self._stopped:
            return
        self._copied = rows
        if self._thread is None:
            self._thread = threading.Thread(target=self._go, name="checkpoints", daemon=True)
            self._thread.start()
        self._due.set()

    def stop(self) -> None:
        """Return when nothing is copied any more."""
        self._stopped = True
        self._due.set()
        if self._thread is not None:
            self._thread.join()

    def _go(self) -> None:
        # Whatever the trouble is, whoever commits meets it too, and can say so.
        with suppress(sqlite3.Error), closing(self._opened()) as connection:
            while self._due.wait() and not self._stopped:
                self._due.clear()
                with suppress(sqlite3.Error):
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
