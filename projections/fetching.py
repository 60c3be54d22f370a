"""Many rows by their keys, the way each database finds them fastest.

SQLite: one prepared statement run for each key. PostgreSQL: a join with arrays of keys, which
the planner knows the length of; of a list of values it takes whole tables into account.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Dialect, Table, Uuid
from sqlalchemy.exc import OperationalError

from projections import sending
from projections.binding import as_arrays, as_rows
from projections.tables import Moment


def rows_of(
    connection: Connection,
    table: Table,
    keys: Sequence[Any],
    row: Callable[..., Any],
) -> list[Any]:
    """Return the rows that have one of these primary keys, in no particular order.

    A key is a value, or a tuple in the order of a primary key of several columns; keys are
    distinct. `row` makes a row of its columns.
    """
    if not keys:
        return []
    columns = list(table.primary_key)
    kinds = [column.type for column in columns]
    asked = list(zip(*keys, strict=True)) if len(columns) > 1 else [keys]
    told = ", ".join(f't."{column.name}"' for column in table.columns)
    names = [column.name for column in columns]
    if connection.dialect.name == "sqlite":
        where = " AND ".join(f't."{name}" = ?' for name in names)
        statement = f'SELECT {told} FROM "{table.name}" AS t WHERE {where}'  # noqa: S608 - names of our own
        found = _one_by_one(connection, statement, as_rows(connection.dialect, kinds, asked))
    else:
        arrays = ", ".join(f"%s::{kind.compile(connection.dialect)}[]" for kind in kinds)
        joined = " AND ".join(f't."{name}" = key_{index}' for index, name in enumerate(names))
        listed = ", ".join(f"key_{index}" for index, _ in enumerate(names))
        statement = f'SELECT {told} FROM unnest({arrays}) AS asked({listed}) JOIN "{table.name}" AS t ON {joined}'  # noqa: S608, E501 - as above
        bound = as_arrays(connection.dialect, kinds, asked)
        sending.send(connection)
        found = connection.exec_driver_sql(statement, bound).all()
    return list(map(row, *_values(connection.dialect, table, found)))


def _one_by_one(
    connection: Connection, statement: str, keys: Sequence[tuple[Any, ...]]
) -> Sequence[Any]:
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor()
    try:
        found = (cursor.execute(statement, key).fetchone() for key in keys)
        return [each for each in found if each is not None]
    except sqlite3.OperationalError as error:
        # As if the library had run it: the runner tries again what can be waited for.
        raise OperationalError(statement, None, error) from error
    finally:
        cursor.close()


def _values(dialect: Dialect, table: Table, rows: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """Return rows column by column, as the values that the columns stand for."""
    if not rows:
        return [()]
    columns = zip(*rows, strict=True)
    return [
        _meant(dialect, column.type, values)
        for column, values in zip(table.columns, columns, strict=True)
    ]


def _meant(
    dialect: Dialect,
    kind: Any,  # noqa: ANN401 - the library's types have no useful common type
    values: Sequence[Any],
) -> Sequence[Any]:
    if dialect.name == "sqlite":
        # All in one call: a tenth of what the library's way takes value by value.
        if isinstance(kind, Uuid):
            return msgspec.convert(values, list[UUID | None])
        if isinstance(kind, Moment):
            told = [None if each is None else f"{each}Z" for each in values]
            return msgspec.convert(told, list[datetime | None])
    processor = kind.dialect_impl(dialect).result_processor(dialect, None)
    return values if processor is None else list(map(processor, values))
