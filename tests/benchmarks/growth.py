"""What a vote costs in a long log, beside one in a log of 10,000 events.

    python -m tests.benchmarks.growth [sqlite] [postgresql] [--events N] [--minutes M]
                                      [--gigabytes G] [--keep FOLDER [--fill]]

Fills a log through the port that imports use, and the table of commands with a tenth as many,
until there are `--events` (10,000,000), or the minutes or gigabytes are used up: it says how
far it came. Then the same votes, each with its guard and its command, are appended to the
short and the long log in turn, so that a busy machine disturbs both alike.

With `--keep` the long log stays in FOLDER and is found there the next time: only what is missing
is filled, and with `--fill` nothing is measured. So it can be filled on a busy machine, and be
measured on a quiet one. Each measuring adds its votes to it. Short logs are always new.

PostgreSQL has the buffers that its manual advises, a quarter of the machine's memory (4 GB at
most), and rare checkpoints. The indexes of a log that was found are read once before they are
measured: on a machine that has been serving they are in memory.
"""

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median
from uuid import UUID

import msgspec
import psycopg

from adapters.event_log import PersistentEventLog, open_log
from domain.messages import Append, StreamId, Write
from tests.benchmarks import event_log
from tests.benchmarks.databases import postgresql
from tests.benchmarks.serving.servers import Processes, server_of

SHORT = 10_000
PORTION = 3000  # events of one append
LOOK_EVERY = 100_000  # events between two looks at disk and clock
TURNS = 6
MOST_BUFFERS = 2**32  # bytes: a quarter of the memory that we advise for a large city


class Bounds(msgspec.Struct, frozen=True):
    """When filling ends: as soon as one of these is reached."""

    events: int = 10_000_000
    minutes: float = 30
    gigabytes: float = 20


class Place(msgspec.Struct, frozen=True):
    """Where the two logs are. `server` is None on SQLite."""

    short: str
    long: str
    folder: Path
    server: Processes | None

    def gigabytes(self) -> float:
        """Return what the databases take on the disk."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files) / 1e9

    def processor(self) -> float:
        """Return seconds of the processor so far, the server's included."""
        return time.process_time() + (self.server.cpu_seconds() if self.server else 0.0)


class Cost(msgspec.Struct, frozen=True):
    """Microseconds of one vote: by the wall clock, and of the processor."""

    wall: float
    processor: float


@contextmanager
def places(kind: str, keep: Path | None = None) -> Iterator[Place]:
    """Yield two databases: an empty one, and one that is empty unless it was kept."""
    with ExitStack() as stack:
        temporary = None if keep else stack.enter_context(tempfile.TemporaryDirectory())
        folder = Path(temporary or f"{keep}/{kind}").absolute()
        folder.mkdir(parents=True, exist_ok=True)
        if kind == "sqlite":
            for former in folder.glob("short.db*"):
                former.unlink()
            yield Place(f"sqlite:///{folder}/short.db", f"sqlite:///{folder}/long.db", folder, None)
            return
        server = postgresql("long", folder=folder if keep else None, settings=room())
        cluster = stack.enter_context(server)
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS short")
            connection.execute("CREATE DATABASE short")
        yield Place(cluster.url("short"), cluster.url("long"), cluster.folder, server_of(cluster))


