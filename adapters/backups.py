"""Copies of databases, taken while they are in use (T5).

SQLite by its backup interface, PostgreSQL by `pg_dump` in its custom format: both give
one moment of the whole. Plain copies of files in use were measured to be damaged.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import create_engine, inspect, make_url

ALL_PAGES = -1  # in one step: between two, each write of others would start the copy anew
READ = 1024 * 1024
SECONDS = 6 * 3600


class BackupFailed(Exception):
    """The copy could not be made or played back; the text says what stood in the way."""


def copy(url: str, target: Path, tables: Sequence[str] = ()) -> Path:
    """Copy a database into a folder and return the file; of PostgreSQL only these tables.

    Raises:
        BackupFailed: nothing usable was written.
    """
    if file_of := _sqlite_file(url):
        return _copy_sqlite(file_of, target.with_suffix(".db"))
    file = target.with_suffix(".dump")
    chosen = [f"--table={name}" for name in tables]
    _run(url, "pg_dump", "--format=custom", "--no-owner", f"--file={file}", *chosen)
    return file


def play_back(file: Path, url: str) -> None:
    """Write a copy into an empty database.

    Raises:
        BackupFailed: it is not complete; empty the database and begin again.
    """
    if target := _sqlite_file(url):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Under its name it is whole, or not there.
        part = target.with_name(f"{target.name}.restoring")
        part.touch(mode=0o600)
        shutil.copyfile(file, part)
        _sync(part)
        part.replace(target)
        return
    _run(url, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(file))


def is_empty(url: str) -> bool:
    """Tell whether there is nothing yet that a copy could overwrite."""
    if file := _sqlite_file(url):
        return not file.exists()
    engine = create_engine("postgresql+psycopg://", connect_args=_server(url))
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def beside(url: str, ending: str) -> list[Path]:
    """Return the files whose names are that of an SQLite database with this ending (a pattern)."""
    file = _sqlite_file(url)
    return [] if file is None else sorted(file.parent.glob(f"{file.stem}{ending}"))


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    found = hashlib.sha256()
    with file.open("rb") as stream:
        while part := stream.read(READ):
            found.update(part)
    return found.hexdigest()


def _sqlite_file(url: str) -> Path | None:
    return Path(str(make_url(url).database)) if url.startswith("sqlite") else None


def _server(url: str) -> dict[str, Any]:
    """Return what the URL of a PostgreSQL says; it may name several hosts."""
    return conninfo_to_dict(f"postgresql://{url.partition('://')[2]}")


def _copy_sqlite(source: Path, target: Path) -> Path:
    if not source.exists():
        raise BackupFailed(f"{source.name} does not exist")
    target.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as kept:
            live.backup(kept, pages=ALL_PAGES)  # Writers go on meanwhile, into the WAL.
            kept.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            [answer] = kept.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise BackupFailed(f"{target}: {error}") from error
    if answer != "ok":
        raise BackupFailed(f"the copy of {source.name} is damaged")
    _sync(target)
    return target


def _sync(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _run(url: str, program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupFailed(f"{program} is not installed on this machine")
    server = _server(url)
    # The password goes by the environment: arguments can be read by everybody here.
    environment: Mapping[str, str] = {
        **os.environ,
        "PGPASSWORD": server.pop("password", None) or "",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own program names, no shell
            [found, f"--dbname={make_conninfo(**server)}", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BackupFailed(f"{program} had not ended after {SECONDS / 3600:.0f} hours") from error
    if done.returncode:
        raise BackupFailed(f"{program}: {done.stderr.strip().splitlines()[-1:]}")
