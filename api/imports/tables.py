"""Reads CSV files row by row and names every row it cannot read by its line."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from api.imports.report import Faulty, ImportRefused, Reason

# Bytes that are not UTF-8 come out of the decoder as these.
_NOT_DECODED = re.compile("[\udc80-\udcff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_DIGITS = 18  # fits any column of a database


class Reader(Protocol):
    """What `csv.reader` returns; its class has no public name."""

    @property
    def line_num(self) -> int: ...
    def __next__(self) -> list[str]: ...


class Column(msgspec.Struct, frozen=True):
    """A column by the names it may have, capitals aside."""

    names: tuple[str, ...]
    required: bool = True


class Row(msgspec.Struct, frozen=True):
    """One row: the line it begins at, and its cells without outer white space."""

    line: int
    cells: Mapping[str, str]


class RowRefused(Exception):
    """A cell cannot be used; the row is faulty."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def read(file: Path, columns: Mapping[str, Column], faulty: list[Faulty]) -> Iterator[Row]:
    """Yield the readable rows in the order of the file, and collect the others in `faulty`.

    Cells are named by the keys of `columns`; other columns are passed over. Empty
    lines are no rows. A byte order mark is allowed.

    Raises:
        ImportRefused: there is no such file, or a required column is missing.
    """
    try:
        stream = file.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as error:
        raise ImportRefused(f"{file} cannot be read: {error.strerror}") from error
    with stream:
        # Lenient, a quotation mark that is never closed would swallow the rest unheard.
        yield from rows_of(csv.reader(stream, strict=True), file.name, columns, faulty)


def rows_of(
    reader: Reader, name: str, columns: Mapping[str, Column], faulty: list[Faulty]
) -> Iterator[Row]:
    """Yield the readable rows of an opened table, as `read` does; `name` is its file's.

    Raises:
        ImportRefused: it is empty, or a required column is missing.
    """
    places: dict[str, int] | None = None
    width = 0
    for line, cells in _numbered(reader, faulty):
        if places is None:
            places, width = _places(name, cells, columns), len(cells)
        elif len(cells) != width:
            detail = f"{len(cells)} instead of {width}"
            faulty.append(Faulty(line, "wrong number of columns", detail))
        elif any(_NOT_DECODED.search(cell) for cell in cells):
            faulty.append(Faulty(line, "bad encoding", "not UTF-8"))
        else:
            yield Row(line, {key: cells[place].strip() for key, place in places.items()})
    if places is None:
        raise ImportRefused(f"{name} is empty")


def _numbered(reader: Reader, faulty: list[Faulty]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each record with its first line; a record may span several."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            detail = f"{error}, up to line {reader.line_num}"
            faulty.append(Faulty(line, "not readable as a row", detail))
            continue
        if cells:
            yield line, cells


def _places(file: str, header: Sequence[str], columns: Mapping[str, Column]) -> dict[str, int]:
    names = {name.strip().casefold(): place for place, name in reversed([*enumerate(header)])}
    places = {}
    for key, column in columns.items():
        found = next((names[name] for name in column.names if name in names), None)
        if found is not None:
            places[key] = found
        elif column.required:
            raise ImportRefused(f"{file} has no column {' or '.join(column.names)}")
    return places


def number(text: str) -> int:
    """Return a whole number of at most 18 digits.

    Raises:
        RowRefused: it is none.
    """
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _DIGITS:
        raise RowRefused("bad number", text[:40])
    return int(text)


def past(moment: datetime, at: datetime) -> datetime:
    """Return a moment that is not after `at`, in UTC.

    Raises:
        RowRefused: it lies in the future.
    """
    if moment > at:
        raise RowRefused("time in the future", moment.isoformat())
    return moment.astimezone(UTC)


def milliseconds(text: str, at: datetime) -> datetime:
    """Return the moment so many milliseconds after 1970.

    Raises:
        RowRefused: no number, or a moment before 1970 or after `at`.
    """
    count = number(text)
    if count < 0:
        raise RowRefused("bad time", text)
    try:
        moment = _EPOCH + timedelta(milliseconds=count)
    except OverflowError as error:
        raise RowRefused("bad time", text) from error
    return past(moment, at)


def iso_moment(text: str, at: datetime) -> datetime:
    """Return a moment written in ISO 8601 with its offset.

    Raises:
        RowRefused: it is none, lacks the offset, or lies after `at`.
    """
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise RowRefused("bad time", f"{text}: no offset")
        return past(moment, at)
    except (ValueError, OverflowError) as error:
        raise RowRefused("bad time", text[:40]) from error


def facts(file: Path) -> Mapping[str, str]:
    """Return a file of two columns, name and value; empty if there is no such file."""
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        return {row[0].strip(): row[1].strip() for row in csv.reader(stream) if len(row) > 1}


def fresh(key: str, known: Collection[str]) -> str:
    """Return an id that no row before had.

    Raises:
        RowRefused: one had it, or it is empty.
    """
    if not key:
        raise RowRefused("no id")
    if key in known:
        raise RowRefused("id given before", key)
    return key
