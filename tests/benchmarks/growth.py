"""What a vote costs in a long log, beside one in a log of 10,000 events.

    python -m tests.benchmarks.growth [sqlite] [postgresql] [--events N]
                                      [--minutes M] [--gigabytes G]

Fills a log through the port that imports use, and the table of commands with a tenth as many,
until there are `--events` (10,000,000), or the minutes or gigabytes are used up: it says how
far it came. Then the same votes, each with its guard and its command, are appended to the
short and the long log in turn, so that a busy machine disturbs both alike.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
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
from tests.postgresql import Cluster

SHORT = 10_000
PORTION = 3000  # events of one append
LOOK_EVERY = 100_000  # events between two looks at disk and clock
TURNS = 6
ROWS = 10_000  # commands stored at a time


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
def places(kind: str) -> Iterator[Place]:
    """Yield two empty databases."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            here = f"sqlite:///{folder}"
            yield Place(f"{here}/short.db", f"{here}/long.db", Path(folder), None)
        return
    with postgresql("short", "long") as cluster:
        _give_room(cluster)
        yield Place(cluster.url("short"), cluster.url("long"), cluster.folder, server_of(cluster))


def _give_room(cluster: Cluster) -> None:
    """Let checkpoints be as rare as a server needs that is filled for long.

    Every page is written whole to the write-ahead log when it changes first after one.
    """
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET max_wal_size = '4GB'")
        connection.execute("ALTER SYSTEM SET checkpoint_timeout = '15min'")
        connection.execute("SELECT pg_reload_conf()")


def fill(log: PersistentEventLog, place: Place, bounds: Bounds) -> int:
    """Append events until a bound is reached; return how many there are."""
    began, dice, done = time.monotonic(), random.Random(bounds.events), 0
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
    """Store as many commands as a month of votes leaves."""
    dice, day = random.Random(2), event_log.NOW.date()
    rows = ((dice.randbytes(32), bytes(32), b"{}", number, day) for number in range(count))
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


def cost(log: PersistentEventLog, place: Place) -> Cost:
    """Return what a vote costs, 64 people at a time."""
    before = place.processor()
    per_second, durations = event_log.rate(64, lambda: log.append(event_log.vote()))
    return Cost(1e6 / per_second, (place.processor() - before) / len(durations) * 1e6)


def measure(kind: str, bounds: Bounds) -> float:
    """Fill, measure and print; return how many times as much a vote costs in the long log."""
    with places(kind) as place:
        short, long = open_log(place.short), open_log(place.long)
        try:
            fill(short, place, Bounds(SHORT))
            began = time.perf_counter()
            events = fill(long, place, bounds)
            fill_commands(place.long, events // 10)
            _say(
                f"{kind}: {events:,} events and {events // 10:,} commands in"
                f" {time.perf_counter() - began:.0f} s, {place.gigabytes():.2f} GB"
            )
            return _compare(short, long, place)
        finally:
            short.close()
            long.close()


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
    chosen = parser.parse_args(arguments)
    asked = Bounds(**{name: getattr(chosen, name) for name in Bounds.__struct_fields__})
    for kind in chosen.databases:
        measure(kind, asked)


if __name__ == "__main__":
    main(sys.argv[1:])
