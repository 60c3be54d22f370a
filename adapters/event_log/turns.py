"""How the answers of a batch reach those who wait for them."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from itertools import pairwise

from adapters.event_log.batch import Outcome
from domain.messages import Appended


class Turn:
    """The answer that one thread waits for, where a `Future` costs three times as much.

    If all threads of a batch woke at once they would fight over the interpreter, with
    each other and with the thread that commits the next batch. So the first is woken,
    and each wakes the one behind it before it goes on.
    """

    __slots__ = ("_behind", "_left", "_lock", "_outcome", "_undecided")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()
        self._undecided = [True]  # taking the only item is one step, whoever else tries it
        self._outcome: Outcome | BaseException | None = None
        self._behind: Turn | None = None
        self._left = False

    def wait(self) -> Appended:
        """Return the answer, once, to the one thread that waits.

        Raises:
            Exception: what stands in place of an answer.
        """
        try:
            self._lock.acquire()
        except BaseException:
            # Interrupted: those behind must be woken all the same.
            self._left = True
            self._wake_behind_one_who_left()
            raise
        self._wake_behind()
        if isinstance(self._outcome, Appended):
            return self._outcome
        assert self._outcome is not None  # noqa: S101 - it is decided before anybody is woken
        raise self._outcome

    def decide(self, outcome: Outcome | BaseException) -> bool:
        """Set the answer unless there is one; it is heard when `wake` is called."""
        try:
            self._undecided.pop()
        except IndexError:
            return False
        self._outcome = outcome
        return True

    def wake(self) -> None:
        """Let the thread go on, and those behind it after it."""
        self._lock.release()
        if self._left:
            self._wake_behind_one_who_left()

    def stand_behind(self, other: "Turn") -> None:
        """Be woken by another, after it; neither has been woken yet."""
        other._behind = self  # noqa: SLF001 - of the same class

    def _wake_behind(self) -> None:
        if self._behind is not None:
            self._behind.wake()

    def _wake_behind_one_who_left(self) -> None:
        # Either of the two threads may come second; whoever finds the lock open goes on.
        if self._lock.acquire(blocking=False):
            self._wake_behind()


Answer = Turn | Future[Appended]


def claimed(answer: Answer) -> bool:
    """Tell whether the answer is still wanted; from now on it cannot be given up."""
    return isinstance(answer, Turn) or answer.set_running_or_notify_cancel()


def answer_all(answers: Iterable[tuple[Answer, Outcome | BaseException]]) -> None:
    """Give each its outcome; those that have one already keep it."""
    # Their time had run out, and the caller was told that the outcome is unknown.
    turns: list[Turn] = []
    for answer, outcome in answers:
        if isinstance(answer, Turn):
            if answer.decide(outcome):
                turns.append(answer)
        else:
            _resolve(answer, outcome)
    _wake_in_turn(turns)


def _resolve(future: "Future[Appended]", outcome: Outcome | BaseException) -> None:
    with suppress(InvalidStateError):
        if isinstance(outcome, Appended):
            future.set_result(outcome)
        else:
            future.set_exception(outcome)


def _wake_in_turn(turns: Sequence[Turn]) -> None:
    for turn, behind in pairwise(turns):
        behind.stand_behind(turn)
    if turns:
        turns[0].wake()
