"""The measures of a LocalZero climate plan (`task.json`), as inventory: docs/rules/imports.md."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from api.imports import cleaning, stocktaking
from api.imports.licences import licence_of
from api.imports.progress import Progress
from api.imports.report import Faulty, ImportRefused, Report, file_report
from api.imports.stocktaking import SourceItem
from api.imports.tables import RowRefused
from api.imports.target import asking_at
from domain.codes import TITLE_MAXIMUM
from domain.inventory import InventoryStatus
from domain.use_cases.carrying_out import Platform
from domain.use_cases.strategy.listing import WrittenFacts

NAME = "task.json"

STATUS: Final[Mapping[int, tuple[InventoryStatus, str]]] = {
    0: ("idea", "unbekannt"),
    2: ("running", "in Arbeit"),
    4: ("done", "abgeschlossen"),
    6: ("planned", "verzögert / fehlt"),
    8: ("stopped", "gescheitert"),
}
"""The codes of the source; its own words stay in the text, for ours say less."""

_REMARKS = (
    ("Bewertung der Planung", "plan_assessment"),
    ("Begründung zum Stand", "execution_justification"),
    ("Zur Zuständigkeit", "responsible_organ_explanation"),
    ("Unterstützt von", "supporting_ngos"),
)
_DAYS = (("Tatsächlich begonnen", "actual_start"), ("Tatsächlich fertig", "actual_completion"))
_ADDRESS = re.compile(r"https?://\S+")

Node = Mapping[str, Any]


def run(platform: Platform, at: datetime, source: Path, slug: str, progress: Progress) -> Report:
    """Import the tree of measures into the inventory of a process.

    A node that cannot be used is reported by its number in the file, from top to
    bottom; what lies below it goes to the next node above. A second run adds nothing.

    Raises:
        ImportRefused: the file is missing or no such tree. Nothing was stored.
        LogUnavailable, VaultUnavailable: run it again; what was stored stays.
    """
    file = source / NAME if source.is_dir() else source
    licence = licence_of(file.parent)
    faulty: list[Faulty] = []
    remarks: Counter[str] = Counter()
    rows = [*_Reading(licence, faulty, remarks).rows(_decoded(file))]
    if not rows:
        raise ImportRefused("there is no usable measure; nothing was stored")
    asking = asking_at(at)
    summary = "\n\n".join(part for part in ("Maßnahmen aus einer anderen Quelle.", licence) if part)
    process_id, opened = stocktaking.prepare(platform, asking, slug, summary)
    stored = stocktaking.store(platform, asking, process_id, rows, faulty, progress)
    files = (file_report(file.name, stored, sorted(faulty), remarks),)
    return Report(slug=slug, opened=opened, files=files)


def _decoded(file: Path) -> list[Node]:
    try:
        tree = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        raise ImportRefused(f"{file} cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ImportRefused(f"{file} is not JSON: {error}") from error
    if not isinstance(tree, list) or not all(isinstance(node, dict) for node in tree):
        raise ImportRefused(f"{file} is not a list of measures")
    return tree


class _Reading:
    """Turns the nodes of a file into rows, from top to bottom."""

    def __init__(self, licence: str, faulty: list[Faulty], remarks: Counter[str]) -> None:
        self._licence = licence
        found = _ADDRESS.search(licence)
        self._link = found[0] if found else None
        self._faulty = faulty
        self._remarks = remarks
        self._known: set[str] = set()
        self._number = 0

    def rows(self, nodes: list[Node], parent: str | None = None) -> Iterator[SourceItem]:
        """Yield the rows of these nodes, each before those below it."""
        for node in nodes:
            self._number += 1
            line, key = self._number, parent
            try:
                row = self._row(node, parent, line)
            except RowRefused as refused:
                self._faulty.append(Faulty(line, refused.reason, refused.detail))
            else:
                self._known.add(row.key)
                key = row.key
                yield row
            below = node.get("children")
            if isinstance(below, list):
                yield from self.rows([each for each in below if isinstance(each, dict)], key)

    def _row(self, node: Node, parent: str | None, line: int) -> SourceItem:
        if not isinstance(node.get("id"), int):
            raise RowRefused("no id")
        key = f"localzero/{node.get('city', '')}/{node['id']}"
        if key in self._known:
            raise RowRefused("id given before", str(node["id"]))
        code = node.get("execution_status")
        if not isinstance(code, int) or code not in STATUS:
            raise RowRefused("unknown value", f"execution_status {code}")
        title = cleaning.cleaned(_words(node, "title"))
        if not title:
            raise RowRefused("no title")
        status, wording = STATUS[code]
        self._remarks[f"with status “{wording}”, now {status}"] += 1
        starts, ends = _day(node, "planned_start"), _day(node, "planned_completion")
        if starts and ends and ends < starts:
            raise RowRefused("ends before it starts", title[:40])
        written = WrittenFacts(
            kind="measure",
            title=title if len(title) <= TITLE_MAXIMUM else title[: TITLE_MAXIMUM - 1] + "…",
            text=self._text(node, title, wording, top=parent is None),
            owner=cleaning.cleaned(_words(node, "responsible_organ")) or None,
            status=status,
            starts=starts,
            ends=ends,
            link=self._link,
        )
        return SourceItem(line=line, key=key, parent_key=parent, written=written)

    def _text(self, node: Node, title: str, wording: str, *, top: bool) -> str:
        parts = [title] if len(title) > TITLE_MAXIMUM else []
        parts += [cleaning.cleaned(_words(node, name)) for name in ("teaser", "description")]
        parts.append(f"**Stand in der Quelle:** {wording}")
        parts += [
            f"**{label}:** {_day(node, name):%d.%m.%Y}" for label, name in _DAYS if node.get(name)
        ]
        for label, name in _REMARKS:
            said = cleaning.cleaned(_words(node, name))
            parts += [f"**{label}:**\n\n{said}"] if said else []
        if top and self._licence:
            parts.append(f"**Herkunft und Lizenz:** {self._licence}")
        return "\n\n".join(part for part in parts if part)


def _words(node: Node, name: str) -> str:
    said = node.get(name)
    return said if isinstance(said, str) else ""


def _day(node: Node, name: str) -> date | None:
    said = node.get(name)
    if said in (None, ""):
        return None
    try:
        return date.fromisoformat(str(said))
    except ValueError as error:
        raise RowRefused("bad time", f"{name} {said}"[:40]) from error
