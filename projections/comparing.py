"""Live tables against rebuilt ones, row by row by primary key (R57, T17)."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, except_, select

from projections.read_models import ReadModels

_SHOWN = 100  # differing rows of one table that are reported


class Difference(msgspec.Struct, frozen=True):
    """One row that is not the same. None where that side has no such row."""

    table: str
    key: tuple[Any, ...]
    live: dict[str, Any] | None
    rebuilt: dict[str, Any] | None


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
    only_live = _only_in(connection, live, rebuilt)
    only_rebuilt = _only_in(connection, rebuilt, live)
    for key in {**only_live, **only_rebuilt}:
        yield Difference(name, key, only_live.get(key), only_rebuilt.get(key))


def _only_in(
    connection: Connection, one: Table, other: Table
) -> dict[tuple[Any, ...], dict[str, Any]]:
    keys = [column.name for column in one.primary_key]
    wanted = except_(select(one), select(other)).limit(_SHOWN)
    rows = [dict(row) for row in connection.execute(wanted).mappings()]
    return {tuple(row[key] for key in keys): row for row in rows}
