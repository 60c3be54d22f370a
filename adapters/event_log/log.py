"""The port `EventLog`, on either database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import date

from adapters.event_log.batch import answer, prepare
from adapters.event_log.chain import EMPTY, verify
from adapters.event_log.codec import Codec
from adapters.event_log.group_commit import GroupCommit, Limits
from adapters.event_log.store import UNCONDITIONAL_END, Store
from domain.messages import (
    Append,
    Appended,
    CommandKey,
    ContentRef,
    Event,
    Recorded,
    StreamId,
)
from domain.ports import Head, LogCorrupt

_CHECK_PAGE = 2000


class PersistentEventLog:
    """Fulfils `domain.ports.EventLog`. Also keeps the ciphertexts of contents.

    Safe in threads. Close it to end its leader thread and give connections back.
    """

    def __init__(self, store: Store, codec: Codec, limits: Limits) -> None:
        self._store = store
        self._codec = codec
        self._commits = GroupCommit(store, limits)

    def read(self, stream: StreamId) -> Sequence[Event]:
        return self._codec.events(self._store.histories([stream.bytes]))

    def read_many(self, streams: Collection[StreamId]) -> Mapping[StreamId, Sequence[Event]]:
        histories: dict[bytes, list[Event]] = {stream.bytes: [] for stream in streams}
        rows = self._store.histories(histories)
        for row, event in zip(rows, self._codec.events(rows), strict=True):
            histories[row[1]].append(event)
        return {stream: histories[stream.bytes] for stream in streams}

    def recorded(self, stream: StreamId) -> Sequence[Recorded]:
        return self._codec.recorded(self._store.histories([stream.bytes]))

    def append(self, append: Append) -> Appended:
        return self._commits.append(prepare(append, self._codec))

    def submit(self, append: Append) -> "Future[Appended]":
        """Queue the decision; the future ends as `append` does.

        Raises:
            UnknownTopic, NotStorable, ValueError: the events cannot be stored as they are.
        """
        return self._commits.submit(prepare(append, self._codec))

    def answered(self, command: CommandKey) -> Appended | None:
        stored = self._store.command(command.key)
        if stored is None:
            return None
        known = answer(command, stored)
        if isinstance(known, Exception):
            raise known
        return known

    def head(self) -> Head:
        return self._store.head()

    def since(
        self, position: int, *, until: int | None = None, page: int = 1000
    ) -> Iterator[Sequence[Recorded]]:
        last = UNCONDITIONAL_END if until is None else until
        while rows := self._store.page(position, last, page):
            if rows[0][0] != position + 1 or rows[-1][0] != position + len(rows):
                raise LogCorrupt(position + 1, "the rows after it have a gap")
            position = rows[-1][0]
            yield self._codec.recorded(rows)
            if len(rows) < page:
                return

    def at(self, positions: Collection[int]) -> Sequence[Recorded]:
        return self._codec.recorded(self._store.rows_at(positions))

    def wait_beyond(self, position: int, seconds: float) -> bool:
        return self._store.wait_beyond(position, seconds)

    def check(self, position: int = 0) -> Iterator[int]:
        head = EMPTY if position == 0 else self._head_at(position)
        while rows := self._store.page(head.position, UNCONDITIONAL_END, _CHECK_PAGE):
            head = verify(head, rows)
            yield head.position

    def next_number(self, series: str) -> int:
        return self._store.next_number(series)

    def ciphertexts(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        """Return the stored ciphertexts; unknown and erased ones are missing."""
        return self._store.ciphertexts(refs)

    def erase_ciphertexts(self, refs: Collection[ContentRef]) -> int:
        """Delete ciphertexts for good; return how many there were."""
        return self._store.erase_ciphertexts(refs)

    def forget_commands(self, before: date) -> int:
        """Forget commands of earlier days (30 days are kept); return how many."""
        return self._store.forget_commands(before)

    def close(self) -> None:
        """Store what is queued, end the leader thread and close all connections."""
        self._commits.close()
        self._store.close()

    def _head_at(self, position: int) -> Head:
        rows = self._store.rows_at([position])
        if not rows:
            raise LogCorrupt(position, "the row is missing")
        return Head(position=position, hash=rows[0][5])
