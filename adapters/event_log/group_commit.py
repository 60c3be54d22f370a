"""One thread per process that writes what has arrived in one transaction: ruling 14."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future

import msgspec

from adapters.event_log.batch import Prepared
from adapters.event_log.rounds import Rounds
from adapters.event_log.store import ANSWER_SECONDS, Clash, Store
from adapters.event_log.storing import NOT_STORED, UNKNOWN, Storing
from adapters.event_log.turns import Answer, Turn, answer_all, claimed
from domain.messages import Appended
from domain.ports import ConcurrentChange, LogUnavailable

_EXPIRY_SECONDS = 0.25


class Limits(msgspec.Struct, frozen=True):
    """How much goes into one transaction."""

    commands: int = 64
    size: int = 4 * 1024 * 1024


class _Waiting(msgspec.Struct, frozen=True):
    append: Prepared
    answer: Answer
    until: float


class GroupCommit:
    """Queues appends and answers them once they are durable. Safe in threads."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._storing = Storing(store)
        self._limits = limits
        self._queue: deque[_Waiting] = deque()
        self._arrived = threading.Condition()
        self._leader: threading.Thread | None = None
        self._in_flight: Sequence[_Waiting] = ()
        self._closed = False

    def append(self, append: Prepared) -> Appended:
        """Queue an append and wait for its answer."""
        turn = Turn()
        self._queue_up(append, turn)
        return turn.wait()

    def submit(self, append: Prepared) -> "Future[Appended]":
        """Queue an append."""
        future: Future[Appended] = Future()
        self._queue_up(append, future)
        return future

    def _queue_up(self, append: Prepared, answer: Answer) -> None:
        waiting = _Waiting(append, answer, time.monotonic() + _patience(append))
        with self._arrived:
            if self._closed:
                raise LogUnavailable("the log is closed")
            if self._leader is None:
                self._leader = threading.Thread(target=self._lead, name="event-log", daemon=True)
                self._leader.start()
                self._expiry = Rounds("event-log-expiry", _EXPIRY_SECONDS, self._expire)
            self._queue.append(waiting)
            self._arrived.notify()

    def close(self) -> None:
        """Store what is queued, then stop."""
        with self._arrived:
            self._closed = True
            self._arrived.notify()
        if self._leader is not None:
            self._leader.join()
            self._expiry.stop()

    def _lead(self) -> None:
        while self._has_work():
            self._in_flight = self._next_batch()
            if self._in_flight:  # Else all of them were given up.
                self._carry_out(self._in_flight)
            self._in_flight = ()

    def _has_work(self) -> bool:
        """Wait for an append; False when the log is closed and there is none left."""
        with self._arrived:
            while not (self._queue or self._closed):
                self._arrived.wait()
            return bool(self._queue)

    def _expire(self) -> None:
        """Answer those whose time is up although the database is silent (T12)."""
        now = time.monotonic()
        overdue = [waiting for waiting in self._in_flight if waiting.until < now]
        _refuse(overdue, LogUnavailable(UNKNOWN))
        with self._arrived:
            queued = [waiting for waiting in self._queue if waiting.until < now]
            for waiting in queued:
                self._queue.remove(waiting)
        _refuse(_claimed(queued), LogUnavailable(NOT_STORED))

    def _next_batch(self) -> Sequence[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        with self._arrived:
            while self._queue and len(batch) < self._limits.commands:
                size += self._queue[0].append.size
                if batch and size > self._limits.size:
                    break
                waiting = self._queue.popleft()
                if claimed(waiting.answer):
                    batch.append(waiting)
        return batch

    def _carry_out(self, batch: Sequence[_Waiting]) -> None:
        try:
            outcomes = self._storing.store([waiting.append for waiting in batch])
        except Clash:
            self._one_by_one(batch)
        except LogUnavailable as error:
            _refuse(batch, error)
            self._refuse_queued()
        except BaseException as error:  # noqa: BLE001 - the callers must hear of it, the leader go on
            _refuse(batch, error)
        else:
            answers = [waiting.answer for waiting in batch]
            answer_all(zip(answers, outcomes, strict=True))

    def _one_by_one(self, batch: Sequence[_Waiting]) -> None:
        if len(batch) == 1:
            answer_all([(batch[0].answer, ConcurrentChange())])
            return
        for waiting in batch:
            self._carry_out([waiting])

    def _refuse_queued(self) -> None:
        # They have waited as long as the ones refused; none of them was begun.
        with self._arrived:
            queued = list(self._queue)
            self._queue.clear()
        _refuse(_claimed(queued), LogUnavailable(NOT_STORED))


def _patience(append: Prepared) -> float:
    # An import of thousands of events in one decision may take its time.
    return ANSWER_SECONDS + len(append.events) / 1000


def _claimed(waiting: Sequence[_Waiting]) -> Sequence[_Waiting]:
    return [each for each in waiting if claimed(each.answer)]


def _refuse(batch: Sequence[_Waiting], error: BaseException) -> None:
    # Each gets an error of its own: a shared one would collect the frames of all callers.
    own = isinstance(error, LogUnavailable)
    answer_all([(waiting.answer, type(error)(*error.args) if own else error) for waiting in batch])
