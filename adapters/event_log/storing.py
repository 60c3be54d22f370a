"""Storing a batch in one transaction, and finding out whether it was stored: ruling 14."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from adapters.event_log.batch import Draft, Outcome, Prepared, assuming, keys_of, streams_of
from adapters.event_log.store import (
    GIVE_UP_SECONDS,
    Clash,
    ConnectionLost,
    NotReplicated,
    Store,
    Writing,
)
from domain.messages import Appended
from domain.ports import Head, LogUnavailable

UNKNOWN = "the database went away while storing; whether it was stored is unknown"
NOT_STORED = "the database does not answer; nothing was stored"

_RETRY_SECONDS = 0.05
_COMMITS = 3  # a disk that is full fails every one of them


class _Unknown(Exception):
    """COMMIT was sent and not answered."""

    def __init__(self, draft: Draft, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self.draft = draft
        self.outcomes = outcomes


class Storing:
    """Stores batches for the one thread that commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._head: Head | None = None  # where this process left the log
        self._alone = False  # nobody else has written to it lately

    def store(self, appends: Sequence[Prepared]) -> Sequence[Outcome]:
        """Make the appends durable, all but those that lose, and return what each is answered.

        Raises:
            Clash: as its docstring says.
            LogUnavailable: nothing was stored, or it is unknown whether it was; the text says so.
        """
        until = time.monotonic() + GIVE_UP_SECONDS
        failed_commits = 0
        while True:
            try:
                draft, outcomes = self._try(appends)
                break
            except ConnectionLost as error:
                if time.monotonic() > until:
                    raise LogUnavailable(NOT_STORED) from error
            except _Unknown as unknown:
                if self._was_stored(unknown.draft, until):
                    draft, outcomes = unknown.draft, unknown.outcomes
                    break
                failed_commits += 1
                if failed_commits == _COMMITS or time.monotonic() > until:
                    raise LogUnavailable(NOT_STORED) from unknown
            time.sleep(_RETRY_SECONDS)
        self._head = draft.head
        self._store.wake(draft.head.position)
        return outcomes

    def _try(self, appends: Sequence[Prepared]) -> tuple[Draft, Sequence[Outcome]]:
        try:
            return self._assume(appends) or self._look(appends)
        except NotReplicated:
            raise
        except LogUnavailable as error:
            raise LogUnavailable(f"{NOT_STORED} ({error})") from error

    def _assume(self, appends: Sequence[Prepared]) -> "tuple[Draft, Sequence[Outcome]] | None":
        """Store without looking first, or return None: nothing is stored, look.

        Nearly always nobody else has written, and everybody has decided on what the log
        holds. Then the database has to say so and to store in one round trip.
        """
        if self._head is None or not self._alone:
            return None
        before = assuming(self._head, appends)
        draft = Draft(before)
        outcomes = [draft.admit(append) for append in appends]
        if draft.is_empty:
            return None
        with _unknown_unless_told(draft, outcomes):
            stored = self._store.attempt(before, draft)
        return (draft, outcomes) if stored else None

    def _look(self, appends: Sequence[Prepared]) -> tuple[Draft, Sequence[Outcome]]:
        with self._store.writing(streams_of(appends), keys_of(appends)) as writing:
            self._alone = self._store.is_remote and writing.before.head == self._head
            draft = Draft(writing.before)
            outcomes = [draft.admit(append) for append in appends]
            if not draft.is_empty:
                writing.insert(draft)
                with _unknown_unless_told(draft, outcomes):
                    writing.commit()
            elif any(isinstance(each, Appended) and each.repeated for each in outcomes):
                writing.confirm()
        return draft, outcomes

    def _was_stored(self, draft: Draft, until: float) -> bool:
        """Ask the database again, under the lock that the lost transaction held."""
        while True:
            try:
                with self._store.writing(keys=_keys(draft)) as writing:
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
    return writing.before.commands.keys() == set(_keys(draft))


def _keys(draft: Draft) -> Sequence[bytes]:
    return [command.key for command in draft.commands]


@contextmanager
def _unknown_unless_told(draft: Draft, outcomes: Sequence[Outcome]) -> Iterator[None]:
    try:
        yield
    except (Clash, ConnectionLost, LogUnavailable):
        raise
    except Exception as error:
        raise _Unknown(draft, outcomes) from error
