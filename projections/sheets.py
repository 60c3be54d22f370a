"""The rows of a table that a batch is about."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Connection, Table, select
from sqlalchemy.sql import ColumnElement

from projections import bulk, sending
from projections.fetching import rows_of
from projections.remembering import UNKNOWN, Memory
from projections.tables import HISTORY

RowT = TypeVar("RowT", bound=msgspec.Struct)


class Sheet(Generic[RowT]):
    """The rows of one table that a batch is about, in memory until `save`."""

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, Table],
        name: str,
        row: type[RowT],
        memory: Memory | None = None,
    ) -> None:
        self._connection = connection
        self._source = tables[name]
        self._twin = tables.get(name + HISTORY)
        self._row = row
        self._memory = None if memory is None else memory.of(name)
        self._key = [column.name for column in self._source.primary_key]
        self._stored: dict[Any, RowT | None] = {}
        self._rows: dict[Any, RowT] = {}
        self._changed: dict[Any, None] = {}
        self._history: dict[Any, tuple[int, RowT]] = {}

    def add(self, keys: Collection[Any]) -> None:
        """Also load the rows with these keys."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._stored]
        if self._memory is not None:
            wanted = self._recall(wanted)
        for row in rows_of(self._connection, self._source, wanted, self._row):
            self._load(row)
            if self._memory is not None:
                self._memory.note(self._key_of(row), row)
        for key in wanted:
            self._stored.setdefault(key, None)

    def _recall(self, keys: Collection[Any]) -> list[Any]:
        """Load what is remembered; return the keys that only the table knows of."""
        asked = []
        for key in keys:
            row = self._memory.get(key)  # type: ignore[union-attr]  # its caller has looked
            if row is UNKNOWN:
                asked.append(key)
                continue
            self._stored[key] = row
            if row is not None:
                self._rows.setdefault(key, row)
        return asked

    def add_where(self, condition: ColumnElement[bool]) -> None:
        """Also load the stored rows that fulfil a condition; rows in the sheet stay."""
        if self._memory is not None:
            self._memory.write(self._connection)
        sending.send(self._connection)
        for values in self._connection.execute(select(self._source).where(condition)):
            self._load(self._row(*values))

    def _load(self, row: RowT) -> None:
        key = self._key_of(row)
        if key not in self._stored:
            self._stored[key] = row
            self._rows.setdefault(key, row)

    def get(self, key: object) -> RowT | None:
        """Return a row as it is by now, or None. Its key must have been added or put."""
        return self._rows.get(key)

    def values(self) -> list[RowT]:
        """Return all rows of the sheet as they are by now."""
        return list(self._rows.values())

    def put(self, row: RowT, since: int | None = None) -> None:
        """Add a row, or replace the one with its key.

        `since` is the position that changed it: the row then enters the history, once
        per key and position. Leave it out where only counted columns changed.
        """
        key = self._key_of(row)
        self._rows[key] = row
        self._changed[key] = None
        if since is not None and self._twin is not None:
            self._history[key, since] = (since, row)

    def remove(self, key: object) -> None:
        """Let a row be deleted; only for tables without history."""
        self._rows.pop(key, None)
        self._changed[key] = None

    def changes(self) -> Iterator[tuple[RowT | None, RowT | None]]:
        """Yield each changed row as stored and as it is by now; None where there is none."""
        for key in self._changed:
            yield self._stored.get(key), self._rows.get(key)

    def save(self) -> None:
        """Write what was changed: one upsert per key, whatever happened to it."""
        if self._memory is not None:
            for key in self._changed:
                self._memory.put(key, self._rows.get(key))
        else:
            gone = [key for key in self._changed if key not in self._rows]
            bulk.delete(self._connection, self._source, gone)
            rows = [self._rows[key] for key in self._changed if key in self._rows]
            bulk.upsert(self._connection, self._source, rows)
        if self._twin is not None:
            bulk.insert_history(self._connection, self._twin, list(self._history.values()))
        self._changed, self._history = {}, {}

    def _key_of(self, row: RowT) -> Any:  # noqa: ANN401 - any column type can be a key
        if len(self._key) == 1:
            return getattr(row, self._key[0])
        return tuple(getattr(row, name) for name in self._key)
