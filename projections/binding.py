"""Columns of values as the drivers take them, many at a time.

The same as the library and the drivers do value by value, which costs more than all
folding of votes does.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Boolean, Date, Dialect, Integer, LargeBinary, Uuid

from projections.tables import Codes, Moment

_encode = msgspec.json.encode

Columns = Sequence[Sequence[Any]]
"""Values column by column, each with as many as there are rows."""

_FEW = (Boolean, Codes, Date)  # columns of few different values
_AS_IN_JSON = (Uuid, Integer, Moment, Date, Boolean)  # PostgreSQL reads them as JSON tells them
_MOMENT = "2023-07-14 16:30:00"


def as_rows(dialect: Dialect, kinds: Sequence[Any], columns: Columns) -> list[tuple[Any, ...]]:
    """Return rows to be bound one by one. `kinds` are the types of the columns."""
    return list(zip(*as_bound(dialect, kinds, columns), strict=True))


def as_bound(dialect: Dialect, kinds: Sequence[Any], columns: Columns) -> list[Sequence[Any]]:
    """Return values as they are bound, still column by column."""
    return [_bound(dialect, *each) for each in zip(kinds, columns, strict=True)]


def _bound(
    dialect: Dialect,
    kind: Any,  # noqa: ANN401 - the library's types have no useful common type
    values: Sequence[Any],
) -> Sequence[Any]:
    processor = kind.dialect_impl(dialect).bind_processor(dialect)
    if processor is None:
        return values
    if dialect.name == "sqlite":
        if isinstance(kind, Uuid):
            # A third of what the library's way costs; every vote has five of them.
            return [None if each is None else each.int.to_bytes(16).hex() for each in values]
        if isinstance(kind, LargeBinary):
            return values  # The driver takes bytes as they are, and a view of them by a detour.
        if isinstance(kind, Moment):
            return _moments(values) or list(map(processor, values))
    if isinstance(kind, _FEW):
        return each_once(processor, values)
    return list(map(processor, values))


def _moments(values: Sequence[datetime | None]) -> list[str] | None:
    """Return moments as SQLite keeps them, all in one call; None if one is not in UTC.

    A tenth of what the datetimes take to write themselves.
    """
    told = _encode(values).decode().replace("T", " ")
    if "null" in told or told.count("Z") != len(values):
        return None
    whole = _MOMENT + ".000000"
    texts = told[2:-3].split('Z","')
    return [text if len(text) == len(whole) else text + whole[len(_MOMENT) :] for text in texts]


def as_arrays(dialect: Dialect, kinds: Sequence[Any], columns: Columns) -> tuple[str, ...]:
    """Return one PostgreSQL array per column, to be cast to the array of its type."""
    arrays = []
    for kind, column in zip(kinds, columns, strict=True):
        if isinstance(kind, _AS_IN_JSON):
            array = _encode(column).decode()[1:-1]
        elif isinstance(kind, LargeBinary):
            array = ",".join("NULL" if each is None else _bytes(each) for each in column)
        else:
            processor = kind.dialect_impl(dialect).bind_processor(dialect)
            texts = column if processor is None else list(map(processor, column))
            array = ",".join(each_once(_quoted, texts))
        arrays.append("{" + array + "}")
    return tuple(arrays)


def each_once(single: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """Return what becomes of each value, worked out once for all that are equal."""
    processed = {value: single(value) for value in set(values)}
    return [processed[value] for value in values]


def _bytes(value: bytes) -> str:
    return f"\\\\x{value.hex()}"


def _quoted(text: str | None) -> str:
    if text is None:
        return "NULL"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
