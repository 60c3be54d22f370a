"""Rows that whoever folds keeps in memory from one batch to the next.

A proposal gets votes in every batch of a long log. In a rebuild, whose tables nobody reads before
the switch, its rows are written when they must. Live ones are written with each batch, but not
read again: nobody else changes them as long as the line moves by these batches alone. What a
failed batch changed is forgotten with it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table

from projections import bulk

UNKNOWN = object()
"""What `Remembered.get` answers where only the table can tell."""

_MOST = 30_000  # rows of a table; more of them are written and forgotten between two batches
_MOST_LIVE = 1_000  # the same in a process that also serves pages


class Remembered:
    """Rows of one table by primary key; None is a deleted one.

    The table was empty in the beginning, unless told `in_step`: then it holds others as well.
    """

    def __init__(self, table: Table, *, in_step: bool = False) -> None:
        self._table = table
        self._names = [column.name for column in table.primary_key]
        self._most = _MOST_LIVE if in_step else _MOST
        self._whole = not in_step
        self._rows: dict[Any, Any] = {}
        self._unsaved: dict[Any, None] = {}
        self._changed: dict[Any, Any] = {}  # by this batch
        self._written: dict[Any, Any] = {}  # by this batch

    def get(self, key: object) -> Any:  # noqa: ANN401 - a row, None or UNKNOWN
        """Return a row, None if there is none, or UNKNOWN."""
        if key in self._changed:
            return self._changed[key]
        return self._rows.get(key, None if self._whole else UNKNOWN)

    def put(self, key: object, row: Any) -> None:  # noqa: ANN401 - rows have no common type
        """Let a row stand under its key, or none."""
        self._changed[key] = row

    def note(self, key: object, row: Any) -> None:  # noqa: ANN401 - as above
        """Remember what the table has under a key that was unknown."""
        self._rows.setdefault(key, row)

    def key_of(self, row: object) -> Any:  # noqa: ANN401 - any column type can be a key
        """Return the primary key of a row, a tuple if it has several columns."""
        found = tuple(getattr(row, name) for name in self._names)
        return found if len(found) > 1 else found[0]

    def lose_track(self) -> None:
        """Know that there are other rows in the table as well."""
        self._whole = False

    def write(self, connection: Connection) -> None:
        """Bring the table up to date within the transaction of the batch."""
        due = {key: self._rows[key] for key in self._unsaved} | self._changed
        for key, row in self._written.items():
            if due.get(key, UNKNOWN) is row:
                del due[key]
        if not due:
            return
        bulk.delete(connection, self._table, [key for key, row in due.items() if row is None])
        kept = [key for key, row in due.items() if row is not None]
        bulk.upsert(connection, self._table, [due[key] for key in kept])
        self._written |= due

    def finish(self, connection: Connection) -> None:
        """Keep memory bounded, as the last thing in the transaction of the batch."""
        if len(self._rows) + len(self._changed) > self._most:
            self.write(connection)

    def commit(self) -> None:
        """Remember the batch: its transaction has been committed."""
        self._rows |= self._changed
        self._unsaved |= dict.fromkeys(self._changed)
        for key, row in self._written.items():
            if self._rows[key] is row:
                del self._unsaved[key]
        if len(self._rows) > self._most and not self._unsaved:
            self._rows, self._whole = {}, False
        self._changed, self._written = {}, {}

    def roll_back(self) -> None:
        """Forget the batch: its transaction has been rolled back."""
        self._changed, self._written = {}, {}


class Memory:
    """What is remembered of the tables of one model, by the names that models know.

    `in_step` means that others read the tables: all changes of a batch are written with it.
    """

    def __init__(self, tables: Mapping[str, Table], *, in_step: bool = False) -> None:
        self.in_step = in_step
        self._tables = {
            name: table
            for name, table in tables.items()
            # Few of these are read again, and each is large.
            if not any(isinstance(column.type, LargeBinary) for column in table.columns)
        }
        self._remembered: dict[str, Remembered] = {}

    def of(self, name: str) -> Remembered | None:
        """Return what is remembered of a table; None if that is always read and written."""
        if name not in self._remembered and name in self._tables:
            self._remembered[name] = Remembered(self._tables[name], in_step=self.in_step)
        return self._remembered.get(name)

    def write(self, connection: Connection) -> None:
        """Bring all tables up to date: somebody will read them, or nothing more is to come."""
        for each in self._remembered.values():
            each.write(connection)

    def finish(self, connection: Connection) -> None:
        """Do as `Remembered.finish`, or bring the tables up to date where others read them."""
        for each in self._remembered.values():
            if self.in_step:
                each.write(connection)
            else:
                each.finish(connection)

    def commit(self) -> None:
        """Do as `Remembered.commit`."""
        for each in self._remembered.values():
            each.commit()

    def roll_back(self) -> None:
        """Do as `Remembered.roll_back`."""
        for each in self._remembered.values():
            each.roll_back()
