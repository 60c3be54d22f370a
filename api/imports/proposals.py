"""A table of ideas, one per row: rules in docs/rules/imports.md."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid5

import msgspec

from api.imports import cleaning, tables, target
from api.imports.licences import licence_of
from api.imports.progress import Progress
from api.imports.report import Faulty, Report, file_report
from domain.codes import TITLE_MAXIMUM, FieldId, PhaseId
from domain.people import ProcessId
from domain.processes import Colour
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Platform
from domain.use_cases.histories import Histories
from domain.use_cases.importing import SourceProposal

COLUMNS = {
    "id": tables.Column(("id",)),
    "title": tables.Column(("title", "titel")),
    "text": tables.Column(("text", "beschreibung")),
    "created": tables.Column(("created", "created_at", "erstellt")),
    "url": tables.Column(("url", "link"), required=False),
    "category": tables.Column(
        ("category", "kategorie", "main_category", "main_category_level1"), required=False
    ),
}

FIELD_NAMES: Final[Mapping[str, str]] = {
    "level1_bicycle_parking": "Fahrradparken",
    "level1_cycle_path_quality": "Radwegqualität",
    "level1_cycling_traffic_management": "Radverkehrsführung",
    "level1_lighting": "Beleuchtung",
    "level1_misc": "Sonstiges",
    "level1_obstacles": "Hindernisse",
    "level1_signage": "Beschilderung",
    "level1_traffic_lights": "Ampeln",
}
"""What the categories of the Bonn cycling dialogue are called; others keep their own words."""

_COLOURS: tuple[Colour, ...] = ("blue", "amber", "violet", "rose", "green", "teal", "grey")


class _Idea(msgspec.Struct, frozen=True):
    """A row as it can be stored, but for the process it goes into."""

    key: str
    title: str | None
    body: str | None
    link: str | None
    category: str
    at: datetime


def run(
    platform: Platform,
    at: datetime,
    file: Path,
    slug: str,
    progress: Progress,
    phase_id: PhaseId | None = None,
) -> Report:
    """Import a table of ideas into a process, into `phase_id` if one is named.

    Faulty rows are left out and reported; all others go in. Running it again
    stores nothing twice, so an interrupted run can be repeated.

    Raises:
        ImportRefused: the file or a column is missing, or the process or its phases
            do not fit. Nothing was stored.
        LogUnavailable, VaultUnavailable: run it again; what was stored stays.
    """
    faulty: list[Faulty] = []
    remarks: Counter[str] = Counter()
    ideas = _ideas(file, at, faulty, remarks)
    moments = [idea.at for idea in ideas]
    into = target.prepare(platform, at, slug, _opening(file, slug), moments, phase_id=phase_id)
    fields = _fields(platform, into, {idea.category for idea in ideas if idea.category}, remarks)
    rows = [_row(idea, fields) for idea in sorted(ideas, key=lambda idea: (idea.at, idea.key))]
    stored = target.store_proposals(platform, into, rows, progress, "Ideas")
    files = (file_report(file.name, stored, faulty, remarks),)
    return Report(slug=slug, opened=into.opened, files=files)


def _opening(file: Path, slug: str) -> target.Opening:
    """Name the process after the slug: files are called `dataset.csv`."""
    parts = ("Ideen von einer anderen Plattform.", licence_of(file.parent))
    return target.Opening(
        title=slug.replace("-", " ").title(),
        summary="\n\n".join(part for part in parts if part),
        question="support",
        phase_title="Ideensammlung der Quelle",
        features=("submit",),
    )


def _ideas(file: Path, at: datetime, faulty: list[Faulty], remarks: Counter[str]) -> list[_Idea]:
    """Return the usable rows in the order of the file."""
    found: dict[str, _Idea] = {}
    for row in tables.read(file, COLUMNS, faulty):
        try:
            number = tables.fresh(row.cells["id"], found)
            found[number] = _idea(row.cells, at, remarks)
        except tables.RowRefused as refused:
            faulty.append(Faulty(row.line, refused.reason, refused.detail))
    return list(found.values())


def _idea(cells: Mapping[str, str], at: datetime, remarks: Counter[str]) -> _Idea:
    moment = tables.iso_moment(cells["created"], at)
    title, text = cleaning.cleaned(cells["title"]), cleaning.cleaned(cells["text"])
    url = cells.get("url", "")
    remarks["without text"] += not text
    remarks["with repaired characters"] += _repaired(cells, title, text)
    # A title cut off would no longer be what its author wrote.
    too_long = len(title) > TITLE_MAXIMUM
    remarks[f"titles over {TITLE_MAXIMUM} characters, now the first line of the text"] += too_long
    paragraphs = [title if too_long else "", text]
    return _Idea(
        key=f"csv/{cells['id']}/{url}",
        title=None if too_long else title or None,
        body="\n\n".join(part for part in paragraphs if part) or None,
        link=url or None,
        category=cells.get("category", ""),
        at=moment,
    )


def _repaired(cells: Mapping[str, str], title: str, text: str) -> bool:
    before = [cells["title"], cells["text"].replace("\r\n", "\n")]
    return before != [title, text]


def _fields(
    platform: Platform, into: target.Target, categories: Collection[str], remarks: Counter[str]
) -> dict[str, FieldId]:
    """Return the action field of each category, defining those the process lacks."""
    process = Histories(platform.log).process(into.process_id)
    fields = {category: _field_id(into.process_id, category) for category in sorted(categories)}
    for number, (category, field_id) in enumerate(fields.items()):
        if field_id in process.fields:
            fields[category] = process.field(field_id)
            continue
        new = configuring.NewField(
            name=_readable(category),
            colour=_COLOURS[number % len(_COLOURS)],
            field_id=field_id,
        )
        configuring.define_field(platform, into.asking, into.process_id, new)
        remarks["action fields defined"] += 1
    return fields


def _field_id(process_id: ProcessId, category: str) -> FieldId:
    return FieldId(uuid5(process_id, f"import/field/{category}"))


def _readable(category: str) -> str:
    """Return a category in words: `level1_bicycle_parking`, `street_lights` -> Street lights."""
    words = category.replace("_", " ").strip()
    return FIELD_NAMES.get(category) or words[:1].upper() + words[1:]


def _row(idea: _Idea, fields: Mapping[str, FieldId]) -> SourceProposal:
    return SourceProposal(
        key=idea.key,
        title=idea.title,
        body=idea.body,
        author=None,
        occurred_at=idea.at,
        link=idea.link,
        action_field=fields.get(idea.category),
    )