def room() -> Mapping[str, str]:
    """Return the settings of a server that has millions of events.

    Every page is written whole to the write-ahead log when it changes first after a
    checkpoint, so these are rare.
    """
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    buffers = min(memory // 4, MOST_BUFFERS) // 2**20
    return {
        "shared_buffers": f"{buffers}MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
    }


def fill(log: PersistentEventLog, place: Place, bounds: Bounds) -> int:
    """Append events until a bound is reached; return how many there are."""
    began, done = time.monotonic(), log.head().position
    dice = random.Random(done)  # what was filled before had other ids
    while done < bounds.events:
        size = min(PORTION, bounds.events - done)
        streams = (StreamId(UUID(bytes=dice.randbytes(16))) for _ in range(size))
        writes = tuple(Write(stream, 0, (event_log.VOTE,)) for stream in streams)
        log.append(Append(writes=writes, recorded_at=event_log.NOW, channel="import"))
        done += size
        if done % LOOK_EVERY < PORTION:
            over = time.monotonic() - began > bounds.minutes * 60
            if over or place.gigabytes() > bounds.gigabytes:
                break
    return done


def fill_commands(url: str, count: int) -> None:
    """Store as many commands as a month of votes leaves, those that are there included."""
    there = _commands(url)
    dice, day = random.Random(count + there), event_log.NOW.date()
    rows = ((dice.randbytes(32), bytes(32), b"{}", number, day) for number in range(there, count))
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
            texts = ((*row[:4], row[4].isoformat()) for row in rows)
            database.executemany("INSERT INTO commands VALUES (?, ?, ?, ?, ?)", texts)
        return
    statement = "COPY commands (key, digest, result, position, day) FROM STDIN"
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE")


def _commands(url: str) -> int:
    """Return how many commands are stored."""
    counting = "SELECT count(*) FROM commands"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            return int(database.execute(counting).fetchone()[0])
    with psycopg.connect(url) as connection:
        return int(connection.execute(counting).fetchall()[0][0])


def _read_once(place: Place) -> None:
    """Bring into memory what a machine that serves has there: the indexes."""
    if place.server is None:
        path = place.folder / "long.db"
        with path.open("rb") as file:
            # Read from end to end, a file is kept in large pieces, and for a page of one that
            # changes the system looks through all of it: that doubled its share of a vote.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        with closing(sqlite3.connect(path)) as database:
            for table in ("stored_events", "commands"):
                database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
        return
    with psycopg.connect(place.long, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        for index in ("stored_events_pkey", "stored_events_notification_id_idx", "commands_pkey"):
            connection.execute("SELECT pg_prewarm(%s)", (index,))


def cost(log: PersistentEventLog, place: Place) -> Cost:
    """Return what a vote costs, 64 people at a time."""
    before = place.processor()
    per_second, durations = event_log.rate(64, lambda: log.append(event_log.vote()))
    return Cost(1e6 / per_second, (place.processor() - before) / len(durations) * 1e6)


def measure(kind: str, bounds: Bounds, keep: Path | None = None) -> float:
    """Fill, measure and print; return how many times as much a vote costs in the long log."""
    with places(kind, keep) as place:
        short, long = open_log(place.short), open_log(place.long)
        try:
            fill(short, place, Bounds(SHORT))
            _fill_long(kind, long, place, bounds)
            if keep:
                _read_once(place)
            # What was appended by a former measuring must not come again.
            event_log.DICE.seed(long.head().position)
            return _compare(short, long, place)
        finally:
            short.close()
            long.close()


def only_fill(kind: str, bounds: Bounds, keep: Path) -> None:
    """Fill the long log that is kept in a folder, or what it lacks."""
    with places(kind, keep) as place, closing(open_log(place.long)) as long:
        _fill_long(kind, long, place, bounds)


def _fill_long(kind: str, long: PersistentEventLog, place: Place, bounds: Bounds) -> None:
    found, began = long.head().position, time.perf_counter()
    events = fill(long, place, bounds)
    fill_commands(place.long, events // 10)
    _say(
        f"{kind}: {events:,} events, {found:,} of them found, {_commands(place.long):,} commands"
        f" in {time.perf_counter() - began:.0f} s, {place.gigabytes():.2f} GB"
    )


def _compare(short: PersistentEventLog, long: PersistentEventLog, place: Place) -> float:
    turns = [(cost(short, place), cost(long, place)) for _ in range(TURNS)]
    ratio = 0.0
    for name in ("processor", "wall"):
        few, many = (
            median(getattr(each, name) for each in log) for log in zip(*turns, strict=True)
        )
        ratio = many / few
        _say(f"  a vote, {name:<10}{few:>8,.0f} us, in the long log {many:>8,.0f} us, {ratio:.2f}")
    return ratio


def _say(text: str) -> None:
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Measure each kind of database that is named, or both."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    bounds = Bounds()
    for name in Bounds.__struct_fields__:
        usual = getattr(bounds, name)
        parser.add_argument(f"--{name}", type=type(usual), default=usual)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--fill", action="store_true", help="measure nothing")
    chosen = parser.parse_args(arguments)
    if chosen.fill and not chosen.keep:
        parser.error("--fill needs --keep")
    asked = Bounds(**{name: getattr(chosen, name) for name in Bounds.__struct_fields__})
    for kind in chosen.databases:
        if chosen.fill:
            only_fill(kind, asked, chosen.keep)
        else:
            measure(kind, asked, chosen.keep)


if __name__ == "__main__":
    main(sys.argv[1:])
