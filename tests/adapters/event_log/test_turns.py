"""Threads of a batch wake one another; nobody is forgotten, and nobody is answered twice."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from adapters.event_log.turns import Turn, answer_all, claimed
from domain.messages import Appended
from domain.ports import ConcurrentChange, LogUnavailable
from tests.patience import PATIENCE


def appended(position: int) -> Appended:
    """Return the answer to whoever has this position."""
    return Appended(position=position, result=b"")


def test_every_thread_of_a_batch_gets_its_own_answer() -> None:
    turns = [Turn() for _ in range(30)]
    with ThreadPoolExecutor(len(turns)) as pool:
        waiting = [pool.submit(turn.wait) for turn in turns]
        answer_all([(turn, appended(number)) for number, turn in enumerate(turns)])
        assert [each.result(PATIENCE).position for each in waiting] == list(range(30))


def test_an_answer_that_is_there_first_is_not_waited_for() -> None:
    turn = Turn()
    answer_all([(turn, appended(1))])
    assert turn.wait() == appended(1)


def test_the_first_answer_stays_and_those_behind_are_woken() -> None:
    expired, behind = Turn(), Turn()
    answer_all([(expired, LogUnavailable("unknown"))])
    answer_all([(expired, appended(1)), (behind, appended(2))])
    with pytest.raises(LogUnavailable):
        expired.wait()
    assert behind.wait() == appended(2)


def test_a_loser_wakes_those_behind_it() -> None:
    loser, behind = Turn(), Turn()
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(turn.wait) for turn in (loser, behind)]
        answer_all([(loser, ConcurrentChange()), (behind, appended(1))])
        assert isinstance(waiting[0].exception(PATIENCE), ConcurrentChange)
        assert waiting[1].result(PATIENCE) == appended(1)


def test_threads_and_futures_share_a_batch() -> None:
    turn, future, given_up = Turn(), Future[Appended](), Future[Appended]()
    assert given_up.cancel()
    assert [claimed(each) for each in (turn, future, given_up)] == [True, True, False]
    answer_all([(turn, appended(1)), (future, appended(2))])
    assert turn.wait() == appended(1)
    assert future.result(PATIENCE) == appended(2)


class Interrupted(Exception):
    """What a signal raises in the thread that waits."""


@pytest.fixture
def interrupting() -> Iterator[None]:
    """Let SIGUSR1 raise `Interrupted` in the main thread."""

    def interrupt(*_: object) -> None:
        raise Interrupted

    former = signal.signal(signal.SIGUSR1, interrupt)
    yield
    signal.signal(signal.SIGUSR1, former)


@pytest.mark.usefixtures("interrupting")
def test_those_behind_somebody_interrupted_are_woken() -> None:
    left, behind = Turn(), Turn()
    main = threading.get_ident()
    interrupt = threading.Timer(0.1, signal.pthread_kill, (main, signal.SIGUSR1))
    interrupt.start()
    with pytest.raises(Interrupted):
        left.wait()
    interrupt.join()
    answer_all([(left, appended(1)), (behind, appended(2))])
    assert behind.wait() == appended(2)
