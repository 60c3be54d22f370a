"""Stand-ins for what projections are handed, simple enough to be right at sight."""

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

from domain.messages import (
    Append,
    Appended,
    Channel,
    CommandKey,
    Event,
    Recorded,
    StreamId,
)
from domain.ports import ConcurrentChange, Head

THE_DAY = datetime(2023, 5, 2, 8, 0, tzinfo=UTC)


class MemoryLog:
    """Fulfils `domain.ports.EventLog` in memory; keeps no texts and no hash chain."""

    def __init__(self) -> None:
        self._events: list[Recorded] = []
        self._streams: dict[StreamId, list[Recorded]] = {}
        self._numbers: dict[str, int] = {}
        self._grown = threading.Condition()

    def add(
        self,
        stream: StreamId,
        *events: Event,
        at: datetime = THE_DAY,
        channel: Channel = "web",
    ) -> int:
        """Append without any check; return the position of the last event."""
        with self._grown:
            for event in events:
                history = self._streams.setdefault(stream, [])
                recorded = Recorded(
                    position=len(self._events) + 1,
                    stream=stream,
                    version=len(history) + 1,
                    recorded_at=at,
                    occurred_at=at,
                    channel=channel,
                    hash=b"",
                    event=event,
                )
                self._events.append(recorded)
                history.append(recorded)
            self._grown.notify_all()
            return len(self._events)

    def read(self, stream: StreamId) -> Sequence[Event]:
        return [recorded.event for recorded in self.recorded(stream)]

    def read_many(self, streams: Collection[StreamId]) -> Mapping[StreamId, Sequence[Event]]:
        return {stream: self.read(stream) for stream in streams}

    def recorded(self, stream: StreamId) -> Sequence[Recorded]:
        return list(self._streams.get(stream, []))

    def append(self, append: Append) -> Appended:
        seen = {each.stream: each.seen for each in append.writes}
        seen |= {each.stream: each.seen for each in append.guards}
        if any(len(self._streams.get(stream, [])) != count for stream, count in seen.items()):
            raise ConcurrentChange
        at = append.occurred_at or append.recorded_at
        for write in append.writes:
            self.add(write.stream, *write.events, at=at, channel=append.channel)
        return Appended(len(self._events), append.result)

    def submit(self, append: Append) -> "Future[Appended]":
        future: Future[Appended] = Future()
        future.set_result(self.append(append))
        return future

    def answered(self, command: CommandKey) -> Appended | None:
        return None

    def head(self) -> Head:
        return Head(len(self._events), b"")

    def since(
        self, position: int, *, until: int | None = None, page: int = 1000
    ) -> Iterator[Sequence[Recorded]]:
        end = len(self._events) if until is None else until
        while events := self._events[position : min(position + page, end)]:
            yield events
            position += len(events)

    def at(self, positions: Collection[int]) -> Sequence[Recorded]:
        return [self._events[each - 1] for each in sorted(positions)]

    def wait_beyond(self, position: int, seconds: float) -> bool:
        with self._grown:
            return self._grown.wait_for(lambda: len(self._events) > position, seconds)

    def check(self, position: int = 0) -> Iterator[int]:
        yield len(self._events)

    def next_number(self, series: str) -> int:
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return self._numbers[series]
