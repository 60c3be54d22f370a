"""Pages of the write-ahead log are copied beside whoever commits."""

import sqlite3
import threading
import time
from pathlib import Path

from adapters.event_log import open_log
from adapters.event_log.sqlite_checkpoints import ROWS, Checkpoints
from tests.adapters.event_log.events import EVENTS, append, write
from tests.patience import PATIENCE

BYTES = 100 * ROWS  # less than these events take, and far more than the tables do when empty


def eventually(path: Path, size: int) -> bool:
    until = time.monotonic() + PATIENCE
    while path.stat().st_size < size and time.monotonic() < until:
        time.sleep(0.02)
    return path.stat().st_size >= size


def test_many_rows_reach_the_file_while_the_log_is_open(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    log = open_log(f"sqlite:///{path}", EVENTS)
    for number in range(4):
        log.append(append(write(number, *range(ROWS // 3))))
    assert eventually(path, BYTES)
    log.close()
    assert "checkpoints" not in {thread.name for thread in threading.enumerate()}


def test_few_rows_are_left_where_they_are_and_trouble_is_left_to_others() -> None:
    opened = []

    def fail() -> sqlite3.Connection:
        opened.append(1)
        raise sqlite3.OperationalError("unable to open database file")

    checkpoints = Checkpoints(fail)
    checkpoints.note(ROWS - 1)
    assert opened == []
    checkpoints.note(ROWS)
    checkpoints.note(3 * ROWS)
    checkpoints.stop()
    checkpoints.note(9 * ROWS)
    assert opened == [1]
