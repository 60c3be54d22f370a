"""A program beside one database, on its machine, that stores there and nowhere else.

`python -m tests.cluster.beside URL` tells of each attempt in one line of JSON, until it is ended.
What it stores are commands without events: nothing anybody sees comes of them.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from uuid import uuid4

import msgspec
import psycopg

from adapters.event_log import PersistentEventLog, open_log
from api.wiring import utc_now
from domain.messages import Append, CommandKey
from domain.ports import LogUnavailable
from tests.cluster.programs import Process

PAUSE = 0.2  # seconds


class Attempt(msgspec.Struct, frozen=True):
    """One command: when it began, what came of it, and whether the database leads after that."""

    key: str
    began: float
    answer: str
    leads: bool
    ended: float

    @property
    def is_stored(self) -> bool:
        """Whether the program was told that it is stored."""
        return self.answer == "stored"


def attempts(program: Process) -> Sequence[Attempt]:
    """Return what it has told up to now."""
    *whole, _ = program.told(10_000_000).split("\n")
    return [msgspec.json.decode(line, type=Attempt) for line in whole]


def stored(log: PersistentEventLog, attempt: Attempt) -> bool:
    """Tell whether the log has what was attempted."""
    return log.answered(_command(attempt.key)) is not None


def _command(key: str) -> CommandKey:
    return CommandKey(key=bytes.fromhex(key), digest=bytes(32))


def _going_on(url: str) -> Iterator[Attempt]:
    log = open_log(url)
    while True:
        key, began = uuid4().hex, time.monotonic()
        try:
            log.append(Append(writes=(), recorded_at=utc_now(), command=_command(key)))
            answer = "stored"
        except LogUnavailable as error:
            answer = str(error)
        yield Attempt(key, began, answer, leads=_leads(url), ended=time.monotonic())
        time.sleep(PAUSE)


def _leads(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute("SELECT pg_is_in_recovery()").fetchone()
    except psycopg.Error:
        return False
    return row == (False,)


if __name__ == "__main__":
    for each in _going_on(sys.argv[1]):
        sys.stdout.write(msgspec.json.encode(each).decode() + "\n")
        sys.stdout.flush()
