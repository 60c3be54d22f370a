"""A tree of measures, trap by trap."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.imports import measures
from api.imports.progress import Silent
from api.imports.report import Faulty, ImportRefused, Report
from domain.processes import process_id_of
from projections import inventory
from tests.api.imports.sources import NOW, Installation, read_models


def node(number: int, *children: dict[str, Any], **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return one node of the source."""
    plain = {"id": number, "city": 17, "title": f"Maßnahme {number}", "execution_status": 2}
    return {**plain, "children": list(children), **cells}


def run(installation: Installation, folder: Path, *nodes: dict[str, Any]) -> Report:
    (folder / "task.json").write_text(json.dumps(nodes), encoding="utf-8")
    return measures.run(installation.platform, NOW, folder, "plan", Silent())


def test_faulty_nodes_are_named_and_what_is_below_them_moves_up(
    installation: Installation, folder: Path, tmp_path: Path
) -> None:
    below = node(2, node(3), execution_status=5)
    report = run(
        installation,
        folder,
        node(1, below),
        node(1),
        node(4, title=" "),
        node(5, planned_start="2024-13-01"),
        node(6, planned_start="2024-05-01", planned_completion="2024-04-01"),
    )
    [file] = report.files
    assert (file.created, file.rows) == (2, 7)
    assert file.faulty == (
        Faulty(2, "unknown value", "execution_status 5"),
        Faulty(4, "id given before", "1"),
        Faulty(5, "no title"),
        Faulty(6, "bad time", "planned_start 2024-13-01"),
        Faulty(7, "ends before it starts", "Maßnahme 6"),
    )
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        placed = inventory.tree(inventory.of_process(snapshot, process_id_of("plan")))
    titles = [(depth, installation.text(row.title)) for depth, row in placed]
    assert titles == [(0, "Maßnahme 1"), (1, "Maßnahme 3")]


@pytest.mark.parametrize("content", ["{}", "[1]", "nothing", '[{"title": "Maßnahme"}]'])
def test_what_is_no_tree_is_refused_whole(
    installation: Installation, folder: Path, content: str
) -> None:
    (folder / "task.json").write_text(content, encoding="cp1252")
    with pytest.raises(ImportRefused):
        measures.run(installation.platform, NOW, folder, "plan", Silent())
    assert installation.platform.log.head().position == 0


@pytest.mark.parametrize("nodes", [[], [node(1, title="")]])
def test_without_measures_no_process_is_opened(
    installation: Installation, folder: Path, nodes: list[dict[str, Any]]
) -> None:
    with pytest.raises(ImportRefused):
        run(installation, folder, *nodes)
    assert installation.platform.log.head().position == 0


def test_words_of_the_source_stay_in_the_text(
    installation: Installation, folder: Path, tmp_path: Path
) -> None:
    run(
        installation,
        folder,
        node(1, execution_status=6, actual_start="2022-11-30", plan_assessment="Zu wenig."),
    )
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        [row] = inventory.of_process(snapshot, process_id_of("plan"))
    text = installation.text(row.text)
    assert "verzögert / fehlt" in text
    assert "30.11.2022" in text
    assert "Zu wenig." in text
