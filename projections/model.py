"""What a read model is made of, and what its readers are handed.

A read model is one module with

- row Structs, whose fields are the columns of a table in order,
- `define(metadata, generation)`, which names its tables,
- `project(batch, work)`, which folds one batch of the log into them,
- `MODEL`, which ties these together for the runner, and
- queries, whose first argument is a `Snapshot`.

It reads and writes its own tables only, sees no clock, no dice and no numbers made
by the database, and gives the same rows however the log is cut into batches: then a
rebuild equals the live tables (docs/how-to/rebuild_a_projection.md).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, cast, overload

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Dialect,
    Index,
    MetaData,
    Row,
    String,
    Table,
    Text,
    tuple_,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql import ColumnElement, quoted_name, select
from sqlalchemy.types import TypeDecorator

from domain.messages import Event, Recorded
from projections import bulk

RowT = TypeVar("RowT", bound=msgspec.Struct)
_CHUNK = 500  # keys of one statement; SQLite compiles longer ones slowly


class Moment(TypeDecorator[datetime]):
    """A column of aware datetimes, given back in UTC by every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.replace(tzinfo=UTC)


class Codes(TypeDecorator[tuple[str, ...]]):
    """A column of short codes without commas, such as house rules; never NULL."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:  # noqa: ARG002 - the library's signature
        return ",".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002 - the library's signature
        return tuple(value.split(",")) if value else ()


class Facts(TypeDecorator[dict[str, Any]]):
    """A column of named values as JSON with sorted keys, equal whenever they are equal."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str:  # noqa: ARG002 - the library's signature
        return msgspec.json.encode(value or {}, order="deterministic").decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any]:  # noqa: ARG002 - the library's signature
        return cast("dict[str, Any]", msgspec.json.decode(value or "{}"))


def table(metadata: MetaData, generation: int, name: str, *parts: SchemaItem) -> Table:
    """Return the table `name` of one generation.

    Readers and projections know it by `name`; in the database the generation is part
    of its name and of those of its indexes.
    """
    for part in parts:
        if isinstance(part, Index):
            part.name = quoted_name(f"{name}_{generation}_{part.name}", quote=None)
    return Table(
        f"{name}_{generation}",
        metadata,
        *parts,
        info={"name": name},
        sqlite_with_rowid=False,
    )


def named(tables: Collection[Table]) -> dict[str, Table]:
    """Return tables by the names that readers know."""
    return {str(each.info["name"]): each for each in tables}


class Batch(Sequence[Recorded]):
    """Consecutive events of the log, oldest first; at least one.

    `of` spares a model from looking at events that do not concern it.
    """

    def __init__(self, events: Sequence[Recorded]) -> None:
        self._events = events
        self._kinds: dict[type[Event], list[Recorded]] = {}
        for recorded in events:
            self._kinds.setdefault(type(recorded.event), []).append(recorded)

    @property
    def first(self) -> int:
        """Position of the first event."""
        return self._events[0].position

    @property
    def last(self) -> int:
        """Position of the last event."""
        return self._events[-1].position

    def of(self, *kinds: type[Event]) -> list[Recorded]:
        """Return the events of these classes, oldest first."""
        groups = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        if len(groups) == 1:
            return groups[0]
        return sorted((each for group in groups for each in group), key=_position)

    @overload
    def __getitem__(self, index: int) -> Recorded: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Recorded]: ...
    def __getitem__(self, index: int | slice) -> Recorded | Sequence[Recorded]:
        return self._events[index]

    def __len__(self) -> int:
        return len(self._events)


def _position(recorded: Recorded) -> int:
    return recorded.position


class Work:
    """What `project` may do with the model's own tables, in the runner's transaction.

    Meant for few statements per batch: get a sheet of the rows a batch touches,
    change them in memory, save the sheet; insert history rows all at once.
    """

    def __init__(self, connection: Connection, tables: Mapping[str, Table]) -> None:
        self.connection = connection
        self._tables = tables

    def table(self, name: str) -> Table:
        """Return one of the model's tables."""
        return self._tables[name]

    def sheet(self, row: type[RowT], name: str, keys: Collection[Any]) -> "Sheet[RowT]":
        """Return the stored rows with these keys; unknown keys are simply not in it.

        A key is a value, or a tuple in the order of a primary key of several columns.
        """
        sheet = Sheet(self.connection, self._tables[name], row)
        sheet.add(keys)
        return sheet

    def insert(self, name: str, rows: Sequence[msgspec.Struct]) -> None:
        """Add rows whose keys are new; a repeated key is an error of the model."""
        bulk.insert(self.connection, self._tables[name], rows)


