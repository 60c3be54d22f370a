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

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar, overload

import msgspec
from sqlalchemy import Connection, MetaData, Table, and_, func, select
from sqlalchemy.sql import FromClause, Select

from domain.messages import Event, Recorded
from projections import bulk, sending
from projections.remembering import Memory
from projections.sheets import Sheet
from projections.standing import Standing
from projections.tables import HISTORY, LATER, Codes, Facts, Moment, named, table, with_history

RowT = TypeVar("RowT", bound=msgspec.Struct)
_POSITION = attrgetter("position")


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
        return sorted((each for group in groups for each in group), key=_POSITION)

    def besides(self, kinds: Collection[type[Event]]) -> list[Recorded]:
        """Return the events of all other classes, oldest first."""
        return self.of(*(kind for kind in self._kinds if kind not in kinds))

    @overload
    def __getitem__(self, index: int) -> Recorded: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Recorded]: ...
    def __getitem__(self, index: int | slice) -> Recorded | Sequence[Recorded]:
        return self._events[index]

    def __iter__(self) -> Iterator[Recorded]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)


class Work:
    """What `project` may do with the model's own tables, in the runner's transaction.

    Meant for few statements per batch: get a sheet of the rows a batch touches,
    change them in memory, save the sheet; insert new rows all at once.
    """

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, Table],
        memory: Memory | None = None,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._memory = memory

    @property
    def connection(self) -> Connection:
        """Where the model's tables can be read as they are by now."""
        if self._memory is not None:
            self._memory.write(self._connection)
        sending.send(self._connection)
        return self._connection

    def table(self, name: str) -> Table:
        """Return one of the model's tables."""
        return self._tables[name]

    def sheet(self, row: type[RowT], name: str, keys: Collection[Any] = ()) -> "Sheet[RowT]":
        """Return the stored rows with these keys; unknown keys are simply not in it.

        A key is a value, or a tuple in the order of a primary key of several columns.
        """
        sheet = Sheet(self._connection, self._tables, name, row, self._memory)
        sheet.add(keys)
        return sheet

    def replace(self, name: str, rows: Sequence[msgspec.Struct]) -> None:
        """Store rows whatever was stored under their keys, which must be distinct."""
        remembered = None if self._memory is None else self._memory.of(name)
        if remembered is None:
            bulk.upsert(self._connection, self._tables[name], rows)
            return
        for row in rows:
            remembered.put(remembered.key_of(row), row)

    def insert(self, name: str, rows: Sequence[msgspec.Struct]) -> None:
        """Add rows whose keys are new; a repeated key is an error of the model."""
        bulk.insert(self._connection, self._written_to(name), rows)

    def insert_columns(self, name: str, columns: Sequence[Sequence[Any]]) -> None:
        """Do the same with rows given column by column: for what every vote has."""
        later = self._collected(name)
        if later is None or self._connection.dialect.name == "postgresql":
            later = self._written_to(name)  # On SQLite it has its key from the beginning.
        bulk.insert_columns(self._connection, later, columns)

    def replace_columns(self, name: str, columns: Sequence[Sequence[Any]]) -> None:
        """Do as `replace` with rows given column by column."""
        later = self._collected(name)
        if later is not None:
            bulk.insert_columns(self._connection, later, columns)
        else:
            bulk.upsert_columns(self._connection, self._written_to(name), columns)

    def in_order(self, name: str, keys: Collection[Any]) -> Collection[Any]:
        """Return keys in the order in which their rows are best written column by column.

        In the order of the key, rows that go into the same page of a table go together.
        """
        return keys if self._collected(name) is not None else sorted(keys)

    def _collected(self, name: str) -> Table | None:
        """Return where a rebuild collects rows of which the last one is to stay."""
        if self._memory is None or self._memory.in_step:
            return None
        return self._tables[name].info.get(LATER)

    def _written_to(self, name: str) -> Table:
        """Return a table that is written to at once, as it is for what comes once only."""
        remembered = None if self._memory is None else self._memory.of(name)
        if remembered is not None:
            remembered.lose_track()
        return self._tables[name]


Define = Callable[[MetaData, int], Sequence[Table]]
Project = Callable[[Batch, Work], None]


class Model(msgspec.Struct, frozen=True):
    """One read model, as the runner knows it. `name` is what `rebuild NAME` takes.

    `weight` is its share of the time that folding votes takes, and comments after them, as
    tests/benchmarks/rebuild.py shows it; a rebuild divides its work by it. `revision` goes up
    when `project` comes to other rows in tables of the same shape: tables made before are then
    rebuilt.
    """

    name: str
    define: Define
    project: Project
    weight: int = 1
    revision: int = 1


class Snapshot(msgspec.Struct, frozen=True):
    """One consistent moment of all read models (ruling 7). Ends with its context.

    `position` is the last event that is in the tables. `generation` changes whenever
    tables were switched: it belongs into cache keys. With `as_of`, queries answer for
    that earlier position: structure and counts as of then, texts as permitted now
    (ruling 4). `told` is what `asking_once.once` has been answered, `standing` what holds beyond
    this moment. Not safe in threads.
    """

    connection: Connection
    tables: Mapping[str, Table]
    position: int
    generation: int
    as_of: int | None = None
    told: dict[Hashable, Any] = msgspec.field(default_factory=dict)
    standing: Standing | None = None

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

    def source(self, name: str, **keys: object) -> FromClause:
        """Return a table with a history as of this snapshot, to select from.

        Counted columns are missing from it if `as_of` is set. `keys` narrow it to rows
        with this value, or one of these in a list, in columns that never change: give
        them where you can, and repeat them in your own condition.
        """
        current = self.tables[name]
        if self.as_of is None:
            return current
        twin = self.tables[name + HISTORY]
        identity = [twin.c[column.name] for column in current.primary_key]
        last = select(*identity, func.max(twin.c.since).label("since"))
        last = last.where(twin.c.since <= self.until)
        narrow = [
            twin.c[key].in_(value) if isinstance(value, list) else twin.c[key] == value
            for key, value in keys.items()
        ]
        newest = last.where(*narrow).group_by(*identity).subquery()
        same = (twin.c[column.name] == column for column in newest.c)
        joined = twin.join(newest, and_(*same))
        kept = [twin.c[column.name] for column in current.columns if column.name in twin.c]
        return select(*kept).select_from(joined).subquery(name)

    def rows(self, row: type[RowT], statement: Select[*tuple[Any, ...]]) -> list[RowT]:
        """Run a select whose columns are the fields of `row`, in order."""
        return [row(*values) for values in self.connection.execute(statement)]

    def first(self, row: type[RowT], statement: Select[*tuple[Any, ...]]) -> RowT | None:
        """Run such a select and return its first row, or None."""
        values = self.connection.execute(statement).first()
        return None if values is None else row(*values)


__all__ = [
    "Batch",
    "Codes",
    "Facts",
    "Model",
    "Moment",
    "Sheet",
    "Snapshot",
    "Work",
    "named",
    "table",
    "with_history",
]
