"""Many rows in one statement, the way each database takes them fastest.

SQLite: one prepared statement run for all rows. PostgreSQL: one statement over arrays,
one array per column.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Boolean, Connection, Date, Dialect, Table, Uuid

from projections.tables import Codes

Values = Sequence[tuple[Any, ...]]
Processor = Callable[[Sequence[Any]], Sequence[Any]]
_FEW = (Boolean, Codes, Date)  # columns of few different values


def insert(connection: Connection, table: Table, rows: Sequence[msgspec.Struct]) -> None:
    """Add rows; a key that is there already is an error."""
    _write(connection, table, _of(table, rows), "")


def upsert(connection: Connection, table: Table, rows: Sequence[msgspec.Struct]) -> None:
    """Add rows or replace those with the same primary key; keys must be distinct."""
    keys = {column.name for column in table.primary_key}
    others = [column.name for column in table.columns if column.name not in keys]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    then = f"DO UPDATE SET {changes}" if others else "DO NOTHING"
    on = ", ".join(f'"{column.name}"' for column in table.primary_key)
    _write(connection, table, _of(table, rows), f" ON CONFLICT ({on}) {then}")


def delete(connection: Connection, table: Table, keys: Sequence[Any]) -> None:
    """Delete the rows with these primary keys (a value each, or a tuple each)."""
    columns = list(table.primary_key)
    values = [key if isinstance(key, tuple) else (key,) for key in keys]
    bound = _bound(connection.dialect, [column.type for column in columns], values)
    where = " AND ".join(f'"{column.name}" = {{}}' for column in columns)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    statement = f'DELETE FROM "{table.name}" WHERE {where.format(*(mark for _ in columns))}'  # noqa: S608 - names of our own
    connection.exec_driver_sql(statement, bound)


def insert_history(
    connection: Connection, twin: Table, rows: Sequence[tuple[int, msgspec.Struct]]
) -> None:
    """Add rows to a history table, each with the position that made it so."""
    names = [column.name for column in twin.columns]
    values = [
        tuple(since if name == "since" else getattr(row, name) for name in names)
        for since, row in rows
    ]
    _write(connection, twin, values, "")


def _of(table: Table, rows: Sequence[msgspec.Struct]) -> list[tuple[Any, ...]]:
    names = tuple(column.name for column in table.columns)
    if rows and rows[0].__struct_fields__ != names:
        raise TypeError(f"{type(rows[0]).__name__} is not a row of {table.name}")
    return [msgspec.structs.astuple(row) for row in rows]


def _write(connection: Connection, table: Table, values: Values, end: str) -> None:
    if not values:
        return
    dialect = connection.dialect
    bound = _bound(dialect, [column.type for column in table.columns], values)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    into = f'INSERT INTO "{table.name}" ({names})'
    if dialect.name == "postgresql":
        arrays = ", ".join(f"%s::{column.type.compile(dialect)}[]" for column in table.columns)
        statement = f"{into} SELECT * FROM unnest({arrays}){end}"  # noqa: S608 - names of our own
        connection.exec_driver_sql(statement, tuple(map(list, zip(*bound, strict=True))))
    else:
        marks = ", ".join("?" for _ in table.columns)
        connection.exec_driver_sql(f"{into} VALUES ({marks}){end}", bound)


def _bound(dialect: Dialect, types: Sequence[Any], values: Values) -> list[tuple[Any, ...]]:
    """Return the values as the driver takes them."""
    processors = [_processor(each, dialect) for each in types]
    if not any(processors):
        return list(values)
    columns = [
        column if processor is None else processor(column)
        for processor, column in zip(processors, zip(*values, strict=True), strict=True)
    ]
    return list(zip(*columns, strict=True))


def _processor(kind: Any, dialect: Dialect) -> Processor | None:  # noqa: ANN401 - the library's types have no useful common type
    """Return what turns all values of a column into what the driver takes."""
    single = kind.dialect_impl(dialect).bind_processor(dialect)
    if single is None:
        return None
    if isinstance(kind, Uuid) and dialect.name == "sqlite":
        return _hexadecimal
    if isinstance(kind, _FEW):
        return lambda values: _each_once(single, values)
    return lambda values: list(map(single, values))


def _hexadecimal(ids: Sequence[Any]) -> list[str | None]:
    # Half of what it costs to ask each id for its digits; every vote has four.
    return [None if each is None else each.int.to_bytes(16).hex() for each in ids]


def _each_once(single: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    processed = {value: single(value) for value in set(values)}
    return [processed[value] for value in values]
