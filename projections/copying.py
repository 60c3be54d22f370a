"""Rows in the binary format of PostgreSQL's COPY.

The server spends a quarter of its time on reading ids and moments that are written as text, and
writing them so takes longer than packing them.
"""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain, repeat
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    SmallInteger,
    Uuid,
)

from projections.binding import Columns, each_once
from projections.tables import Facts, Moment

_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(2000, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


def as_copied(dialect: Dialect, columns: Iterable[Column[Any]], values: Columns) -> bytes:
    """Return rows, of which there is at least one, as COPY takes them."""
    told = list(zip(columns, values, strict=True))
    rows = _Rows(len(values[0]), len(told))
    for column, each in told:
        form = next((form for kind, form in _FORMS.items() if isinstance(column.type, kind)), None)
        if form is None:
            rows.add(_texts(dialect, column.type, each))
            continue
        code, plain = form
        there = [one for one in each if one is not None] if column.nullable else each
        if len(there) == len(each):
            rows.add_fixed(code, plain(there))
        else:
            rows.add(_with_gaps(code, plain(there), each))
    return _HEADER + rows.joined() + _END


class _Rows:
    """Rows that grow column by column. What all rows have in common is told once."""

    def __init__(self, count: int, width: int) -> None:
        self._count = count
        self._common = width.to_bytes(2)
        self._code = ">"
        self._packed: list[Iterable[Any]] = []
        self._parts: list[Iterable[bytes]] = []

    def add_fixed(self, code: str, values: Sequence[Any]) -> None:
        """Add values that a struct packs, all in the same number of bytes."""
        form = struct.Struct(f">{code}")
        length = form.size.to_bytes(4)
        if _all_the_same(values):
            self._common += length + form.pack(values[0])
            return
        self._take_common(length)
        self._code += code
        self._packed.append(values)

    def add(self, values: Sequence[bytes]) -> None:
        """Add values that are bytes already, each with its length in front."""
        if _all_the_same(values):
            self._common += values[0]
            return
        self._close()
        self._parts.append(values)

    def joined(self) -> bytes:
        """Return all rows."""
        self._close()
        if len(self._parts) == 1:
            return b"".join(self._parts[0])
        return b"".join(chain.from_iterable(zip(*self._parts, strict=True)))

    def _take_common(self, more: bytes) -> None:
        common, self._common = self._common + more, b""
        self._code += f"{len(common)}s"
        self._packed.append(repeat(common, self._count))

    def _close(self) -> None:
        if self._common:
            self._take_common(b"")
        if self._packed:
            self._parts.append(map(struct.Struct(self._code).pack, *self._packed))
        self._code, self._packed = ">", []


def _all_the_same(values: Sequence[Any]) -> bool:
    first = values[0]
    return values[-1] == first and values.count(first) == len(values)


def _texts(
    dialect: Dialect,
    kind: Any,  # noqa: ANN401 - the library's types have no useful common type
    values: Sequence[Any],
) -> Sequence[bytes]:
    if isinstance(kind, LargeBinary):
        return list(map(_framed, values))
    processor = kind.dialect_impl(dialect).bind_processor(dialect)

    def told(value: Any) -> bytes:  # noqa: ANN401 - what a column of texts holds
        text = value if processor is None else processor(value)
        return _framed(None if text is None else text.encode())

    return list(map(told, values)) if isinstance(kind, Facts) else each_once(told, values)


def _framed(value: bytes | None) -> bytes:
    return _NULL if value is None else len(value).to_bytes(4) + value


def _with_gaps(code: str, plain: Sequence[Any], values: Sequence[Any]) -> Sequence[bytes]:
    """Return values some of which are missing; `plain` is what is packed of the others."""
    form = struct.Struct(f">i{code}")
    length, there = struct.calcsize(f">{code}"), iter(plain)
    return [_NULL if each is None else form.pack(length, next(there)) for each in values]


def _moments(values: Sequence[datetime]) -> Sequence[int]:
    told, last, number = [], _EPOCH, 0
    for value in values:
        # Those of one append are the same moment.
        if value != last:
            last, number = value, (value - _EPOCH) // _MICROSECOND
        told.append(number)
    return told


def _days(values: Sequence[date]) -> Sequence[int]:
    return each_once(lambda day: (day - _FIRST_DAY).days, values)


def _same(values: Sequence[Any]) -> Sequence[Any]:
    return values


_FORMS: Mapping[type[Any], tuple[str, Callable[[Sequence[Any]], Sequence[Any]]]] = {
    Uuid: ("16s", lambda values: [each.int.to_bytes(16) for each in values]),
    SmallInteger: ("h", _same),
    BigInteger: ("q", _same),
    Integer: ("i", _same),
    Moment: ("q", _moments),
    Date: ("i", _days),
    Boolean: ("?", _same),
}
"""How values of a type are packed, and what is packed of them; all other types are texts or bytes.

A type comes before those that it is a kind of.
"""
