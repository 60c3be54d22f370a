"""Columns of values as the drivers take them, many at a time.

The same as the library and the drivers do value by value, which costs more than all
folding of votes does.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Dialect, Integer, LargeBinary, String, Uuid

from projections.tables import Codes, Facts, Moment

Values = Sequence[tuple[Any, ...]]
"""Rows, each with a value per column."""

_FEW = (Boolean, Codes, Date)  # columns of few different values
_TEXTS = (String, Codes, Facts)


def as_rows(dialect: Dialect, kinds: Sequence[Any], values: Values) -> list[tuple[Any, ...]]:
    """Return rows to be bound one by one. `kinds` are the types of the columns."""
    processors = [each.dialect_impl(dialect).bind_processor(dialect) for each in kinds]
    if not any(processors):
        return list(values)
    columns = [
        column if processor is None else _bound(dialect, kind, processor, column)
        for kind, processor, column in zip(
            kinds, processors, zip(*values, strict=True), strict=True
        )
    ]
    return list(zip(*columns, strict=True))


def _bound(
    dialect: Dialect,
    kind: Any,  # noqa: ANN401 - the library's types have no useful common type
    processor: Callable[[Any], Any],
    values: Sequence[Any],
) -> Sequence[Any]:
    if isinstance(kind, Uuid) and dialect.name == "sqlite":
        # A third of what the library's way costs; every vote has five of them.
        return [None if each is None else each.int.to_bytes(16).hex() for each in values]
    if isinstance(kind, _FEW):
        return _each_once(processor, values)
    return list(map(processor, values))


def as_arrays(dialect: Dialect, kinds: Sequence[Any], values: Values) -> tuple[str, ...]:
    """Return one PostgreSQL array per column, to be cast to the array of its type."""
    columns = _told(dialect, kinds, values, _quoted, "NULL")
    return tuple("{" + ",".join(column) + "}" for column in columns)


def as_lines(dialect: Dialect, kinds: Sequence[Any], values: Values) -> str:
    """Return rows in the text format of PostgreSQL's COPY."""
    columns = _told(dialect, kinds, values, _escaped, "\\N")
    lines = map("\t".join, zip(*columns, strict=True))
    return "".join(f"{line}\n" for line in lines)


def _told(
    dialect: Dialect, kinds: Sequence[Any], values: Values, escaped: Callable[[str], str], null: str
) -> list[list[str]]:
    """Return how PostgreSQL reads the values, column by column."""
    told = []
    for kind, column in zip(kinds, zip(*values, strict=True), strict=True):
        if isinstance(kind, _TEXTS):
            processor = kind.dialect_impl(dialect).bind_processor(dialect)
            texts = column if processor is None else list(map(processor, column))
            told.append(_each_once(lambda text: null if text is None else escaped(text), texts))
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
