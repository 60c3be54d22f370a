"""A table of ideas, trap by trap."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from api.imports import proposals
from api.imports.progress import Silent
from api.imports.report import Faulty, ImportRefused, Report
from domain.codes import PhaseId
from domain.processes import ActionFieldDefined, process_id_of
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking
from domain.use_cases.configuring import NewPhase, NewProcess
from domain.use_cases.histories import Histories
from tests.api.imports.sources import NOW, Installation, imported

HEADER = "ID,title,text,category,URL,created\n"
OFFICE = Asking(person=None, at=NOW, system=True)


def idea(
    key: str = "B1",
    title: str = "Poller weg",
    text: str = "Sie stehen im Weg.",
    category: str = "level1_obstacles",
    url: str = "",
    created: str = "2017-09-13T08:28:28+02:00",
) -> str:
    """Return one row."""
    return f'{key},"{title}","{text}",{category},{url},{created}\n'


def run(installation: Installation, folder: Path, *rows: str, header: str = HEADER) -> Report:
    file = folder / "ideen.csv"
    file.write_text(header + "".join(rows), encoding="utf-8")
    return proposals.run(installation.platform, NOW, file, "rad-dialog", Silent())


def texts(installation: Installation) -> list[tuple[str | None, str | None]]:
    """Return title and text of every idea, in the order of the log."""
    return [
        (
            event.title and installation.text(event.title),
            event.body and installation.text(event.body),
        )
        for event in imported(installation)
    ]


def test_rows_become_published_ideas_in_the_order_of_time(
    installation: Installation, folder: Path
) -> None:
    later = idea("B2", title="Später", created="2017-09-14T00:00:00+02:00")
    report = run(installation, folder, later, idea())
    assert (report.created, report.repeated, report.faulty, report.opened) == (2, 0, 0, True)
    assert texts(installation) == [
        ("Poller weg", "Sie stehen im Weg."),
        ("Später", "Sie stehen im Weg."),
    ]
    first, _ = imported(installation)
    assert installation.proposal(first.proposal_id).status == "published"
    [recorded] = [r for r in installation.recorded() if r.event == first]
    assert recorded.occurred_at == datetime(2017, 9, 13, 6, 28, 28, tzinfo=UTC)
    assert recorded.recorded_at == NOW
    assert first.receipt == "B-2017-0001"


def test_the_address_of_a_row_stays_beside_its_text(
    installation: Installation, folder: Path
) -> None:
    address = "https://rad.example/poller"
    run(
        installation,
        folder,
        idea("B1", url=address, created="2017-09-13T08:00:00+02:00"),
        idea("B2", text="", url=address, created="2017-09-13T09:00:00+02:00"),
        idea("B3", text="", url="Ordner 7", created="2017-09-13T10:00:00+02:00"),
        idea("B4", text="", created="2017-09-13T11:00:00+02:00"),
    )
    assert [body for _, body in texts(installation)] == ["Sie stehen im Weg.", None, None, None]
    links = [event.source_link for event in imported(installation)]
    named = [None if link is None else installation.text(link) for link in links]
    assert named == [address, address, "Ordner 7", None]


def test_what_was_stored_otherwise_is_counted(installation: Installation, folder: Path) -> None:
    rows = [idea("B1", text=""), idea("B2", text="Nord <U+2192> Süd"), idea("B3", title="W" * 121)]
    [report] = run(installation, folder, *rows).files
    assert report.remarks == {
        "without text": 1,
        "with repaired characters": 1,
        "titles over 120 characters, now the first line of the text": 1,
        "action fields defined": 1,
    }
    assert "  1 without text" in list(report.lines())


def test_a_title_too_long_is_kept_whole_as_the_first_line(
    installation: Installation, folder: Path
) -> None:
    title = "Wort " * 30
    run(installation, folder, idea(title=title), idea("B2", title="W" * 120))
    assert (None, f"{title.strip()}\n\nSie stehen im Weg.") in texts(installation)
    assert ("W" * 120, "Sie stehen im Weg.") in texts(installation)


def test_categories_become_action_fields_with_readable_names(
    installation: Installation, folder: Path
) -> None:
    categories = ["level1_obstacles", "street_lights", "", "level1_obstacles"]
    rows = [idea(f"B{n}", category=category) for n, category in enumerate(categories)]
    run(installation, folder, *rows)
    defined = [e for e in installation.events() if isinstance(e, ActionFieldDefined)]
    assert [installation.text(field.name) for field in defined] == ["Hindernisse", "Street lights"]
    obstacles, lights = [field.field_id for field in defined]
    fields = [event.action_field for event in imported(installation)]
    assert fields == [obstacles, lights, None, obstacles]


def test_a_field_merged_meanwhile_leads_new_rows_to_where_it_went(
    installation: Installation, folder: Path
) -> None:
    run(installation, folder, idea("B1"), idea("B2", category="signs"))
    first, second = [e.field_id for e in installation.events() if isinstance(e, ActionFieldDefined)]
    process_id = process_id_of("rad-dialog")
    configuring.merge_fields(installation.platform, OFFICE, process_id, first, second)
    run(installation, folder, idea("B1"), idea("B2", category="signs"), idea("B3"))
    assert imported(installation)[-1].action_field == second


def test_a_second_run_stores_nothing_and_the_name_of_the_file_does_not_matter(
    installation: Installation, folder: Path
) -> None:
    run(installation, folder, idea("B1"), idea("B2"))
    head = installation.platform.log.head()
    copy = folder / "copy.csv"
    copy.write_text(HEADER + idea("B2") + idea("B1"), encoding="utf-8")
    report = proposals.run(installation.platform, NOW, copy, "rad-dialog", Silent())
    assert (report.created, report.repeated) == (0, 2)
    assert installation.platform.log.head() == head


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (idea("B1"), Faulty(3, "id given before", "B1")),
        (idea(""), Faulty(3, "no id")),
        (idea("B2", created="gestern"), Faulty(3, "bad time", "gestern")),
        (
            idea("B2", created="2017-09-13T08:28:28"),
            Faulty(3, "bad time", "2017-09-13T08:28:28: no offset"),
        ),
        (
            idea("B2", created="2024-01-01T00:00:00+01:00"),
            Faulty(3, "time in the future", "2024-01-01T00:00:00+01:00"),
        ),
        ("B2,nur zwei\n", Faulty(3, "wrong number of columns", "2 instead of 6")),
        (idea("B2", text="M\udcfcll"), Faulty(3, "bad encoding", "not UTF-8")),
    ],
)
def test_a_faulty_row_is_named_and_the_others_go_in(
    installation: Installation, folder: Path, row: str, fault: Faulty
) -> None:
    file = folder / "ideen.csv"
    rows = HEADER + idea("B1") + row + idea("B9")
    file.write_bytes(rows.encode("utf-8", "surrogateescape"))
    [report] = proposals.run(installation.platform, NOW, file, "rad-dialog", Silent()).files
    assert report.faulty == (fault,)
    assert report.created == 2


def test_only_address_and_category_may_be_missing(installation: Installation, folder: Path) -> None:
    row = 'B1,Titel,Text,"2017-09-13T08:28:28+02:00"\n'
    report = run(installation, folder, row, header="Id,TITEL,Beschreibung,Erstellt\n")
    assert report.created == 1
    with pytest.raises(ImportRefused, match=r"ideen\.csv has no column created or"):
        run(installation, folder, row, header="id,title,text,when\n")


def test_a_phase_that_is_named_must_cover_all_rows(
    installation: Installation, folder: Path
) -> None:
    process_id = process_id_of("rad-dialog")
    new = NewProcess(slug="rad-dialog", title="Rad", summary="Worum es geht.")
    configuring.open_process(installation.platform, OFFICE, new)
    made = datetime(2017, 9, 13, 6, 28, 28, tzinfo=UTC)
    ids = [PhaseId(UUID(int=number)) for number in (71, 72, 73)]
    for phase_id, starts in zip(ids, (made - timedelta(9), made, made), strict=True):
        phase = NewPhase(
            kind="measures",
            title="Ideen",
            starts=starts,
            ends=starts + timedelta(days=1),
            level="consult",
            phase_id=phase_id,
        )
        configuring.define_phase(installation.platform, OFFICE, process_id, phase)
    file = folder / "ideen.csv"
    file.write_text(HEADER + idea(), encoding="utf-8")

    def into(phase_id: PhaseId) -> Report:
        return proposals.run(
            installation.platform, NOW, file, "rad-dialog", Silent(), phase_id=phase_id
        )

    head = installation.platform.log.head()
    with pytest.raises(ImportRefused, match="no phase covers them all: 2017-09-04 to 2017-09-05"):
        into(ids[0])
    with pytest.raises(ImportRefused, match="has no phase"):
        into(PhaseId(UUID(int=99)))
    assert installation.platform.log.head() == head
    assert into(ids[2]).created == 1
    [event] = imported(installation)
    assert event.phase_id == ids[2]
    # An announced phase is the office's to start.
    assert Histories(installation.platform.log).phase(ids[2]).status == "defined"


def test_a_phase_of_a_process_that_is_missing_cannot_be_named(
    installation: Installation, folder: Path
) -> None:
    file = folder / "ideen.csv"
    file.write_text(HEADER + idea(), encoding="utf-8")
    with pytest.raises(ImportRefused, match="there is no process rad-dialog"):
        proposals.run(
            installation.platform, NOW, file, "rad-dialog", Silent(), PhaseId(UUID(int=1))
        )
