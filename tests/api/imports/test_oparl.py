"""Agendas of a small council, trap by trap."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.imports import oparl
from api.imports.progress import Silent
from api.imports.report import Faulty, ImportRefused, Report
from domain.decisions import AgendaItemImported, ResultImported
from domain.processes import process_id_of
from projections import decisions, organisation
from projections.decisions import DecisionRow, Wanted
from projections.model import Snapshot
from tests.api.imports.sources import NOW, Installation, opened, read_models

HAUSEN = process_id_of("hausen")
Json = dict[str, Any]


def item(place: int, name: str = "Radweg", **more: Any) -> Json:  # noqa: ANN401 - JSON
    """Return an agenda item whose number and place are the same."""
    plain: Json = {"id": f"items/{place}", "number": str(place), "order": place, "name": name}
    return {**plain, "consultation": f"consultations/{place}", **more}


def meeting(number: int, *items: Json, body: str = "bodies/1", day: int = 3) -> Json:
    start = f"2023-03-{day:02}T18:00:00+01:00"
    listed = {"organization": [body], "name": "Bauausschuss (öffentlich)", "start": start}
    return {"id": f"meetings/{number}", "agendaItem": list(items), **listed}


def paper(number: int, *items: int, role: str = "Entscheidung") -> Json:
    named = {"id": f"papers/{number}", "name": "Radweg am See", "reference": f"2023/{number}"}
    consulted = [
        {"agendaItem": f"items/{each}", "role": role, "authoritative": True} for each in items
    ]
    return {
        **named,
        "paperType": "Antrag",
        "web": "https://rat.example/1",
        "consultation": consulted,
    }


def vote(number: int, yes: int, no: int, **more: Any) -> Json:  # noqa: ANN401 - JSON
    counted = {"ja": yes, "nein": no, "enthaltung": 0, "minutes_text": f"{yes} Ja, {no} Nein"}
    return {"agenda_item": f"items/{number}", "reference": f"2023/{number}", **counted, **more}


def write(folder: Path, meetings: list[Json], papers: list[Json], votes: list[Json]) -> None:
    body = {"id": "bodies/1", "name": "Gemeinderat"}
    files = {"meetings": meetings, "papers": papers, "organizations": [body]}
    for name, rows in files.items():
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "official_vote_counts.json").write_text(json.dumps(votes), encoding="utf-8")


def run(installation: Installation, folder: Path) -> Report:
    return oparl.run(installation.platform, NOW, folder, "hausen", Silent())


def rows_of(snapshot: Snapshot, wanted: Wanted | None = None) -> list[DecisionRow]:
    bodies = [row.body_id for row in organisation.bodies(snapshot, HAUSEN)]
    page = decisions.page(snapshot, HAUSEN, wanted or Wanted(), bodies=bodies, start=0, limit=50)
    assert page.count == len(page.rows)
    return [*page.rows]


MEETINGS = [
    meeting(
        1,
        item(2, result="einstimmig zugestimmt"),
        item(1, "ANTRÄGE", number="", consultation=None),
        item(3, result="vertagt bis auf Weiteres"),
        item(4, result="mehrheitlich abgelehnt"),
    ),
    meeting(2, item(5, result="Kenntnisnahme"), body="bodies/2", day=4),
    meeting(3, item(6), day=9),
]
PAPERS = [paper(1, 2, 5), paper(2, 4, role="Behandlung"), paper(3, 6, role="Vorberatung")]
VOTES = [vote(2, 30, 1), vote(4, 20, 10, ambiguous=True), vote(5, 3, 9)]


@pytest.fixture
def filled(installation: Installation, folder: Path) -> tuple[Installation, Report]:
    write(folder, MEETINGS, PAPERS, VOTES)
    return installation, run(installation, folder)


def test_items_carry_paper_role_result_and_vote(
    filled: tuple[Installation, Report], tmp_path: Path
) -> None:
    installation, report = filled
    assert [(each.created, each.rows) for each in report.files] == [(2, 2), (6, 6), (3, 3), (3, 3)]
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        rows = rows_of(snapshot)
        told = decisions.told(snapshot, HAUSEN)
        bodies = organisation.bodies(snapshot, HAUSEN)
    kinds = {installation.text(row.name): (row.kind, row.seats) for row in bodies}
    assert kinds == {"Gemeinderat": ("council", None), "Bauausschuss": ("committee", None)}
    said = [
        (row.number, row.role, row.result, installation.text(row.wording) if row.wording else None)
        for row in rows
    ]
    assert said == [
        ("6", "preliminary", None, None),
        ("5", "decision", "acknowledged", "Kenntnisnahme"),
        (None, None, None, None),
        ("2", "decision", "unchanged", "einstimmig zugestimmt"),
        ("3", None, None, "vertagt bis auf Weiteres"),
        ("4", None, "rejected", "mehrheitlich abgelehnt"),
    ]
    assert [row.authoritative for row in rows] == [False, True, False, True, False, False]
    assert rows[1].paper_id == rows[3].paper_id is not None
    assert all(row.imported and row.public and row.record is None for row in rows)
    assert (told.items, told.papers, told.years) == (6, 3, (2023,))


def test_contradictions_are_named_and_found(
    filled: tuple[Installation, Report], tmp_path: Path
) -> None:
    installation, report = filled
    notes = [note.partition("; ") for _, note in report.files[3].notes]
    assert [(minutes, agenda) for minutes, _, agenda in notes] == [
        (
            "2023/4 (items/4): the minutes count 20 yes, 10 no, 0 abstentions",
            "the agenda item says “mehrheitlich abgelehnt”",
        ),
        (
            "2023/5 (items/5): the minutes count 3 yes, 9 no, 0 abstentions",
            "the agenda item says “Kenntnisnahme”",
        ),
    ]
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        differing = rows_of(snapshot, Wanted(contradicting=True))
        other = rows_of(snapshot, Wanted(other_wording=True))
        decided = rows_of(snapshot, Wanted(result="unchanged", year=2023))
        assert rows_of(snapshot, Wanted(year=2022)) == []
    doubts = [(row.number, row.doubts) for row in differing]
    assert doubts == [("5", ("contradiction",)), ("4", ("contradiction", "ambiguous"))]
    assert [row.number for row in other] == ["3"]
    assert [(row.number, row.yes, row.no) for row in decided] == [("2", 30, 1)]


def test_any_order_of_lines_gives_the_same_log(
    filled: tuple[Installation, Report], folder: Path, tmp_path: Path
) -> None:
    turned = [{**row, "agendaItem": row["agendaItem"][::-1]} for row in reversed(MEETINGS)]
    write(folder, turned, PAPERS[::-1], VOTES[::-1])
    shapes = [type(event) for event in filled[0].events()]
    (tmp_path / "other").mkdir()
    with opened(tmp_path / "other") as other:
        run(other, folder)
        assert [type(event) for event in other.events()] == shapes
        items = [each for each in other.events() if isinstance(each, AgendaItemImported)]
    known = [each for each in filled[0].events() if isinstance(each, AgendaItemImported)]
    assert [(each.decision_id, each.order) for each in items] == [
        (each.decision_id, each.order) for each in known
    ]


def test_a_second_run_adds_only_what_the_source_learned(
    filled: tuple[Installation, Report], folder: Path
) -> None:
    installation, first = filled
    head = installation.platform.log.head()
    again = run(installation, folder)
    assert (again.created, again.repeated) == (0, first.created)
    assert installation.platform.log.head() == head
    later = [*MEETINGS[:2], meeting(3, item(6, result="zugestimmt"), day=9)]
    write(folder, later, PAPERS, [*VOTES, vote(6, 12, 0)])
    learned = run(installation, folder)
    assert [each.created for each in learned.files] == [0, 0, 0, 1]
    assert sum(isinstance(event, ResultImported) for event in installation.events()) == 5
    assert run(installation, folder).created == 0


def test_what_cannot_be_used_is_named_by_line_and_id(
    installation: Installation, folder: Path
) -> None:
    bad = meeting(
        1,
        item(1, " "),
        item(2, public=False),
        item(3),
        item(3),
        {"name": "Radweg"},
    )
    timeless = {**meeting(2, item(4)), "start": "morgen"}
    write(folder, [bad, timeless, meeting(3, item(5), body="")], [paper(1, 99)], [vote(9, 1, 0)])
    with (folder / "meetings.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"id"')
    report = run(installation, folder)
    _, items, papers, votes = report.files
    assert items.created == 1 + 1
    assert [(row.line, row.reason) for row in items.faulty] == [
        (1, "id given before"),
        (1, "no id"),
        (1, "no title"),
        (1, "not public"),
        (2, "bad time"),
        (4, "not readable as a row"),
    ]
    assert papers.faulty == (Faulty(1, "unknown item", "on the agenda of no meeting"),)
    assert votes.faulty == (Faulty(1, "unknown item", "items/9"),)


def test_sources_may_leave_out_the_hour_or_its_offset(
    installation: Installation, folder: Path, tmp_path: Path
) -> None:
    starts = ["2023-03-05", "2023-03-04T18:00:00", "2023-03-03T18:00:00+01:00"]
    meetings = [
        {**meeting(number, item(number)), "start": start}
        for number, start in enumerate(starts, start=1)
    ]
    write(folder, meetings, [], [])
    assert run(installation, folder).files[1].created == 3
    sessions = [
        event.session for event in installation.events() if isinstance(event, AgendaItemImported)
    ]
    assert [session.day for session in sessions] == [3, 4, 5]


@pytest.mark.parametrize("missing", [{"ja": -1}, {"nein": "3"}, {"ja": 0, "nein": 0}])
def test_what_is_no_vote_is_no_vote(
    installation: Installation, folder: Path, missing: Json
) -> None:
    write(folder, MEETINGS, PAPERS, [{**vote(2, 3, 1), **missing}])
    [fault] = run(installation, folder).files[3].faulty
    assert fault.reason == "bad number"


def test_without_meetings_nothing_is_stored(installation: Installation, folder: Path) -> None:
    with pytest.raises(ImportRefused):
        run(installation, folder)
    write(folder, [], PAPERS, VOTES)
    with pytest.raises(ImportRefused):
        run(installation, folder)
    assert installation.platform.log.head().position == 0
