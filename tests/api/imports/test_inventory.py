"""A table of projects, trap by trap."""

from datetime import date
from pathlib import Path

import pytest

from api.imports import inventory
from api.imports.progress import Silent
from api.imports.report import Faulty, ImportRefused, Report
from domain.processes import process_id_of
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking
from projections import inventory as listed
from tests.api.imports.sources import NOW, Installation, read_models

SLUG = "klima"
OFFICE = Asking(person=None, at=NOW, system=True)
HEADER = "Id;Titel;Art;Stand;Träger;Trägerart;Handlungsfeld;Beginn;Ende;Kosten;Teil_von\n"
SOLAR = (
    "1;Solardächer;Projekt;läuft;Stadtwerke;Unternehmen;Energie;01.03.2024;2025-06-30;80.000,50;\n"
)


@pytest.fixture(autouse=True)
def _process(installation: Installation) -> None:
    new = configuring.NewProcess(slug=SLUG, title="Klima", summary="Worum es geht.")
    configuring.open_process(installation.platform, OFFICE, new)
    field = configuring.NewField(name="Energie")
    configuring.define_field(installation.platform, OFFICE, process_id_of(SLUG), field)


def run(installation: Installation, folder: Path, text: str, encoding: str = "utf-8") -> Report:
    file = folder / "bestand.csv"
    file.write_bytes(text.encode(encoding))
    return inventory.run(installation.platform, installation.texts, NOW, file, SLUG, Silent())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_cell_arrives(
    installation: Installation, folder: Path, tmp_path: Path, encoding: str
) -> None:
    report = run(installation, folder, HEADER + SOLAR, encoding)
    assert (report.created, report.repeated, report.faulty) == (1, 0, 0)
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        [row] = listed.of_process(snapshot, process_id_of(SLUG))
    assert installation.text(row.title) == "Solardächer"
    assert installation.text(row.owner) == "Stadtwerke"
    assert (row.kind, row.status, row.owner_kind) == ("project", "running", "company")
    assert (row.starts, row.ends, row.cost) == (date(2024, 3, 1), date(2025, 6, 30), 80_000_50)
    assert row.field_id is not None
    assert row.source == "import"


def test_commas_and_english_codes_will_do(installation: Installation, folder: Path) -> None:
    text = "title,status,owner_kind\nSolar,planned,company\n"
    assert run(installation, folder, text).created == 1


def test_a_second_run_creates_nothing(installation: Installation, folder: Path) -> None:
    run(installation, folder, HEADER + SOLAR)
    head = installation.platform.log.head()
    again = run(installation, folder, HEADER + SOLAR)
    assert (again.created, again.repeated) == (0, 1)
    assert installation.platform.log.head() == head


def test_parts_find_the_row_they_belong_to_wherever_it_stands(
    installation: Installation, folder: Path, tmp_path: Path
) -> None:
    run(installation, folder, HEADER + "2;Dach der Schule;;;;;;;;;1\n" + SOLAR)
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        placed = listed.tree(listed.of_process(snapshot, process_id_of(SLUG)))
    assert [(depth, installation.text(row.title)) for depth, row in placed] == [
        (0, "Solardächer"),
        (1, "Dach der Schule"),
    ]


def test_faulty_rows_are_named_and_all_others_go_in(
    installation: Installation, folder: Path
) -> None:
    rows = [
        SOLAR,
        "1;Noch einmal;;;;;;;;;\n",
        "3;;;;;;;;;;\n",
        "4;Solar;Traum;;;;;;;;\n",
        "5;Solar;;;;;Verkehr;;;;\n",
        "6;Solar;;;;;;31.02.2024;;;\n",
        "7;Solar;;;;;;2024-02-02;2024-02-01;;\n",
        "8;Solar;;;;;;;;viel;\n",
        "9;Solar;;;;;;;;;99\n",
        "10;zu kurz\n",
    ]
    [file] = run(installation, folder, HEADER + "".join(rows)).files
    assert (file.created, file.rows) == (1, len(rows))
    assert file.faulty == (
        Faulty(3, "id given before", "csv/1"),
        Faulty(4, "no title"),
        Faulty(5, "unknown value", "Traum"),
        Faulty(6, "unknown field", "Verkehr"),
        Faulty(7, "bad time", "31.02.2024"),
        Faulty(8, "ends before it starts", "Solar"),
        Faulty(9, "bad number", "viel"),
        Faulty(10, "unknown parent", "Solar"),
        Faulty(11, "wrong number of columns", "2 instead of 11"),
    )


def test_a_process_must_be_there(installation: Installation, folder: Path) -> None:
    file = folder / "bestand.csv"
    file.write_text(HEADER + SOLAR)
    with pytest.raises(ImportRefused, match="there is no process"):
        inventory.run(installation.platform, installation.texts, NOW, file, "anderswo", Silent())
