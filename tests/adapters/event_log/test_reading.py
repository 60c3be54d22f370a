"""Reading in log order, waiting for news, numbers: on both databases."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.event_log import PersistentEventLog, open_log, open_store
from domain.ports import EventLog, LogUnavailable
from tests.adapters.event_log.events import EVENTS, append, numbers, stream, write
from tests.patience import PATIENCE


def test_pages_follow_each_other_without_gaps(log: EventLog) -> None:
    log.append(append(write(1, *range(1, 11))))
    pages = list(log.since(0, page=4))
    assert [[each.position for each in page] for page in pages] == [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 10],
    ]
    assert [each.position for page in log.since(8) for each in page] == [9, 10]
    assert [each.position for page in log.since(0, until=3, page=2) for each in page] == [1, 2, 3]
    assert list(log.since(10)) == []


def test_single_positions_come_ascending(log: EventLog) -> None:
    log.append(append(write(1, 10, 11, 12)))
    assert [(each.position, each.event.number) for each in log.at([3, 1, 99])] == [  # type: ignore[attr-defined]  # only Noted
        (1, 10),
        (3, 12),
    ]


def test_waiting_ends_at_once_if_the_log_is_longer(log: EventLog) -> None:
    log.append(append(write(1, 10)))
    assert log.wait_beyond(0, seconds=0)
    assert not log.wait_beyond(1, seconds=0.05)


def test_an_append_of_this_process_ends_the_wait(log: EventLog) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(log.wait_beyond, 0, 10)
        log.append(append(write(1, 10)))
        assert waiting.result(PATIENCE)


def test_an_append_of_another_process_ends_the_wait(
    log: EventLog, log_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A log opened a second time shares nothing with the first but the database.
    other = open_log(log_url, EVENTS)
    monkeypatch.setattr("adapters.event_log.postgresql_listener.LOOK_ANYWAY_SECONDS", 60)
    with ThreadPoolExecutor(1) as pool:
        for position in range(5):
            waiting = pool.submit(log.wait_beyond, position, 60)
            time.sleep(0.05 * position)  # also before the first LISTEN takes effect
            other.append(append(write(position + 1, 10)))
            assert waiting.result(PATIENCE)
    other.close()


def test_a_log_can_be_opened_while_somebody_writes(log: EventLog, log_url: str) -> None:
    other = open_store(log_url)
    with other.writing():  # whoever waited for it would wait in vain
        open_log(log_url, EVENTS).close()
    other.close()


def test_reading_does_not_wait_for_the_writer(log: EventLog, log_url: str) -> None:
    log.append(append(write(1, 10)))
    other = open_store(log_url)
    with other.writing():  # whoever waited for it would wait in vain
        assert numbers(log.read(stream(1))) == [10]
        assert log.head().position == 1
    other.close()


def test_numbers_of_a_series_are_given_once(log: EventLog, log_url: str) -> None:
    other = open_log(log_url, EVENTS)
    assert [log.next_number("a"), log.next_number("a"), log.next_number("b")] == [1, 2, 1]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda turn: (log, other)[turn % 2].next_number("a"), range(40)))
    assert sorted(given) == list(range(3, 43))
    other.close()


def test_many_processes_may_create_the_tables_at_once(log_url: str) -> None:
    started = threading.Barrier(6)

    def start() -> PersistentEventLog:
        started.wait()
        return open_log(log_url, EVENTS)

    with ThreadPoolExecutor(6) as pool:
        logs = [future.result() for future in [pool.submit(start) for _ in range(6)]]
    for number, log in enumerate(logs, start=1):
        assert log.append(append(write(number, 1))).position == number
        log.close()


def test_closing_stores_what_was_queued(log_url: str) -> None:
    log = open_log(log_url, EVENTS)
    futures = [log.submit(append(write(number, 1))) for number in range(1, 21)]
    log.close()
    assert [future.result().position for future in futures] == list(range(1, 21))
    with pytest.raises(LogUnavailable):
        log.append(append(write(99, 1)))


def test_a_url_of_another_kind_is_refused() -> None:
    for url in ("mysql://host/db", "sqlite://", "log.db", ""):
        with pytest.raises(ValueError, match="not a database of the log"):
            open_log(url, EVENTS)
