"""A table of projects as office programs save it: columns in docs/rules/imports.md."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeVar

from api.imports import cleaning, stocktaking, tables
from api.imports.progress import Progress
from api.imports.report import Faulty, ImportRefused, Report, file_report
from api.imports.stocktaking import SourceItem
from api.imports.tables import Column, Row, RowRefused
from api.imports.target import asking_at, checked
from domain import processes
from domain.codes import TITLE_MAXIMUM, FieldId
from domain.inventory import InventoryKind, InventoryStatus, OwnerKind
from domain.ports import Texts
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.importing import Imported
from domain.use_cases.strategy.listing import WrittenFacts

COLUMNS: Final[Mapping[str, Column]] = {
    "title": Column(("titel", "title")),
    "id": Column(("id", "nummer"), required=False),
    "text": Column(("beschreibung", "text"), required=False),
    "kind": Column(("art", "kind"), required=False),
    "status": Column(("stand", "status"), required=False),
    "owner": Column(("träger", "owner"), required=False),
    "owner_kind": Column(("trägerart", "owner_kind"), required=False),
    "field": Column(("handlungsfeld", "field"), required=False),
    "territory": Column(("ort", "territory"), required=False),
    "starts": Column(("beginn", "starts"), required=False),
    "ends": Column(("ende", "ends"), required=False),
    "cost": Column(("kosten", "cost"), required=False),
    "parent": Column(("teil_von", "parent"), required=False),
    "link": Column(("link", "url"), required=False),
}

KINDS: Final[Mapping[str, InventoryKind]] = {
    "": "project",
    "projekt": "project",
    "maßnahme": "measure",
    "massnahme": "measure",
    "konzept": "concept",
    "angebot": "service",
    "project": "project",
    "measure": "measure",
    "concept": "concept",
    "service": "service",
}
STATUS: Final[Mapping[str, InventoryStatus]] = {
    "": "running",
    "idee": "idea",
    "geplant": "planned",
    "läuft": "running",
    "laufend": "running",
    "abgeschlossen": "done",
    "beendet": "stopped",
    "idea": "idea",
    "planned": "planned",
    "running": "running",
    "done": "done",
    "stopped": "stopped",
}
OWNERS: Final[Mapping[str, OwnerKind]] = {
    "": "administration",
    "verwaltung": "administration",
    "unternehmen": "company",
    "verein": "association",
    "andere": "other",
    "administration": "administration",
    "company": "company",
    "association": "association",
    "other": "other",
}

_T = TypeVar("_T")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_EUROS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(\d{1,2}))?(?:\s*(?:€|EUR))?")


def run(
    platform: Platform, texts: Texts, at: datetime, file: Path, slug: str, progress: Progress
) -> Report:
    """Import a table of projects into a process; faulty rows are left out and reported.

    Raises:
        ImportRefused: file, column or process are missing. Nothing was stored.
        LogUnavailable, VaultUnavailable: run it again; what was stored stays.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{file} cannot be read: {error.strerror}") from error
    return take_in(platform, texts, asking_at(at), content, file.name, slug, progress)


def take_in(
    platform: Platform,
    texts: Texts,
    asking: Asking,
    content: bytes,
    name: str,
    slug: str,
    progress: Progress,
) -> Report:
    """Import the bytes of such a table for whoever is asking; raises as `run`."""
    process_id = processes.process_id_of(checked(slug))
    process = Histories(platform.log).process(process_id)
    if process.id is None:
        raise ImportRefused(f"there is no process {slug}")
    defined = [
        event
        for event in Histories(platform.log).events(processes.history_of(process_id))
        if isinstance(event, processes.ActionFieldDefined | processes.ActionFieldRenamed)
    ]
    refs = {
        event.field_id: event.name if isinstance(event, processes.ActionFieldDefined) else event.new
        for event in defined
    }
    names = texts.open(list(refs.values())) if refs else {}
    fields = {names.get(ref, "").casefold(): process.field(key) for key, ref in refs.items()}
    faulty: list[Faulty] = []
    rows = [*_rows(content, name, fields, faulty)]
    stored = Imported(0, 0)
    if rows or not faulty:
        stored = stocktaking.store(platform, asking, process_id, rows, faulty, progress)
    files = (file_report(name, stored, sorted(faulty), {}),)
    return Report(slug=slug, opened=False, files=files)


def _rows(
    content: bytes, name: str, fields: Mapping[str, FieldId], faulty: list[Faulty]
) -> Iterator[SourceItem]:
    text = decoded(content)
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, strict=True, delimiter=delimiter_of(text))
    known: set[str] = set()
    for row in tables.rows_of(reader, name, COLUMNS, faulty):
        try:
            item = _item(row, fields)
            tables.fresh(item.key, known)
        except RowRefused as refused:
            faulty.append(Faulty(row.line, refused.reason, refused.detail))
        else:
            known.add(item.key)
            yield item


def decoded(content: bytes) -> str:
    """Return a file's text: UTF-8, else Windows-1252, as office programs save it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="surrogateescape")


def delimiter_of(text: str) -> str:
    """Return what stands between the columns of the first line: a semicolon or a comma."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") >= header.count(",") else ","


def _item(row: Row, fields: Mapping[str, FieldId]) -> SourceItem:
    cells = {name: cleaning.cleaned(row.cells.get(name, "")) for name in COLUMNS}
    if not cells["title"]:
        raise RowRefused("no title")
    if len(cells["title"]) > TITLE_MAXIMUM:
        raise RowRefused("unknown value", f"title over {TITLE_MAXIMUM} characters")
    field = cells["field"].casefold()
    if field and field not in fields:
        raise RowRefused("unknown field", cells["field"][:40])
    starts, ends = day(cells["starts"]), day(cells["ends"])
    if starts and ends and ends < starts:
        raise RowRefused("ends before it starts", cells["title"][:40])
    written = WrittenFacts(
        kind=_one_of(KINDS, cells["kind"]),
        title=cells["title"],
        text=cells["text"] or None,
        owner=cells["owner"] or None,
        owner_kind=_one_of(OWNERS, cells["owner_kind"]),
        status=_one_of(STATUS, cells["status"]),
        field_id=fields.get(field),
        territory=cells["territory"] or None,
        starts=starts,
        ends=ends,
        cost=cents(cells["cost"]),
        link=cells["link"] or None,
    )
    key = cells["id"] or f"{cells['title']}/{cells['owner']}"
    parent = f"csv/{cells['parent']}" if cells["parent"] else None
    return SourceItem(line=row.line, key=f"csv/{key}", parent_key=parent, written=written)


def _one_of(words: Mapping[str, _T], written: str) -> _T:
    if written.casefold() not in words:
        raise RowRefused("unknown value", written[:40])
    return words[written.casefold()]


def day(written: str) -> date | None:
    """Return a day written as 2024-03-01 or 01.03.2024; None if nothing is.

    Raises:
        RowRefused: it is neither.
    """
    if not written:
        return None
    german = _GERMAN_DAY.fullmatch(written)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1]))
        return date.fromisoformat(written)
    except ValueError as error:
        raise RowRefused("bad time", written[:40]) from error


def cents(written: str) -> int | None:
    """Return euros, written as 80000 or 80.000,50, in cents; None if nothing is.

    Raises:
        RowRefused: it is no such number.
    """
    if not written:
        return None
    found = _EUROS.fullmatch(written)
    if found is None:
        raise RowRefused("bad number", written[:40])
    return int(found[1].replace(".", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
