"""The server's log goes on where it could not be written for a while."""

import errno
import io
import threading

import pytest

from api.logs import Gathered
from tests.patience import PATIENCE


class Disk(io.StringIO):
    """A file on a disk that is full at first; `free` makes room, `failed` tells of attempts."""

    def __init__(self) -> None:
        super().__init__()
        self.full, self.failed, self.written = True, threading.Event(), threading.Event()

    def write(self, text: str) -> int:
        if self.full:
            self.failed.set()
            raise OSError(errno.ENOSPC, "no space left on device")
        self.written.set()
        return super().write(text)


def test_a_disk_that_was_full_gets_later_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.logs.GATHER_SECONDS", 0.01)
    monkeypatch.setattr("atexit.register", lambda _: None)
    disk = Disk()
    gathered = Gathered(disk)
    gathered.write("lost\n")
    assert disk.failed.wait(PATIENCE)
    disk.full = False
    gathered.write("told\n")
    assert disk.written.wait(PATIENCE)
    assert disk.getvalue() == "told\n"
    gathered._stopped.set()  # noqa: SLF001 - a server's goes on to its end
