"""One thread per process that writes what has arrived in one transaction: ruling 14."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError

import msgspec

from adapters.event_log.batch import Draft, Outcome, Prepared, keys_of, streams_of
from adapters.event_log.rounds import Rounds
from adapters.event_log.store import (
    ANSWER_SECONDS,
    GIVE_UP_SECONDS,
    Clash,
    ConnectionLost,
    NotReplicated,
    Store,
    Writing,
)
from domain.messages import Appended
from domain.ports import ConcurrentChange, LogUnavailable

UNKNOWN = "the database went away while storing; whether it was stored is unknown"
NOT_STORED = "the database does not answer; nothing was stored"

_EXPIRY_SECONDS = 0.25
_RETRY_SECONDS = 0.05
_COMMITS = 3  # a disk that is full fails every one of them


class Limits(msgspec.Struct, frozen=True):
    """How much goes into one transaction."""

    commands: int = 64
    size: int = 4 * 1024 * 1024


class _Waiting(msgspec.Struct, frozen=True):
    append: Prepared
    future: "Future[Appended]"
    until: float


class _Unknown(Exception):
    """COMMIT was sent and not answered."""

    def __init__(self, draft: Draft, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self.draft = draft
        self.outcomes = outcomes


class GroupCommit:
    """Queues appends and resolves their futures once they are durable. Safe in threads."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._queue: deque[_Waiting] = deque()
        self._arrived = threading.Condition()
        self._leader: threading.Thread | None = None
        self._in_flight: Sequence[_Waiting] = ()
        self._closed = False

    def submit(self, append: Prepared) -> "Future[Appended]":
        """Queue an append."""
        waiting = _Waiting(append, Future(), time.monotonic() + _patience(append))
        with self._arrived:
            if self._closed:
                raise LogUnavailable("the log is closed")
            if self._leader is None:
                self._leader = threading.Thread(target=self._lead, name="event-log", daemon=True)
                self._leader.start()
                self._expiry = Rounds("event-log-expiry", _EXPIRY_SECONDS, self._expire)
            self._queue.append(waiting)
            self._arrived.notify()
        return waiting.future

    def close(self) -> None:
        """Store what is queued, then stop."""
        with self._arrived:
            self._closed = True
            self._arrived.notify()
        if self._leader is not None:
            self._leader.join()
            self._expiry.stop()

    def _lead(self) -> None:
        while batch := self._next_batch():
            self._in_flight = batch
            self._carry_out(batch)
            self._in_flight = ()

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

    def _next_batch(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        with self._arrived:
            while not batch:
                while not (self._queue or self._closed):
                    self._arrived.wait()
                if not self._queue:
                    return []
                while self._queue and len(batch) < self._limits.commands:
                    size += self._queue[0].append.size
                    if batch and size > self._limits.size:
                        break
                    waiting = self._queue.popleft()
                    if waiting.future.set_running_or_notify_cancel():
                        batch.append(waiting)
        return batch

    def _carry_out(self, batch: Sequence[_Waiting]) -> None:
        try:
            outcomes = self._store_all([waiting.append for waiting in batch])
        except Clash:
            self._one_by_one(batch)
        except LogUnavailable as error:
            _refuse(batch, error)
            self._refuse_queued()
        except BaseException as error:  # noqa: BLE001 - the callers must hear of it, the leader go on
            _refuse(batch, error)
        else:
            for waiting, outcome in zip(batch, outcomes, strict=True):
                _resolve(waiting.future, outcome)

    def _one_by_one(self, batch: Sequence[_Waiting]) -> None:
        if len(batch) == 1:
            _resolve(batch[0].future, ConcurrentChange())
            return
        for waiting in batch:
            self._carry_out([waiting])

    def _refuse_queued(self) -> None:
        # They have waited as long as the ones refused; none of them was begun.
        with self._arrived:
            queued = list(self._queue)
            self._queue.clear()
        _refuse(_claimed(queued), LogUnavailable(NOT_STORED))

    def _store_all(self, appends: Sequence[Prepared]) -> Sequence[Outcome]:
        until = time.monotonic() + GIVE_UP_SECONDS
        failed_commits = 0
        while True:
            try:
                position, outcomes = self._try(appends)
                break
            except ConnectionLost as error:
                if time.monotonic() > until:
                    raise LogUnavailable(NOT_STORED) from error
            except _Unknown as unknown:
                if self._was_stored(unknown.draft, until):
                    position, outcomes = unknown.draft.head.position, unknown.outcomes
                    break
                failed_commits += 1
                if failed_commits == _COMMITS or time.monotonic() > until:
                    raise LogUnavailable(NOT_STORED) from unknown
            time.sleep(_RETRY_SECONDS)
        self._store.wake(position)
        return outcomes

    def _try(self, appends: Sequence[Prepared]) -> tuple[int, Sequence[Outcome]]:
        try:
            with self._store.writing() as writing:
                draft = Draft(writing.before(streams_of(appends), keys_of(appends)))
                outcomes = [draft.admit(append) for append in appends]
                if not draft.is_empty:
                    writing.insert(draft)
                    _commit(writing, draft, outcomes)
                elif any(isinstance(each, Appended) and each.repeated for each in outcomes):
                    writing.confirm()
        except NotReplicated:
            raise
        except LogUnavailable as error:
            raise LogUnavailable(f"{NOT_STORED} ({error})") from error
        return draft.head.position, outcomes

    def _was_stored(self, draft: Draft, until: float) -> bool:
        """Ask the database again, under the lock that the lost transaction held."""
        while True:
            try:
                with self._store.writing() as writing:
                    stored = _holds(writing, draft)
                    if stored:
                        writing.confirm()
                    return stored
            except (ConnectionLost, LogUnavailable) as error:
                if time.monotonic() > until:
                    raise LogUnavailable(UNKNOWN) from error
            time.sleep(_RETRY_SECONDS)


def _holds(writing: Writing, draft: Draft) -> bool:
    if draft.rows:
        return writing.hash_at(draft.head.position) == draft.head.hash
    keys = [command.key for command in draft.commands]
    return writing.before([], keys).commands.keys() == set(keys)


def _commit(writing: Writing, draft: Draft, outcomes: Sequence[Outcome]) -> None:
    try:
        writing.commit()
    except NotReplicated:
        raise
    except Exception as error:
        raise _Unknown(draft, outcomes) from error


def _patience(append: Prepared) -> float:
    # An import of thousands of events in one decision may take its time.
    return ANSWER_SECONDS + len(append.events) / 1000


def _claimed(waiting: Sequence[_Waiting]) -> Sequence[_Waiting]:
    return [each for each in waiting if each.future.set_running_or_notify_cancel()]


def _refuse(batch: Sequence[_Waiting], error: BaseException) -> None:
    for waiting in batch:
        # Each gets an error of its own: a shared one would collect the frames of all callers.
        own = type(error)(*error.args) if isinstance(error, LogUnavailable) else error
        _resolve(waiting.future, own)


def _resolve(future: "Future[Appended]", outcome: Outcome | BaseException) -> None:
    try:
        if isinstance(outcome, Appended):
            future.set_result(outcome)
        else:
            future.set_exception(outcome)
    except InvalidStateError:
        # Its time had run out, and the caller was told that the outcome is unknown.
        pass
