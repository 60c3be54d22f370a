"""Columns of values as the drivers take them, many at a time.

The same as the library and the drivers do value by value, which costs more than all
folding of votes does.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Dialect, Integer, String, Uuid

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


def as_arrays(dialect: Dialect, kinds: Sequence[Any], values: Values) -> tuple[object, ...]:
    """Return one PostgreSQL array per column, to be cast to the array of its type."""
    columns = zip(kinds, zip(*values, strict=True), strict=True)
    return tuple(_array(dialect, kind, column) for kind, column in columns)


def _array(dialect: Dialect, kind: Any, values: Sequence[Any]) -> object:  # noqa: ANN401 - as above
    processor = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(kind, _TEXTS):
        texts = values if processor is None else list(map(processor, values))
        return _literal(_quoted, texts)
    for known, told in _TOLD.items():
        if isinstance(kind, known):
            return _literal(told, values)
    return list(values) if processor is None else list(map(processor, values))


def _literal(told: Callable[[Any], str], values: Sequence[Any]) -> str:
    texts = ["NULL" if each is None else told(each) for each in values]
    return "{" + ",".join(texts) + "}"


def _each_once(single: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    processed = {value: single(value) for value in set(values)}
    return [processed[value] for value in values]


def _digits(value: UUID) -> str:
    return value.int.to_bytes(16).hex()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_TOLD: dict[type[Any], Callable[[Any], str]] = {
    Uuid: _digits,
    Integer: str,
    Moment: datetime.isoformat,
    Date: str,
    Boolean: str,
}
"""How values of a type read in a literal of an array, without anything to be quoted."""
