"""Storing a batch in one transaction, and finding out whether it was stored: ruling 14."""

import time
from collections.abc import Sequence

from adapters.event_log.batch import Draft, Outcome, Prepared, keys_of, streams_of
from adapters.event_log.store import (
    GIVE_UP_SECONDS,
    Clash,
    ConnectionLost,
    NotReplicated,
    Store,
    Writing,
)
from domain.messages import Appended
from domain.ports import LogUnavailable

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
        self._store.wake(draft.head.position)
        return outcomes

    def _try(self, appends: Sequence[Prepared]) -> tuple[Draft, Sequence[Outcome]]:
        try:
            with self._store.writing(streams_of(appends), keys_of(appends)) as writing:
                draft = Draft(writing.before)
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


def _commit(writing: Writing, draft: Draft, outcomes: Sequence[Outcome]) -> None:
    try:
        writing.commit()
    except (Clash, NotReplicated):
        raise
    except Exception as error:
        raise _Unknown(draft, outcomes) from error
