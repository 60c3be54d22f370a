"""Turns at a file that only one of several processes can write at a time.

SQLite's own waiting looks again after 1, 2, 5, 10, 15 and more milliseconds: who waits
sleeps through the moments in which the file is free, and whoever wrote last comes first
again. Here the system wakes the one that has waited longest.
"""

import fcntl
import os
import threading
import time
from _thread import start_new_thread
from contextlib import suppress
from pathlib import Path


class NoTurn(Exception):
    """The others did not end in time, or the file cannot be opened."""


class FileTurns:
    """Lets threads and processes of one machine write one after the other. Use it by `with`.

    A courtesy beside the database's own lock, which is what keeps writers apart: who
    stays out of it is as safe and waits less fairly. The turn of a process that dies ends.
    """

    def __init__(self, path: Path, patience: float) -> None:
        """Queue at a file of this name, for at most `patience` seconds; it stays empty.

        It must not be the file that is written: SQLite's locks end when it is closed.
        """
        self._path = path
        self._patience = patience
        self._threads = threading.Lock()
        self._file = -1
        self._left: _Waiting | None = None

    def __enter__(self) -> None:
        """Wait for the turn.

        Raises:
            NoTurn: it did not come in time, or the file cannot be opened.
        """
        until = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise NoTurn
        try:
            self._file = self._taken(until)
        except OSError as error:
            self._threads.release()
            raise NoTurn from error
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        """End the turn."""
        os.close(self._file)
        self._threads.release()

    def _taken(self, until: float) -> int:
        """Return a file that holds the lock until it is closed."""
        if self._left is not None:  # It still stands in the queue, for nobody: one is enough.
            if not self._left.is_over(until - time.monotonic()):
                raise NoTurn
            self._left = None
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting = _Waiting(file)
            if not waiting.has_come(until - time.monotonic()):
                self._left = waiting
                raise NoTurn from None
        except OSError:
            os.close(file)
            raise
        return file


class _Waiting:
    """A thread that waits for the lock: the system's own waiting has no end.

    It is started the plain way. What `threading.Thread` does besides took as long again as
    all the rest, at every second batch of a storm.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._undecided = [True]  # taking the only item is one step, whichever thread tries it
        self._come, self._over = threading.Lock(), threading.Lock()
        self._come.acquire()
        self._over.acquire()
        start_new_thread(self._wait, ())

    def has_come(self, seconds: float) -> bool:
        """Wait; after False the file is closed as soon as the lock is had."""
        try:
            if self._come.acquire(timeout=max(0.0, seconds)):
                return True
        except BaseException:  # Interrupted: nobody will use the lock, had or not.
            if not self._decides():
                os.close(self._file)
            raise
        return not self._decides()

    def is_over(self, seconds: float) -> bool:
        """Wait until the file is closed, after `has_come` was False."""
        return self._over.acquire(timeout=max(0.0, seconds))

    def _wait(self) -> None:
        with suppress(OSError):  # Then it goes on without: the database's own lock is there.
            fcntl.flock(self._file, fcntl.LOCK_EX)
        if self._decides():
            self._come.release()
        else:
            os.close(self._file)
            self._over.release()

    def _decides(self) -> bool:
        try:
            self._undecided.pop()
        except IndexError:
            return False
        return True
