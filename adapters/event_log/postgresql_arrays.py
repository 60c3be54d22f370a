"""Columns of values as the binary form of PostgreSQL's arrays.

The driver asks each value of a list for its type; here all of a column have the same.
"""

import struct
from collections.abc import Collection
from datetime import date

_header = struct.Struct(">iiIii")  # dimensions, whether there are NULLs, type, length, lower bound
_length = struct.Struct(">i")
_number = struct.Struct(">iq")
_day = struct.Struct(">ii")
_DAY_ZERO = date(2000, 1, 1).toordinal()
_BYTEA, _BIGINT, _TEXT, _DATE, _UUID = 17, 20, 25, 1082, 2950


def blobs(values: Collection[bytes]) -> bytes:
    """Return a `bytea[]`."""
    return _of_strings(_BYTEA, values)


def uuids(values: Collection[bytes]) -> bytes:
    """Return a `uuid[]` of values of 16 bytes each."""
    return _of_strings(_UUID, values)


def texts(values: Collection[str]) -> bytes:
    """Return a `text[]`, for a database in UTF-8."""
    return _of_strings(_TEXT, [value.encode() for value in values])


def numbers(values: Collection[int]) -> bytes:
    """Return a `bigint[]`."""
    pack = _number.pack
    return _start(_BIGINT, values) + b"".join([pack(8, value) for value in values])


def days(values: Collection[date]) -> bytes:
    """Return a `date[]`."""
    distinct = {value: _day.pack(4, value.toordinal() - _DAY_ZERO) for value in set(values)}
    return _start(_DATE, values) + b"".join([distinct[value] for value in values])


def _of_strings(kind: int, values: Collection[bytes]) -> bytes:
    lengths = set(map(len, values))
    if len(lengths) == 1:  # Keys and hashes: one call, however many there are.
        length = _length.pack(lengths.pop())
        return _start(kind, values) + length + length.join(values)
    pack = _length.pack
    return _start(kind, values) + b"".join([pack(len(value)) + value for value in values])


def _start(kind: int, values: Collection[object]) -> bytes:
    if not values:
        return _header.pack(0, 0, kind, 0, 0)[:12]  # An empty array has no dimension.
    return _header.pack(1, 0, kind, len(values), 1)
