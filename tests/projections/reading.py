"""Read models in a database of their own, filled from hand-written histories."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, MetaData, Table, create_engine, select

from domain.messages import Channel, ContentRef, Event, Recorded, StreamId
from projections.database import open_engine
from projections.model import Batch, Model, Snapshot, Work, named

MONDAY = datetime(2023, 6, 5, 9, 0, tzinfo=UTC)
"""11 o'clock in Wittlich, on the day the online phase begins."""

_NAMES = UUID("4d0a5f7e-7a34-5e1c-9b57-1d8f0c6a2b10")


def named_id(name: str) -> UUID:
    """Return the id that a name stands for in all tests."""
    return uuid5(_NAMES, name)


def text(name: str) -> ContentRef:
    """Return a content reference that a name stands for."""
    return (sha256(name.encode()).hexdigest() + "0" * 43)[:43]


class History:
    """A log in the making: events get positions, versions, times and hashes in turn."""

    def __init__(self, start: datetime = MONDAY) -> None:
        self.now = start
        self.events: list[Recorded] = []
        self._lengths: dict[StreamId, int] = {}

    def add(
        self,
        stream: UUID,
        *events: Event,
        channel: Channel = "web",
        after: timedelta = timedelta(minutes=1),
        occurred_at: datetime | None = None,
    ) -> int:
        """Append events of one stream together, `after` the last; return the last position."""
        self.now += after
        for event in events:
            key = StreamId(stream)
            self._lengths[key] = self._lengths.get(key, 0) + 1
            position = len(self.events) + 1
            self.events.append(
                Recorded(
                    position=position,
                    stream=key,
                    version=self._lengths[key],
                    recorded_at=self.now,
                    occurred_at=occurred_at or self.now,
                    channel=channel,
                    hash=sha256(position.to_bytes(8, "big")).digest(),
                    event=event,
                )
            )
        return len(self.events)


def fill(
    connection: Connection, models: Sequence[Model], events: Sequence[Recorded], size: int = 1000
) -> Snapshot:
    """Build the tables of models, project the events in batches of `size`, and read them."""
    tables: dict[str, Table] = {}
    for model in models:
        metadata = MetaData()
        mine = named(model.define(metadata, 1))
        metadata.create_all(connection)
        for start in range(0, len(events), size):
            batch = Batch(events[start : start + size])
            model.project(batch, Work(connection, mine))
        tables |= mine
    return Snapshot(connection, tables, position=len(events), generation=1)


@contextmanager
def read(
    models: Sequence[Model],
    events: Sequence[Recorded],
    url: str | None = None,
    size: int = 1000,
) -> Iterator[Snapshot]:
    """Yield a snapshot of models that have seen these events; in memory without a URL."""
    engine = create_engine("sqlite://") if url is None else open_engine(url)
    try:
        with engine.begin() as connection:
            yield fill(connection, models, events, size)
    finally:
        engine.dispose()


def contents(snapshot: Snapshot) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, sorted, to compare whole read models."""
    return {
        name: sorted((tuple(row) for row in snapshot.connection.execute(select(table))), key=repr)
        for name, table in snapshot.tables.items()
    }
