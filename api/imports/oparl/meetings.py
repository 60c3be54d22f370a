"""Reads bodies, papers and agenda items, and puts them into the order of their days."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from api.imports.oparl import wordings
from api.imports.oparl.objects import (
    Object,
    key_of,
    lines_of,
    listed,
    number_of,
    objects,
    page_of,
    short,
    start_of,
    text_of,
)
from api.imports.report import Faulty
from api.imports.tables import RowRefused, fresh
from domain.use_cases.strategy.receiving import SourceAgendaItem, SourceBody, SourceCouncilPaper

MEETINGS, PAPERS, BODIES = "meetings.jsonl", "papers.jsonl", "organizations.jsonl"


class Consultation(msgspec.Struct, frozen=True):
    """What a body was to do with a paper."""

    paper: SourceCouncilPaper
    line: int
    role: str
    authoritative: bool


class Line(msgspec.Struct, frozen=True):
    """An agenda item where it stands; `wording` is the result in the words of the source."""

    line: int
    item: SourceAgendaItem
    wording: str


class Agenda(msgspec.Struct, frozen=True):
    """What was found: bodies and items in their order, papers by the line they stand in."""

    bodies: tuple[SourceBody, ...]
    lines: tuple[Line, ...]
    papers: Mapping[str, int]
    remarks: Mapping[str, int]


class Faults(msgspec.Struct):
    """What could not be used, by file."""

    items: list[Faulty] = []
    papers: list[Faulty] = []
    bodies: list[Faulty] = []


_Placed = tuple[datetime, str, int, str, SourceAgendaItem, int, str]


def read(folder: Path, faults: Faults) -> Agenda:
    """Read the files of a folder; the order of their lines does not matter.

    Raises:
        ImportRefused: there are no meetings.
    """
    reading = _Reading(folder, faults)
    placed = sorted(reading.placed(), key=lambda each: each[:4])
    places: Counter[tuple[str, object]] = Counter()
    lines = []
    for *_, item, line, wording in placed:
        places[item.body_key, item.session] += 1
        order = places[item.body_key, item.session]
        lines.append(Line(line, msgspec.structs.replace(item, order=order), wording))
    bodies = tuple(reading.bodies[key] for key in sorted(reading.bodies))
    return Agenda(bodies, tuple(lines), reading.papers, reading.remarks)


class _Reading:
    def __init__(self, folder: Path, faults: Faults) -> None:
        self._folder = folder
        self._faults = faults
        self.remarks: Counter[str] = Counter()
        self.papers: dict[str, int] = {}
        self.bodies: dict[str, SourceBody] = {}
        self._names = dict(self._named())
        self._consultations = dict(self._consulted())
        self._known: set[str] = set()

    def _named(self) -> Iterator[tuple[str, str]]:
        for line, body in lines_of(self._folder / BODIES, self._faults.bodies, needed=False):
            try:
                yield key_of(body), text_of(body, "name")
            except RowRefused as refused:
                self._faults.bodies.append(Faulty(line, refused.reason, refused.detail))

    def _consulted(self) -> Iterator[tuple[str, Consultation]]:
        for line, paper in lines_of(self._folder / PAPERS, self._faults.papers, needed=False):
            try:
                key = fresh(key_of(paper), self.papers)
                read = _paper(key, paper)
            except RowRefused as refused:
                self._faults.papers.append(Faulty(line, refused.reason, refused.detail))
                continue
            self.papers[key] = line
            for each in objects(paper, "consultation"):
                item, role = text_of(each, "agendaItem"), text_of(each, "role")
                yield item, Consultation(read, line, role, bool(each.get("authoritative")))

    def placed(self) -> Iterator[_Placed]:
        """Yield all usable items with what sorts them, and collect the others."""
        faulty = self._faults.items
        for line, meeting in lines_of(self._folder / MEETINGS, faulty, needed=True):
            items = objects(meeting, "agendaItem")
            self.remarks["meetings without an agenda"] += not items
            for found in items:
                try:
                    yield self._item(line, meeting, found)
                except RowRefused as refused:
                    where = short(text_of(found, "id"))
                    detail = ", ".join(part for part in (where, refused.detail) if part)
                    faulty.append(Faulty(line, refused.reason, detail))

    def _item(self, line: int, meeting: Object, found: Object) -> _Placed:
        key = key_of(found)
        if key in self._known:
            raise RowRefused("id given before")
        if found.get("public") is False:
            raise RowRefused("not public")
        title = text_of(found, "name")
        if not title:
            raise RowRefused("no title")
        start, number = start_of(meeting), number_of(found)
        consultation = self._consultations.get(key)
        role = wordings.role_of(consultation.role) if consultation else None
        self._remark(found, consultation, number)
        item = SourceAgendaItem(
            key=key,
            body_key=self._body(meeting),
            session=start.date(),
            number=number,
            order=0,
            title=title,
            paper=consultation.paper if consultation else None,
            role=role,
            authoritative=bool(role == "decision" and consultation and consultation.authoritative),
            said=None,
        )
        self._known.add(key)
        order = found.get("order")
        place = order if isinstance(order, int) else 0
        wording = text_of(found, "result")
        return start, text_of(meeting, "id"), place, key, item, line, wording

    def _remark(self, found: Object, consultation: Consultation | None, number: str | None) -> None:
        unknown = consultation is not None and wordings.role_of(consultation.role) is None
        missing = consultation is None and bool(text_of(found, "consultation"))
        self.remarks["items without a number"] += number is None
        self.remarks["items whose consultation is in no paper"] += missing
        if unknown and consultation is not None:
            self.remarks[f"consultations “{consultation.role}”, a role we do not know"] += 1

    def _body(self, meeting: Object) -> str:
        keys = [each for each in listed(meeting, "organization") if isinstance(each, str)]
        if not keys:
            raise RowRefused("no body", short(text_of(meeting, "id")))
        name = self._names.get(keys[0]) or text_of(meeting, "name").partition("(")[0].strip()
        if not name:
            raise RowRefused("no body", short(keys[0]))
        known = self.bodies.get(keys[0])
        # One name of several in the order of the alphabet: lines may stand in any order.
        if known is None or name < known.name:
            kind = wordings.kind_of(name)
            self.bodies[keys[0]] = SourceBody(key=keys[0], name=name, kind=kind)
        return keys[0]


def _paper(key: str, paper: Object) -> SourceCouncilPaper:
    name, reference = text_of(paper, "name"), text_of(paper, "reference")
    if not name:
        raise RowRefused("no title", short(key))
    return SourceCouncilPaper(
        key=key,
        reference=reference or short(key),
        name=name,
        kind=text_of(paper, "paperType") or None,
        url=page_of(paper),
    )
