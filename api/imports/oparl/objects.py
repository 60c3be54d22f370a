"""Reads files of OParl objects, one object per line, and names what cannot be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from api.imports import cleaning
from api.imports.report import Faulty, ImportRefused
from api.imports.tables import RowRefused
from domain.phases import BERLIN

Object = Mapping[str, Any]
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}[a-z]?")
_SHOWN = 40  # characters of an id in a report


def lines_of(file: Path, faulty: list[Faulty], *, needed: bool) -> Iterator[tuple[int, Object]]:
    """Yield the objects of a file with their lines; deleted ones are no rows.

    Raises:
        ImportRefused: there is no such file, and it is needed.
    """
    for line, text in enumerate(_bytes_of(file, needed=needed).splitlines(), start=1):
        if not text.strip():
            continue
        try:
            found = msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            faulty.append(Faulty(line, "not readable as a row", str(error)))
            continue
        if not isinstance(found, dict):
            faulty.append(Faulty(line, "not readable as a row", "no object"))
        elif not found.get("deleted"):
            yield line, found


def list_of(file: Path, faulty: list[Faulty]) -> Iterator[tuple[int, Object]]:
    """Yield the objects of a file that is one list, numbered from 1; nothing without a file.

    Raises:
        ImportRefused: it is not a list.
    """
    content = _bytes_of(file, needed=False)
    if not content:
        return
    try:
        found = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ImportRefused(f"{file} is not JSON: {error}") from error
    if not isinstance(found, list):
        raise ImportRefused(f"{file} is not a list")
    for number, each in enumerate(found, start=1):
        if isinstance(each, dict):
            yield number, each
        else:
            faulty.append(Faulty(number, "not readable as a row", "no object"))


def _bytes_of(file: Path, *, needed: bool) -> bytes:
    if not needed and not file.is_file():
        return b""
    try:
        return file.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{file} cannot be read: {error.strerror}") from error


def key_of(found: Object, name: str = "id") -> str:
    """Return the id of an object.

    Raises:
        RowRefused: it has none.
    """
    key = found.get(name)
    if not isinstance(key, str) or not key.strip():
        raise RowRefused("no id")
    return key.strip()


def short(key: str) -> str:
    """Return the end of an id, which is what tells it from others of its source."""
    return key if len(key) <= _SHOWN else "…" + key[-_SHOWN:]


def text_of(found: Object, name: str) -> str:
    """Return a text without what storage did to it; empty if there is none."""
    said = found.get(name)
    return " ".join(cleaning.cleaned(said).split()) if isinstance(said, str) else ""


def number_of(found: Object) -> str | None:
    """Return the number of an agenda item; None if it has none that can be one."""
    number = text_of(found, "number").removeprefix("TOP ").rstrip(".")
    return number if _NUMBER.fullmatch(number) else None


def start_of(meeting: Object) -> datetime:
    """Return when a meeting began, as its place counts the hours; Berlin's, if it does not say.

    Raises:
        RowRefused: it does not say so.
    """
    said = meeting.get("start")
    try:
        start = datetime.fromisoformat(said if isinstance(said, str) else "")
    except ValueError as error:
        raise RowRefused("bad time", f"start {said}"[:_SHOWN]) from error
    return start.replace(tzinfo=start.tzinfo or BERLIN)


def listed(found: Object, name: str) -> Sequence[Any]:
    """Return a list of an object; empty if there is none."""
    value = found.get(name)
    return value if isinstance(value, list) else ()


def objects(found: Object, name: str) -> Sequence[Object]:
    """Return the objects in a list of an object."""
    return [each for each in listed(found, name) if isinstance(each, dict)]


def page_of(paper: Object) -> str | None:
    """Return where a paper can be read: its page, its main file, or the object itself."""
    kind = text_of(paper, "paperType")
    main = paper.get("mainFile")
    files: list[Object] = [main] if isinstance(main, dict) else []
    files += [each for each in objects(paper, "auxiliaryFile") if text_of(each, "name") == kind]
    found = [text_of(paper, "web"), *(text_of(each, "accessUrl") for each in files)]
    found.append(text_of(paper, "id"))
    return next((each for each in found if each.startswith("https://")), None)
