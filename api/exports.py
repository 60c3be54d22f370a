"""Tables that leave the house: CSV that spreadsheets read right, and JSON (docs/rules/audits.md).

The same rows always give the same bytes.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain, islice
from typing import Any

import msgspec
from litestar import Response
from litestar.response import Stream

from api.people import AnyRequest, person_of
from api.static_files import matches

BOM = "\ufeff"
"""Spreadsheets on Windows take UTF-8 for something else without it."""

HEAD_LINES = 5
"""Lines of a CSV file before the one with the names of the columns."""

# Where a spreadsheet may see a cell begin. One that is set to German separates cells by
# semicolons: it takes a quotation mark within a line for a letter, and so what stands behind a
# semicolon or a line break of a text for a cell of its own.
_FORMULA = re.compile(r"""(^|[;\t\r\n])(?=["' ]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])""")
_BEGINNING = 2  # what is told of a file, and its first row
_encode = msgspec.json.Encoder(order="deterministic").encode


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What an export says of itself. `moment` is when its last event was recorded."""

    title: str
    position: int
    mask: int
    moment: datetime | None
    licence: str
    source: str
    fields: Mapping[str, str]


def harmless(value: object) -> object:
    """Return a value of which no spreadsheet takes a part for a formula."""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def as_csv(head: Head, rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a CSV file: five lines about it, the names of its columns, its rows."""
    told = (
        f"# {head.title}",
        f"# Position {head.position}, mask {head.mask}, {_moment(head.moment)}",
        f"# Licence: {head.licence}",
        f"# Source: {head.source}",
        "# Fields: " + "; ".join(f"{name} = {text}" for name, text in head.fields.items()),
    )
    about = "".join(_line([harmless(text)]) for text in told)
    yield (BOM + about + _line(head.fields)).encode()
    for row in rows:
        yield _line([harmless(_plain(value)) for value in row]).encode()


def as_json(head: Head, rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield one JSON object: `about` and `rows`, each row an object with the fields."""
    yield b'{"about":' + _encode(head) + b',"rows":['
    for number, row in enumerate(rows):
        yield (b",\n" if number else b"\n") + _object(head, row)
    yield b"\n]}\n"


def as_json_lines(head: Head, rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield JSON lines: the first is `{"about": ...}`, each other one a row."""
    yield b'{"about":' + _encode(head) + b"}\n"
    for row in rows:
        yield _object(head, row) + b"\n"


def _object(head: Head, row: Sequence[object]) -> bytes:
    return msgspec.json.encode(dict(zip(head.fields, row, strict=True)))


def _line(values: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(values)
    return written.getvalue()


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever a column holds
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"  # as in JSON, and as the fields are described
        case datetime():
            return _moment(value)
        case tuple():
            return " ".join(map(str, value))
        case dict():
            return _encode(value).decode()
        case _:
            return value


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def answer(
    request: AnyRequest, body: Iterator[bytes], *, kind: str, name: str, version: str
) -> Response[Any]:
    """Return a file under a strong ETag made of `version`; 304 if the reader has it.

    It is begun before it is answered: what cannot be read at all is no half file. Nobody
    keeps what was given to somebody with an account.
    """
    digest = sha256(f"{name} {version}".encode()).hexdigest()
    tag = f'"{digest[:32]}"'
    kept = "no-store" if person_of(request).signed_in else "no-cache"
    headers = {"ETag": tag, "Cache-Control": kept}
    if matches(request.headers.get("if-none-match", "").encode(), tag.encode()):
        return Response(None, status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    begun = list(islice(body, _BEGINNING))
    return Stream(chain(begun, body), headers=headers, media_type=kind)
