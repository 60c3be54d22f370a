"""Many threads at one log: nothing lost, nothing twice, no gap (T8, T9, T10)."""

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from adapters.event_log import open_log
from domain.messages import Append, Guard
from domain.ports import ConcurrentChange, EventLog
from tests.adapters.event_log.events import EVENTS, append, numbers, stream, write
from tests.patience import PATIENCE
from tests.sizes import Sizes

OPEN, CLOSED = 0, 1


def stored(log: EventLog, wish: Append) -> int | None:
    """Append; return the position, or None if somebody was faster."""
    try:
        return log.append(wish).position
    except ConcurrentChange:
        return None


def all_at_once(tasks: Sequence[Callable[[], int | None]]) -> list[int | None]:
    """Run every task on a thread of its own, started together; return their results."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], int | None]) -> int | None:
        start.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def positions(log: EventLog) -> list[int]:
    """Return every position of the log, as read."""
    return [each.position for page in log.since(0) for each in page]


def test_the_same_vote_at_once_is_stored_once(log: EventLog, sizes: Sizes) -> None:
    vote = append(write(1, 10))
    results = all_at_once([lambda: stored(log, vote)] * sizes.same_votes)
    assert [position for position in results if position is not None] == [1]
    assert numbers(log.read(stream(1))) == [10]


def test_different_votes_at_once_are_all_stored(log: EventLog, sizes: Sizes) -> None:
    votes = [append(write(number, number)) for number in range(1, sizes.different_votes + 1)]
    results = all_at_once([lambda vote=vote: stored(log, vote) for vote in votes])  # type: ignore[misc]  # mypy cannot infer lambdas with defaults
    assert sorted(position or 0 for position in results) == list(range(1, len(votes) + 1))
    assert positions(log) == list(range(1, len(votes) + 1))


def test_conflicts_leave_no_gap(log: EventLog, log_url: str) -> None:
    # A log opened a second time is to the first as another process.
    logs = (log, open_log(log_url, EVENTS))

    def write_some(thread: int) -> list[int | None]:
        dice = random.Random(thread)
        own = range(1000 * (thread + 1), 1000 * (thread + 1) + 25)
        return [
            stored(logs[thread % 2], append(write(7 if dice.random() < 0.1 else number, thread)))
            for number in own
        ]

    with ThreadPoolExecutor(16) as pool:
        results = [each for part in pool.map(write_some, range(16)) for each in part]
    accepted = sorted(position for position in results if position is not None)
    assert len(accepted) < len(results)  # there were conflicts
    assert accepted == positions(log) == list(range(1, len(accepted) + 1))
    assert list(log.check())[-1] == len(accepted)
    logs[1].close()


def test_a_reader_at_the_tail_misses_nothing(log: EventLog, log_url: str) -> None:
    writers, each = 8, 40
    other = open_log(log_url, EVENTS)
    seen: list[int] = []

    def follow() -> None:
        while len(seen) < writers * each:
            assert other.wait_beyond(len(seen), 20)
            for page in other.since(seen[-1] if seen else 0):
                seen.extend(recorded.position for recorded in page)

    def write_some(thread: int) -> None:
        for number in range(each):
            log.append(append(write(thread * 1000 + number, number)))

    with ThreadPoolExecutor(writers + 1) as pool:
        following = pool.submit(follow)
        list(pool.map(write_some, range(writers)))
        following.result(PATIENCE)
    assert seen == list(range(1, writers * each + 1))
    other.close()


def test_no_vote_comes_after_the_close(log: EventLog, sizes: Sizes) -> None:
    for round_number in range(1, sizes.closings + 1):
        votes, closed_at = close_while_voting(log, round_number, sizes.voting_threads)
        assert votes  # the round was open at all
        assert max(votes) < closed_at


def close_while_voting(log: EventLog, round_number: int, threads: int) -> tuple[list[int], int]:
    """Close a round while threads vote; return positions of the votes and of the close."""
    round_stream = stream(round_number)
    log.append(append(write(round_number, OPEN)))
    first_votes = threading.Barrier(threads + 1)

    def vote(thread: int) -> list[int]:
        cast: list[int] = []
        number = round_number * 1_000_000 + thread * 10_000
        while True:
            history = numbers(log.read(round_stream))
            if history[-1] == CLOSED:
                return cast
            number += 1
            guard = Guard(round_stream, len(history))
            position = stored(log, append(write(number, thread), guards=(guard,)))
            if position is not None:
                cast.append(position)
                if len(cast) == 1:
                    first_votes.wait(PATIENCE)

    with ThreadPoolExecutor(threads) as pool:
        voting = [pool.submit(vote, thread) for thread in range(threads)]
        first_votes.wait(PATIENCE)
        closed_at = log.append(append(write(round_number, CLOSED, seen=1))).position
        return [position for each in voting for position in each.result(PATIENCE)], closed_at