class Sheet(Generic[RowT]):
    """The rows of one table that a batch is about, in memory until `save`."""

    def __init__(self, connection: Connection, source: Table, row: type[RowT]) -> None:
        self._connection = connection
        self._source = source
        self._row = row
        self._key = list(source.primary_key)
        fields = row.__struct_fields__
        self._key_fields = [fields.index(column.name) for column in self._key]
        self._rows: dict[Any, RowT] = {}
        self._changed: dict[Any, None] = {}
        self._removed: dict[Any, None] = {}

    def add(self, keys: Collection[Any]) -> None:
        """Also load the rows with these keys."""
        single = len(self._key) == 1
        known = self._rows.keys() | self._changed.keys() | self._removed.keys()
        wanted = [key for key in dict.fromkeys(keys) if key not in known]
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            self.add_where(self._key[0].in_(chunk) if single else tuple_(*self._key).in_(chunk))

    def add_where(self, condition: ColumnElement[bool]) -> list[RowT]:
        """Also load the rows that fulfil a condition; return them as they are by now.

        The condition is tried on the stored rows, before changes made in this sheet.
        """
        found = []
        for values in self._connection.execute(select(self._source).where(condition)):
            row = self._row(*values)
            key = self._key_of(row)
            if key in self._removed:
                continue
            found.append(self._rows.setdefault(key, row))
        return found

    def get(self, key: object) -> RowT | None:
        """Return a row as it is by now, or None."""
        return self._rows.get(key)

    def values(self) -> list[RowT]:
        """Return all rows of the sheet as they are by now."""
        return list(self._rows.values())

    def put(self, row: RowT) -> None:
        """Add a row, or replace the one with its key."""
        key = self._key_of(row)
        self._rows[key] = row
        self._changed[key] = None
        self._removed.pop(key, None)

    def remove(self, key: object) -> None:
        """Let a row be deleted; unknown keys do no harm."""
        self._rows.pop(key, None)
        self._changed.pop(key, None)
        self._removed[key] = None

    def save(self) -> None:
        """Write what was changed: one upsert per key, whatever happened to it."""
        if self._removed:
            bulk.delete(self._connection, self._source, list(self._removed))
        if self._changed:
            rows = [self._rows[key] for key in self._changed]
            bulk.upsert(self._connection, self._source, rows)
        self._changed, self._removed = {}, {}

    def _key_of(self, row: RowT) -> Any:  # noqa: ANN401 - any column type can be a key
        fields = self._row.__struct_fields__
        key = tuple(getattr(row, fields[index]) for index in self._key_fields)
        return key[0] if len(key) == 1 else key


Define = Callable[[MetaData, int], Sequence[Table]]
Project = Callable[[Batch, Work], None]


class Model(msgspec.Struct, frozen=True):
    """One read model, as the runner knows it. `name` is what `rebuild NAME` takes."""

    name: str
    define: Define
    project: Project


class Snapshot(msgspec.Struct, frozen=True):
    """One consistent moment of all read models (ruling 7). Ends with its context.

    `position` is the last event that is in the tables. `generation` changes whenever
    tables were switched: it belongs into cache keys. With `as_of`, queries answer for
    that earlier position: structure and counts as of then, texts as permitted now
    (ruling 4). Not safe in threads.
    """

    connection: Connection
    tables: Mapping[str, Table]
    position: int
    generation: int
    as_of: int | None = None

    @property
    def until(self) -> int:
        """The position that queries answer for."""
        return self.position if self.as_of is None else min(self.as_of, self.position)

    def at(self, position: int | None) -> "Snapshot":
        """Return the same moment seen as of an earlier position, or as of now."""
        return msgspec.structs.replace(self, as_of=position)

    def table(self, name: str) -> Table:
        """Return a table by the name it was defined with."""
        return self.tables[name]

    def rows(self, row: type[RowT], statement: Any) -> list[RowT]:  # noqa: ANN401 - any select
        """Run a select whose columns are the fields of `row`, in order."""
        return [row(*values) for values in self.connection.execute(statement)]


def columns(source: Table, row: type[msgspec.Struct]) -> list[Column[Any]]:
    """Return the columns of a table that a Struct asks for, in its order."""
    return [source.c[name] for name in row.__struct_fields__]


__all__ = [
    "Batch",
    "Codes",
    "Facts",
    "Model",
    "Moment",
    "Row",
    "Sheet",
    "Snapshot",
    "Work",
    "columns",
    "named",
    "table",
]
