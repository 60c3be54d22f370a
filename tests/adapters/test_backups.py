"""A copy of a database in use is one moment of it, however much is written meanwhile."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from adapters import backups

ROWS = 3_000  # of half a kilobyte: some thousand pages
ENDLESS = 50  # steps; the file is far smaller


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "log.db"
    with closing(sqlite3.connect(file)) as live:
        live.execute("PRAGMA page_size = 512")
        live.execute("PRAGMA journal_mode = WAL")
        live.execute("CREATE TABLE votes (number INTEGER PRIMARY KEY, note BLOB)")
        live.executemany("INSERT INTO votes (note) VALUES (?)", [(bytes(500),)] * ROWS)
        live.commit()
    return file


def written_to_at_every_step(
    file: Path,
) -> Callable[..., sqlite3.Connection]:
    """Return a `sqlite3.connect` whose copies see another write after each of their steps."""
    steps: list[int] = []

    def write(_status: int, remaining: int, _total: int) -> None:
        steps.append(remaining)
        assert len(steps) < ENDLESS, "the copy begins anew with each write"
        with closing(plain(file)) as other, other:
            other.execute("INSERT INTO votes (note) VALUES (NULL)")

    class Watched(sqlite3.Connection):
        def backup(self, target: sqlite3.Connection, **options: Any) -> None:  # noqa: ANN401 - handed on
            super().backup(target, progress=write, **options)

    plain = sqlite3.connect
    return partial(plain, factory=Watched)


@pytest.mark.parametrize(
    ("program", "seconds", "told"),
    [
        ("exec sleep 30", 0.2, "had not ended"),
        (r"printf '\374berlastet' >&2; exit 1", 30, "berlastet"),
    ],
)
def test_a_program_that_fails_or_hangs_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, seconds: float, told: str
) -> None:
    (tmp_path / "pg_dump").write_text(f"#!/bin/sh\n{program}\n")
    (tmp_path / "pg_dump").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(backups, "SECONDS", seconds)
    with pytest.raises(backups.BackupFailed, match=told):
        backups.copy("postgresql://localhost/log", tmp_path / "log")


def test_a_copy_comes_to_its_end_while_others_write(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", written_to_at_every_step(source))
        file = backups.copy(f"sqlite:///{source}", tmp_path / "copy")
    with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(source)) as live:
        count = "SELECT count(*) FROM votes"
        assert copy.execute(count).fetchone() == (ROWS,)
        assert live.execute(count).fetchone() == (ROWS + 1,)
