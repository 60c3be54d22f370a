"""Group commit: what arrives together is stored together, and nobody pays for a loser."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from typing import cast

import pytest

from adapters.event_log import Limits, PersistentEventLog, open_log, open_store
from adapters.event_log.batch import Before, Draft, prepare
from adapters.event_log.codec import Codec
from adapters.event_log.group_commit import GroupCommit
from adapters.event_log.store import Store
from domain.messages import Append, Appended, Guard
from domain.ports import CommandReused, ConcurrentChange, LogUnavailable
from tests.adapters.event_log.databases import execute, held
from tests.adapters.event_log.events import (
    EVENTS,
    append,
    command,
    numbers,
    stream,
    write,
)
from tests.patience import PATIENCE

Together = Callable[..., Sequence["Future[Appended]"]]


@pytest.fixture
def together(log: PersistentEventLog, log_url: str) -> Iterator[Together]:
    """Return a function that makes appends arrive in one batch."""
    other = open_store(log_url)

    def submit(*appends: Append) -> Sequence["Future[Appended]"]:
        with other.writing():
            # The leader takes the first one and waits for the lock; the rest queue up.
            first = log.submit(append())
            while not first.running():
                time.sleep(0.001)
            futures = [log.submit(each) for each in appends]
        wait(futures, timeout=PATIENCE)
        return futures

    yield submit
    other.close()


def answers(futures: Sequence["Future[Appended]"]) -> list[object]:
    """Return positions, and the kind of error where there is one."""
    return [type(future.exception()) if future.exception() else future.result().position
            for future in futures]  # fmt: skip


def test_a_loser_does_not_fail_its_neighbours(log: PersistentEventLog, together: Together) -> None:
    futures = together(append(write(1, 10)), append(write(1, 11)), append(write(2, 20)))
    assert answers(futures) == [1, ConcurrentChange, 2]
    assert numbers(log.read(stream(1))) == [10]


@pytest.mark.postgresql
def test_a_batch_is_one_transaction(postgresql_url: str) -> None:
    log, other = open_log(postgresql_url, EVENTS), open_store(postgresql_url)
    with other.writing():
        futures = [log.submit(append(write(number, number))) for number in range(100, 150)]
    wait(futures, timeout=PATIENCE)
    found = execute(postgresql_url, "SELECT count(DISTINCT xmin::text) FROM stored_events")
    assert found in ([(1,)], [(2,)])  # the leader may have taken the first one alone
    log.close()
    other.close()


def test_a_second_decision_may_build_on_the_first(together: Together) -> None:
    futures = together(append(write(1, 10)), append(write(1, 11, seen=1)))
    assert answers(futures) == [1, 2]


def test_a_guard_sees_what_the_same_batch_wrote(together: Together) -> None:
    closing, vote = write(1, 10), write(2, 20)
    futures = together(
        append(vote, guards=(Guard(stream(1), 0),)),
        append(closing),
        append(write(3, 30), guards=(Guard(stream(1), 0),)),
        append(write(4, 40), guards=(Guard(stream(1), 1),)),
    )
    assert answers(futures) == [1, 2, ConcurrentChange, 3]


def test_a_command_sent_twice_at_once_has_one_effect(
    log: PersistentEventLog, together: Together
) -> None:
    wish = append(write(1, 10), command=command("wish"), result=b"done")
    futures = together(wish, wish, append(write(2, 2), command=command("wish", "other")))
    assert answers(futures) == [1, 1, CommandReused]
    assert [future.result().repeated for future in futures[:2]] == [False, True]
    assert log.head().position == 1


def test_a_refused_first_try_leaves_the_command_to_the_second(together: Together) -> None:
    futures = together(
        append(write(1, 10, seen=5), command=command("wish")),
        append(write(1, 10), command=command("wish")),
    )
    assert answers(futures) == [ConcurrentChange, 1]


def test_a_cancelled_wish_is_not_stored(log: PersistentEventLog, log_url: str) -> None:
    other = open_store(log_url)
    with other.writing():
        first = log.submit(append(write(1, 10)))
        while not first.running():
            time.sleep(0.001)
        second = log.submit(append(write(2, 20)))
        assert second.cancel()
    assert first.result(PATIENCE).position == 1
    assert log.append(append(write(3, 30))).position == 2
    assert log.read(stream(2)) == []
    other.close()


@pytest.mark.parametrize("limits", [Limits(commands=1), Limits(size=1), Limits(commands=3)])
def test_limits_change_nothing_but_the_size_of_transactions(log_url: str, limits: Limits) -> None:
    log = open_log(log_url, EVENTS, limits=limits)
    futures = [log.submit(append(write(number, number))) for number in range(1, 11)]
    assert answers(futures) == list(range(1, 11))
    log.close()


class Forgetful:
    """A store that reads every stream as empty, as if somebody wrote without the lock."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def writing(
        self, streams: Collection[bytes] = (), keys: Collection[bytes] = ()
    ) -> Iterator["Forgetful"]:
        with self._store.writing(streams, keys) as self._writing:
            self.before = Before(self._writing.before.head, {}, {})
            yield self

    def insert(self, draft: Draft) -> None:
        self._writing.insert(draft)

    def commit(self) -> None:
        self._writing.commit()

    def wake(self, position: int) -> None:
        self._store.wake(position)


def test_if_the_primary_key_refuses_everybody_is_judged_alone(
    log: PersistentEventLog, log_url: str
) -> None:
    log.append(append(write(1, 10)))
    store = open_store(log_url)
    commits = GroupCommit(cast("Store", Forgetful(store)), Limits())
    codec = Codec(EVENTS)
    other = open_store(log_url)
    with other.writing():
        wishes = [append(), append(write(2, 20)), append(write(1, 11)), append(write(3, 30))]
        futures = [commits.submit(prepare(wish, codec)) for wish in wishes]
    wait(futures, timeout=PATIENCE)
    assert answers(futures) == [1, 2, ConcurrentChange, 3]
    assert list(log.check()) == [3]
    commits.close()
    store.close()
    other.close()


def test_a_writer_that_holds_the_lock_makes_others_give_up_in_time(
    log: PersistentEventLog, log_url: str
) -> None:
    with held(log_url):
        started = time.monotonic()
        futures = [log.submit(append(write(number, number))) for number in (1, 2)]
        wait(futures, timeout=PATIENCE)
        assert 3 < time.monotonic() - started < 15  # four seconds, and a busy machine
    assert answers(futures) == [LogUnavailable, LogUnavailable]
    assert all("nothing was stored" in str(future.exception()) for future in futures)
    # Each caller has an error of its own: a shared one would collect the frames of both.
    assert futures[0].exception() is not futures[1].exception()
    assert log.append(append(write(3, 30))).position == 1
