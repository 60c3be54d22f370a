"""Many rows in one statement, the way each database takes them fastest.

SQLite: one prepared statement run for all rows. PostgreSQL: one statement over arrays,
one array per column, or COPY where very many rows are only added.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, LargeBinary, Table

from projections import sending
from projections.binding import Columns, as_arrays, as_bound, as_rows
from projections.copying import as_copied

_MANY = 200  # rows from which on COPY is worth its extra round trips
_PLAIN = re.compile(r"[A-Za-z0-9_.:, -]*").fullmatch
_SOME = 5  # the same where columns hold bytes, which arrays make expensive to read


def insert(connection: Connection, table: Table, rows: Sequence[msgspec.Struct]) -> None:
    """Add rows; a key that is there already is an error."""
    _write(connection, table, _of(table, rows), "")


def insert_columns(connection: Connection, table: Table, columns: Columns) -> None:
    """Add rows that are given column by column, in the order of the table's columns."""
    _write(connection, table, columns, "")


def upsert(connection: Connection, table: Table, rows: Sequence[msgspec.Struct]) -> None:
    """Add rows or replace those with the same primary key; keys must be distinct."""
    upsert_columns(connection, table, _of(table, rows))


def upsert_columns(connection: Connection, table: Table, values: Columns) -> None:
    """Do the same with rows that are given column by column, in the table's order."""
    keys = {column.name for column in table.primary_key}
    others = [column.name for column in table.columns if column.name not in keys]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    then = f"DO UPDATE SET {changes}" if others else "DO NOTHING"
    on = ", ".join(f'"{column.name}"' for column in table.primary_key)
    _write(connection, table, values, f" ON CONFLICT ({on}) {then}")


def delete(connection: Connection, table: Table, keys: Sequence[Any]) -> None:
    """Delete the rows with these primary keys (a value each, or a tuple each)."""
    columns = list(table.primary_key)
    values = [key if isinstance(key, tuple) else (key,) for key in keys]
    if not values:
        return
    kinds = [column.type for column in columns]
    bound = as_rows(connection.dialect, kinds, list(zip(*values, strict=True)))
    where = " AND ".join(f'"{column.name}" = {{}}' for column in columns)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    statement = f'DELETE FROM "{table.name}" WHERE {where.format(*(mark for _ in columns))}'  # noqa: S608 - names of our own
    sending.send(connection)
    connection.exec_driver_sql(statement, bound)


def insert_history(
    connection: Connection, twin: Table, rows: Sequence[tuple[int, msgspec.Struct]]
) -> None:
    """Add rows to a history table, each with the position that made it so."""
    columns: Columns = [
        [since for since, _ in rows]
        if column.name == "since"
        else [getattr(row, column.name) for _, row in rows]
        for column in twin.columns
    ]
    _write(connection, twin, columns, "")


def _of(table: Table, rows: Sequence[msgspec.Struct]) -> Columns:
    names = tuple(column.name for column in table.columns)
    if rows and rows[0].__struct_fields__ != names:
        raise TypeError(f"{type(rows[0]).__name__} is not a row of {table.name}")
    return list(zip(*map(msgspec.structs.astuple, rows), strict=True))


def _write(connection: Connection, table: Table, values: Columns, end: str) -> None:
    if not values or not values[0]:
        return
    count = len(values[0])
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    into = f'INSERT INTO "{table.name}" ({names})'
    kinds = [column.type for column in table.columns]
    dialect = connection.dialect
    large = any(isinstance(kind, LargeBinary) for kind in kinds)
    if dialect.name == "postgresql" and not end and count >= (_SOME if large else _MANY):
        statement = f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)'
        _copy(connection, statement, as_copied(dialect, table.columns, values))
    elif dialect.name == "postgresql":
        arrays = ", ".join(f"%s::{kind.compile(dialect)}[]" for kind in kinds)
        statement = f"{into} SELECT * FROM unnest({arrays}){end}"  # noqa: S608 - names of our own
        sending.run(connection, statement, as_arrays(dialect, kinds, values))
    else:
        marks, rows = _marked(as_bound(dialect, kinds, values))
        statement = f"{into} VALUES ({marks}){end}"
        connection.exec_driver_sql(statement, rows)


def _marked(columns: Columns) -> tuple[str, list[tuple[Any, ...]]]:
    """Return what stands for the columns in a statement of SQLite, and the rows to be bound.

    What all of many rows have in common is told once, as most of what votes have is.
    """
    many = len(columns[0]) >= _MANY
    told = [_literal(column) if many else None for column in columns]
    if None not in told:
        told[0] = None
    bound = [column for column, literal in zip(columns, told, strict=True) if literal is None]
    return ", ".join(literal or "?" for literal in told), list(zip(*bound, strict=True))


def _literal(column: Sequence[Any]) -> str | None:
    """Return how a value is written that a whole column has; None if there is no such value."""
    value = column[0]
    if column[-1] != value or column.count(value) != len(column):
        return None
    if isinstance(value, str) and _PLAIN(value):
        return f"'{value}'"
    if isinstance(value, int):
        return str(int(value))
    return "NULL" if value is None else None


def _copy(connection: Connection, statement: str, rows: bytes) -> None:
    sending.send(connection)
    with (
        sending.on_driver(connection, statement) as driver,
        driver.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        copy.write(rows)
