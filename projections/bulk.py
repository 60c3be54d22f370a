"""Many rows in one statement, the way each database takes them fastest.

SQLite: one prepared statement run for all rows. PostgreSQL: one statement over arrays,
one array per column.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Dialect, Table

Values = Sequence[tuple[Any, ...]]


def insert(connection: Connection, table: Table, rows: Sequence[msgspec.Struct]) -> None:
    """Add rows; a key that is there already is an error."""
    _write(connection, table, rows, "")


def upsert(connection: Connection, table: Table, rows: Sequence[msgspec.Struct]) -> None:
    """Add rows or replace those with the same primary key; keys must be distinct."""
    keys = {column.name for column in table.primary_key}
    others = [column.name for column in table.columns if column.name not in keys]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    then = f"DO UPDATE SET {changes}" if others else "DO NOTHING"
    on = ", ".join(f'"{column.name}"' for column in table.primary_key)
    _write(connection, table, rows, f" ON CONFLICT ({on}) {then}")


def delete(connection: Connection, table: Table, keys: Sequence[Any]) -> None:
    """Delete the rows with these primary keys (a value each, or a tuple each)."""
    columns = list(table.primary_key)
    values = [key if isinstance(key, tuple) else (key,) for key in keys]
    bound = _bound(connection.dialect, [column.type for column in columns], values)
    where = " AND ".join(f'"{column.name}" = {{}}' for column in columns)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    statement = f'DELETE FROM "{table.name}" WHERE {where.format(*(mark for _ in columns))}'  # noqa: S608 - names of our own
    connection.exec_driver_sql(statement, bound)


def _write(connection: Connection, table: Table, rows: Sequence[msgspec.Struct], end: str) -> None:
    if not rows:
        return
    names = [column.name for column in table.columns]
    if tuple(names) != rows[0].__struct_fields__:
        raise TypeError(f"{type(rows[0]).__name__} is not a row of {table.name}")
    dialect = connection.dialect
    bound = _bound(
        dialect,
        [column.type for column in table.columns],
        [msgspec.structs.astuple(row) for row in rows],
    )
    into = (
        f'INSERT INTO "{table.name}" ({", ".join(f"{chr(34)}{name}{chr(34)}" for name in names)})'
    )
    if dialect.name == "postgresql":
        arrays = ", ".join(f"%s::{column.type.compile(dialect)}[]" for column in table.columns)
        statement = f"{into} SELECT * FROM unnest({arrays}){end}"  # noqa: S608 - names of our own
        connection.exec_driver_sql(statement, tuple(map(list, zip(*bound, strict=True))))
    else:
        marks = ", ".join("?" for _ in names)
        connection.exec_driver_sql(f"{into} VALUES ({marks}){end}", bound)


def _bound(dialect: Dialect, types: Sequence[Any], values: Values) -> list[tuple[Any, ...]]:
    """Return the values as the driver takes them."""
    processors: list[Callable[[Any], Any] | None] = [
        each.dialect_impl(dialect).bind_processor(dialect) for each in types
    ]
    if not any(processors):
        return list(values)
    columns = [
        list(column) if processor is None else list(map(processor, column))
        for processor, column in zip(processors, zip(*values, strict=True), strict=True)
    ]
    return list(zip(*columns, strict=True))
