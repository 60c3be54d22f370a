"""Brings bodies, agenda items, papers, results and tallies of a council into a process."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from api.imports import stocktaking
from api.imports.licences import licence_of
from api.imports.oparl import meetings, votes, wordings
from api.imports.oparl.meetings import Agenda, Faults, Line
from api.imports.oparl.votes import Tally
from api.imports.progress import Progress
from api.imports.report import Faulty, FileReport, ImportRefused, Report, file_report
from api.imports.target import asking_at
from domain.people import ProcessId
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.importing import Imported
from domain.use_cases.strategy import receiving
from domain.use_cases.strategy.receiving import SourceAgendaItem, SourceResult

PORTION = 200
"""Agenda items that are stored in one append."""

SUMMARY = "Beratungen und Beschlüsse aus dem Ratsinformationssystem."


def run(platform: Platform, at: datetime, folder: Path, slug: str, progress: Progress) -> Report:
    """Import what councils dealt with; what is stored already is left alone.

    Raises:
        ImportRefused: a file is missing or no such file. Nothing was stored.
        LogUnavailable, VaultUnavailable: run it again; what was stored stays.
    """
    faults, faulty_votes = Faults(), list[Faulty]()
    agenda = meetings.read(folder, faults)
    if not agenda.lines:
        raise ImportRefused("there is no usable agenda item; nothing was stored")
    tallies = votes.read(folder, {each.item.key for each in agenda.lines}, faulty_votes)
    asking = asking_at(at)
    summary = "\n\n".join(part for part in (SUMMARY, licence_of(folder)) if part)
    process_id, opened = stocktaking.prepare(platform, asking, slug, summary)
    bodies = receiving.import_bodies(platform, asking, process_id, agenda.bodies)
    rows = [_with_result(each, tallies.get(each.item.key)) for each in agenda.lines]
    stored = _store(platform, asking, process_id, rows, progress)
    files = (
        file_report(
            meetings.BODIES, _counted(bodies, len(agenda.bodies)), sorted(faults.bodies), {}
        ),
        _of_items(agenda, stored, faults.items),
        _of_papers(agenda, stored, faults.papers),
        _of_tallies(agenda, stored, tallies, faulty_votes),
    )
    return Report(slug=slug, opened=opened, files=files)


def _with_result(line: Line, tally: Tally | None) -> SourceAgendaItem:
    if not line.wording and tally is None:
        return line.item
    said = SourceResult(
        result=wordings.result_of(line.wording),
        wording=line.wording or None,
        vote=tally.vote if tally else None,
        minutes=tally.minutes if tally else None,
        doubts=votes.doubts_of(line.wording, tally) if tally else (),
    )
    return msgspec.structs.replace(line.item, said=said)


class _Stored(msgspec.Struct, frozen=True):
    """The keys of items, and of items with results, that are new."""

    items: set[str]
    results: set[str]


def _store(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    rows: Sequence[SourceAgendaItem],
    progress: Progress,
) -> _Stored:
    progress.begin("Agenda items", len(rows))
    items, results = set[str](), set[str]()
    for start in range(0, len(rows), PORTION):
        portion = rows[start : start + PORTION]
        received = receiving.import_items(platform, asking, process_id, portion)
        items |= received.items
        results |= received.results
        progress.advance(len(portion))
    return _Stored(items, results)


def _counted(new: int, every: int) -> Imported:
    return Imported(created=new, repeated=every - new)


def _of_items(agenda: Agenda, stored: _Stored, faulty: Sequence[Faulty]) -> FileReport:
    remarks = Counter(agenda.remarks)
    for line in agenda.lines:
        if line.wording and wordings.result_of(line.wording) is None:
            remarks[f"with the result “{line.wording}”, kept as it is written"] += 1
    counted = _counted(len(stored.items), len(agenda.lines))
    return file_report(meetings.MEETINGS, counted, sorted(faulty), dict(sorted(remarks.items())))


def _of_papers(agenda: Agenda, stored: _Stored, faulty: Sequence[Faulty]) -> FileReport:
    """Count papers by the items that cite them; a paper without any is not taken over."""
    citing: dict[str, set[str]] = {}
    for line in agenda.lines:
        if line.item.paper is not None:
            citing.setdefault(line.item.paper.key, set()).add(line.item.key)
    new = sum(items <= stored.items for items in citing.values())
    lost = [
        Faulty(line, "unknown item", "on the agenda of no meeting")
        for key, line in agenda.papers.items()
        if key not in citing
    ]
    return file_report(meetings.PAPERS, _counted(new, len(citing)), sorted([*faulty, *lost]), {})


def _of_tallies(
    agenda: Agenda, stored: _Stored, tallies: Mapping[str, Tally], faulty: Sequence[Faulty]
) -> FileReport:
    wording = {each.item.key: each.wording for each in agenda.lines}
    doubts = {key: votes.doubts_of(wording[key], tally) for key, tally in tallies.items()}
    notes = [
        (tally.line, votes.told(tally, key, wording[key]))
        for key, tally in tallies.items()
        if "contradiction" in doubts[key]
    ]
    remarks = {
        "that contradict their agenda item": len(notes),
        "that may belong to another item": sum("ambiguous" in each for each in doubts.values()),
        "from minutes that several papers cite": sum("shared" in each for each in doubts.values()),
    }
    counted = _counted(len(stored.results & tallies.keys()), len(tallies))
    report = file_report(votes.NAME, counted, sorted(faulty), remarks)
    return msgspec.structs.replace(report, notes=tuple(sorted(notes)))
