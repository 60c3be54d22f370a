"""Columns of values as the drivers take them, many at a time.

The same as the library and the drivers do value by value, which costs more than all
folding of votes does.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Boolean, Date, Dialect, Integer, LargeBinary, String, Uuid

from projections.tables import Codes, Facts, Moment

_encode = msgspec.json.encode

Columns = Sequence[Sequence[Any]]
"""Values column by column, each with as many as there are rows."""

_FEW = (Boolean, Codes, Date)  # columns of few different values
_TEXTS = (String, Codes, Facts)
_AS_IN_JSON = (Uuid, Integer, Moment, Date, Boolean)  # PostgreSQL reads them as JSON tells them
_PLAIN = re.compile(r"[A-Za-z0-9_.:/+{}-]*").fullmatch
_MOMENT = "2023-07-14 16:30:00"


def as_rows(dialect: Dialect, kinds: Sequence[Any], columns: Columns) -> list[tuple[Any, ...]]:
    """Return rows to be bound one by one. `kinds` are the types of the columns."""
    bound = [_bound(dialect, *each) for each in zip(kinds, columns, strict=True)]
    return list(zip(*bound, strict=True))


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
        if isinstance(kind, Moment):
            return _moments(values) or list(map(processor, values))
    if isinstance(kind, _FEW):
        return _each_once(processor, values)
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
        else:
            [told] = _told(dialect, [kind], [column], _quoted, "NULL")
            array = ",".join(told)
        arrays.append("{" + array + "}")
    return tuple(arrays)


def as_lines(dialect: Dialect, kinds: Sequence[Any], columns: Columns) -> str:
    """Return rows in the text format of PostgreSQL's COPY."""
    quickly = _lines_of_plain(dialect, kinds, columns)
    if quickly is not None:
        return quickly
    told = _told(dialect, kinds, columns, _escaped, "\\N")
    return "\n".join(map("\t".join, zip(*told, strict=True))) + "\n"


def _lines_of_plain(dialect: Dialect, kinds: Sequence[Any], columns: Columns) -> str | None:
    """Return the same, all rows in one call; None where texts could be mistaken for structure."""
    plain = []
    for kind, column in zip(kinds, columns, strict=True):
        values = column
        if isinstance(kind, _TEXTS):
            processor = kind.dialect_impl(dialect).bind_processor(dialect)
            if processor is not None:
                once = isinstance(kind, _FEW)
                values = _each_once(processor, column) if once else list(map(processor, column))
            if not all(each is None or _PLAIN(each) for each in set(values)):
                return None
        elif not isinstance(kind, _AS_IN_JSON):
            return None
        plain.append(values)
    told = _encode(list(zip(*plain, strict=True))).decode()
    if "[null" in told:
        return None
    lines = told[2:-2].replace("],[", "\n").replace(",null", ",\\N").replace(",", "\t")
    return lines.replace('"', "") + "\n"


def _told(
    dialect: Dialect,
    kinds: Sequence[Any],
    columns: Columns,
    escaped: Callable[[str], str],
    null: str,
) -> list[list[str]]:
    """Return how PostgreSQL reads the values, column by column."""
    told = []
    for kind, column in zip(kinds, columns, strict=True):
        if isinstance(kind, _TEXTS):
            processor = kind.dialect_impl(dialect).bind_processor(dialect)
            texts = column if processor is None else list(map(processor, column))
            told.append(_each_once(lambda text: null if text is None else escaped(text), texts))
        elif isinstance(kind, Date):
            told.append(_each_once(lambda day: null if day is None else str(day), column))
        else:
            tell = _telling(kind)
            told.append([null if each is None else tell(each) for each in column])
    return told


def _telling(kind: Any) -> Callable[[Any], str]:  # noqa: ANN401 - as above
    for known, tell in _TOLD.items():
        if isinstance(kind, known):
            return tell
    raise TypeError(f"say in _TOLD how values of {kind!r} read")


def _each_once(single: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    processed = {value: single(value) for value in set(values)}
    return [processed[value] for value in values]


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")


def _digits(value: UUID) -> str:
    return value.int.to_bytes(16).hex()


def _bytes(value: bytes) -> str:
    return f"\\\\x{value.hex()}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_TOLD: dict[type[Any], Callable[[Any], str]] = {
    Uuid: _digits,
    Integer: str,
    Moment: datetime.isoformat,
    Date: str,
    Boolean: str,
    LargeBinary: _bytes,
}
"""How values of a type read; all other types of columns are texts."""
