"""Live tables against rebuilt ones, row by row by primary key (R57, T17)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, and_, or_, select

from projections.read_models import ReadModels

Key = tuple[Any, ...]
Row = dict[str, Any]
_SHOWN = 100  # differing rows of one table that are reported


class Difference(msgspec.Struct, frozen=True):
    """One row that is not the same. None where that side has no such row."""

    table: str
    key: Key
    live: Row | None
    rebuilt: Row | None


def compare(
    connection: Connection,
    read_models: ReadModels,
    live: Mapping[str, int],
    rebuilt: Mapping[str, int],
) -> list[Difference]:
    """Return how the rebuilt generations differ from the live ones; nothing if equal.

    The databases compare whole rows; at most 100 differing rows of a table are told.
    """
    return [
        difference
        for model, generation in rebuilt.items()
        for name, again in read_models.tables_of(model, generation).items()
        for difference in _differences(
            connection, name, read_models.tables_of(model, live[model])[name], again
        )
    ]


def _differences(
    connection: Connection, name: str, live: Table, rebuilt: Table
) -> Iterator[Difference]:
    if _equal(connection, live, rebuilt):
        return
    others = [column.name for column in live.columns if not column.primary_key]
    for key, row, again in _compared(connection, live, rebuilt, others):
        yield Difference(name, key, row, again)
    # Rows that both have were compared just now; what is left is rows without a live one.
    for key, row, _ in _compared(connection, rebuilt, live, ()):
        yield Difference(name, key, None, row)


def _equal(connection: Connection, live: Table, rebuilt: Table) -> bool:
    """Tell whether two tables hold the same rows.

    Keys are distinct: as many rows, and an equal one for each live row, leave none over.
    Written by hand, since there are very many tables and most of them are small. Rows that
    differ are counted: asked whether there are any, PostgreSQL looks up each by its key.
    """
    names = [f'"{column.name}"' for column in live.columns]
    keys = [f'"{column.name}"' for column in live.primary_key]
    distinct = "IS NOT" if connection.dialect.name == "sqlite" else "IS DISTINCT FROM"
    same = " AND ".join(f"one.{key} = other.{key}" for key in keys)
    differs = [f"one.{name} {distinct} other.{name}" for name in names if name not in keys]
    one, other = f'"{live.name}"', f'"{rebuilt.name}"'
    statement = (
        f"SELECT (SELECT count(*) FROM {one}) = (SELECT count(*) FROM {other}) AND 0 = "  # noqa: S608 - names of our own
        f"(SELECT count(*) FROM {one} AS one LEFT JOIN {other} AS other ON {same}"
        f" WHERE {' OR '.join([f'other.{keys[0]} IS NULL', *differs])})"
    )
    return bool(connection.exec_driver_sql(statement).scalar_one())


def _compared(
    connection: Connection, one: Table, other: Table, names: Collection[str]
) -> Iterator[tuple[Key, Row, Row | None]]:
    """Yield rows whose key another table lacks, or has with other values of these columns.

    Looking up each key is three times as fast as EXCEPT, which sorts all rows first.
    """
    keys = [column.name for column in one.primary_key]
    same = and_(*(one.c[key] == other.c[key] for key in keys))
    differs = (one.c[name].is_distinct_from(other.c[name]) for name in names)
    wanted = select(one, other).select_from(one.join(other, same, isouter=True))
    wanted = wanted.where(or_(other.c[keys[0]].is_(None), *differs)).limit(_SHOWN)
    columns = [column.name for column in one.columns]
    for values in connection.execute(wanted):
        row = dict(zip(columns, values[: len(columns)], strict=True))
        found = dict(zip(columns, values[len(columns) :], strict=True))
        yield tuple(row[key] for key in keys), row, None if found[keys[0]] is None else found
