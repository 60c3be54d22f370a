"""How fast the log is, beside the bare database in the same run.

`python -m tests.benchmarks.event_log [sqlite] [postgresql]` takes a minute and a half
and needs no server: it starts one. Judge by the ratios; the machine may be busy. Votes
and bare rows are made before the clock starts, and hold the same bytes of state.
"""

import gc
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import psycopg

from adapters.event_log import PersistentEventLog, open_log
from adapters.event_log.chain import body, link
from adapters.event_log.codec import Codec
from domain.catalogue import EVENTS
from domain.messages import Append, CommandKey, Guard, StreamId, Write
from tests.benchmarks.databases import postgresql
from tests.formats.examples import ENVELOPE, example

SECONDS = 2.0
TURNS = 3
READY = 50_000  # votes or rows made beforehand; more than a turn can use
IMPORTED = 60_000
VOTE = example(EVENTS["opinion.given/1"])
PHASE = StreamId(UUID(int=1))
NOW = datetime(2023, 5, 8, tzinfo=UTC)
DICE = random.Random(1)


def say(what: str, value: float, unit: str = "/s") -> None:
    """Print one figure."""
    sys.stdout.write(f"  {what:<42}{value:>12,.0f} {unit}\n")
    sys.stdout.flush()


def new_stream() -> StreamId:
    """Return an id no stream has; random, as votes are."""
    return StreamId(UUID(bytes=DICE.randbytes(16)))


def vote() -> Append:
    """Return a vote as it arrives: a new stream, a guard, a command id."""
    return Append(
        writes=(Write(new_stream(), 0, (VOTE,)),),
        guards=(Guard(PHASE, 0),),
        recorded_at=NOW,
        command=CommandKey(key=DICE.randbytes(32), digest=bytes(32)),
        result=b"{}",
    )


def appending(log: PersistentEventLog) -> Callable[[], object]:
    """Return what appends one vote that is made already."""
    made = [vote() for _ in range(READY)]
    gc.freeze()  # or their number would make every collection take longer
    return lambda: log.append(made.pop() if made else vote())


def rate(threads: int, work: Callable[[], object]) -> tuple[float, list[float]]:
    """Return calls per second of all threads together, and how long each call took."""
    until = time.perf_counter() + SECONDS
    durations: list[float] = []

    def run() -> None:
        while (started := time.perf_counter()) < until:
            work()
            durations.append(time.perf_counter() - started)

    started = time.perf_counter()
    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return len(durations) / (time.perf_counter() - started), durations


def measure_appends(log: PersistentEventLog) -> float:
    """Print votes per second for growing numbers of threads; return the last of them."""
    per_second = 0.0
    for threads in (1, 16, 64):
        per_second, durations = rate(threads, appending(log))
        percentiles = quantiles(durations, n=100)
        say(f"votes, {threads} thread{'s' if threads > 1 else ''}", per_second)
        say("  half of them answered within", percentiles[49] * 1e6, "us")
        say("  99 of 100 answered within", percentiles[98] * 1e6, "us")
    return per_second


def measure_imports(log: PersistentEventLog) -> None:
    """Print events per second of appends with thousands of events."""
    started = time.perf_counter()
    for _ in range(IMPORTED // 3000):
        writes = tuple(Write(new_stream(), 0, (VOTE, VOTE)) for _ in range(1500))
        log.append(Append(writes=writes, recorded_at=NOW, channel="import"))
    say("imported events, 3,000 per append", IMPORTED / (time.perf_counter() - started))


def measure_reading(log: PersistentEventLog) -> None:
    """Print events per second read and decoded, and checked."""
    for page in (1000, 5000):
        started = time.perf_counter()
        events = sum(len(each) for each in log.since(0, page=page))
        say(f"read and decoded, pages of {page:,}", events / (time.perf_counter() - started))
    started = time.perf_counter()
    *_, checked = log.check()
    say("hash chain checked", checked / (time.perf_counter() - started))


def bare_rows() -> Iterator[list[tuple[int, bytes, int, str, bytes, bytes]]]:
    """Return batches of 100 rows as the log would store them, many of them made already."""
    state, positions = _state(), count(1)

    def batch() -> list[tuple[int, bytes, int, str, bytes, bytes]]:
        return [
            (next(positions), DICE.randbytes(16), 1, "opinion.given/1", state, bytes(32))
            for _ in range(100)
        ]

    made = [batch() for _ in range(READY // 100)]
    gc.freeze()
    return chain(made, iter(batch, None))


def measure_bare_sqlite(path: str) -> float:
    """Return rows per second of the same table without any of our code."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(
            "CREATE TABLE bare (p INTEGER PRIMARY KEY, s BLOB, v INTEGER, t TEXT, e BLOB, h BLOB,"
            " UNIQUE (s, v))"
        )
        batches = bare_rows()

        def insert() -> None:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?)", next(batches))
            database.execute("COMMIT")

        started, turns = time.perf_counter(), 0
        while time.perf_counter() < started + SECONDS:
            insert()
            turns += 1
        return turns * 100 / (time.perf_counter() - started)


def measure_bare_postgresql(url: str) -> float:
    """Return rows per second of the same table without any of our code."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bare")
        connection.execute(
            "CREATE TABLE bare (p bigint UNIQUE, s uuid, v bigint, t text, e bytea, h bytea,"
            " PRIMARY KEY (s, v))"
        )
        statement = "INSERT INTO bare VALUES (%s, encode(%s, 'hex')::uuid, %s, %s, %s, %s)"
        batches, started, turns = bare_rows(), time.perf_counter(), 0
        while time.perf_counter() < started + SECONDS:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(statement, next(batches))
            turns += 1
        return turns * 100 / (time.perf_counter() - started)


def measure_against_bare(url: str, folder: Path) -> float:
    """Print both, measured in turn, and return the ratio of the best of each."""
    log = open_log(url)
    bare, appended = 0.0, 0.0
    try:
        for turn in range(TURNS):
            if url.startswith("sqlite"):
                rows = measure_bare_sqlite(str(folder / f"bare-{turn}.db"))
            else:
                rows = measure_bare_postgresql(url)
            say("bare executemany, 100 rows per commit", rows)
            bare = max(bare, rows)
            appended = max(appended, measure_appends(log))
    finally:
        log.close()
    say("64 threads against bare executemany, in 100", appended / bare * 100, "")
    return appended / bare


def measure_chain() -> None:
    """Print hashes per second without a database."""
    row_body = body(bytes(16), 1, "opinion.given/1", b"x" * 420)
    previous, started = bytes(32), time.perf_counter()
    for position in range(200_000):
        previous = link(previous, position, row_body)
    say("hash chain alone", 200_000 / (time.perf_counter() - started))


@contextmanager
def database(kind: str, folder: str) -> Iterator[str]:
    """Yield the URL of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/log.db"
        return
    with postgresql() as cluster:
        yield cluster.url()


def main(kinds: list[str]) -> None:
    """Measure each kind of database."""
    say("bytes of a vote's state", len(_state()), "")
    measure_chain()
    for kind in kinds:
        sys.stdout.write(f"{kind}\n")
        with tempfile.TemporaryDirectory() as folder, database(kind, folder) as url:
            measure_against_bare(url, Path(folder))
            log = open_log(url)
            measure_imports(log)
            measure_reading(log)
            log.close()


def _state() -> bytes:
    return Codec(EVENTS).encode(VOTE, ENVELOPE)[1]


if __name__ == "__main__":
    main(sys.argv[1:] or ["sqlite", "postgresql"])
