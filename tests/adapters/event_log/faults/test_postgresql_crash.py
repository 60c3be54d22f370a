"""T2: PostgreSQL dies as in a power cut while threads append; nothing acknowledged is lost."""

import threading
import time

import pytest

from adapters.event_log import PersistentEventLog, open_log
from domain.ports import LogUnavailable
from tests.adapters.event_log.events import EVENTS, append, stream, write
from tests.patience import PATIENCE
from tests.postgresql import Cluster
from tests.sizes import Sizes

WRITERS = 4

pytestmark = pytest.mark.postgresql


class Writer(threading.Thread):
    """Appends until told to stop, and keeps what it was answered."""

    def __init__(self, log: PersistentEventLog, first: int) -> None:
        super().__init__()
        self.stored: dict[int, int] = {}
        self.not_stored: set[int] = set()
        self.unknown: set[int] = set()
        self._log = log
        self._next = first
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.is_set():
            number = self._next
            self._next += 1
            try:
                self.stored[number] = self._log.append(append(write(number, number))).position
            except LogUnavailable as error:
                known = "nothing was stored" in str(error)
                (self.not_stored if known else self.unknown).add(number)

    def finish(self) -> None:
        self._stopped.set()
        self.join()


@pytest.mark.timeout(900)
def test_every_answer_holds_after_a_crash(
    postgresql: Cluster, postgresql_url: str, sizes: Sizes
) -> None:
    log = open_log(postgresql_url, EVENTS)
    stored: dict[int, int] = {}
    not_stored: set[int] = set()
    for round_number in range(sizes.kill_rounds):
        before = log.head().position
        first = (round_number + 1) * 10_000_000
        writers = [Writer(log, first + number * 1_000_000) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(0.2)
        postgresql.kill()
        postgresql.start()
        assert log.wait_beyond(before, PATIENCE)
        _until_all_go_on(writers)
        for writer in writers:
            writer.finish()
            stored |= writer.stored
            not_stored |= writer.not_stored
    _verify(log, stored, not_stored)
    log.close()


def _until_all_go_on(writers: list[Writer]) -> None:
    answered = [len(writer.stored) for writer in writers]
    until = time.monotonic() + PATIENCE
    while any(
        len(writer.stored) <= before for writer, before in zip(writers, answered, strict=True)
    ):
        assert time.monotonic() < until, "writing does not go on after the crash"
        time.sleep(0.01)


def _verify(log: PersistentEventLog, stored: dict[int, int], not_stored: set[int]) -> None:
    rows = [each for page in log.since(0, page=5000) for each in page]
    assert [each.position for each in rows] == list(range(1, len(rows) + 1))
    assert list(log.check())[-1] == len(rows)
    found = {each.stream: each.position for each in rows}
    assert {
        stream(number): position for number, position in stored.items()
    }.items() <= found.items()
    assert not {stream(number) for number in not_stored} & found.keys()
