"""The real climate plan of Mainz: 55 measures in a tree, against facts found without us."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.imports import measures
from api.imports.progress import Silent
from api.imports.report import Report
from domain.processes import process_id_of
from projections import inventory
from projections.inventory import ItemRow
from tests.api.imports.sources import NOW, REAL, Installation, read_models

SOURCE = REAL / "massnahmen-mainz-localzero"

pytestmark = pytest.mark.skipif(not SOURCE.is_dir(), reason="it is not beside the checkout")


@pytest.fixture(scope="module")
def truth() -> Any:  # noqa: ANN401 - JSON
    """What was found in the file with other means."""
    return json.loads((SOURCE / "ground_truth.json").read_text(encoding="utf-8"))


def run(installation: Installation) -> Report:
    return measures.run(installation.platform, NOW, SOURCE, "mainz", Silent())


def wordings(rows: list[ItemRow]) -> dict[str, int]:
    words = dict(measures.STATUS.values())
    return dict(Counter(words[row.status] for row in rows))


def test_tree_status_and_days_are_those_of_the_source(
    installation: Installation,
    truth: Any,  # noqa: ANN401 - JSON
    tmp_path: Path,
) -> None:
    [report] = run(installation).files
    assert (report.created, report.repeated, report.faulty) == (truth["nodes"], 0, ())
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        placed = inventory.tree(inventory.of_process(snapshot, process_id_of("mainz")))
    rows = [row for _, row in placed]
    parents = {row.parent for row in rows}
    leaves = [row for row in rows if row.item_id not in parents]
    assert sum(depth == 0 for depth, _ in placed) == truth["roots"]
    assert max(depth for depth, _ in placed) == truth["max_depth"]
    assert len(leaves) == truth["leaves"]
    assert wordings(rows) == truth["status_all"]
    assert wordings(leaves) == truth["status_leaves"]
    assert sum(row.starts is not None for row in rows) == truth["with_planned_start"]
    assert sum(row.ends is not None for row in rows) == truth["with_planned_completion"]
    by_root: dict[str, list[ItemRow]] = {}
    for depth, row in placed:
        if depth == 0:
            by_root[installation.text(row.title)] = []
        if row.item_id not in parents:
            [*by_root.values()][-1].append(row)
    assert {title: wordings(below) for title, below in by_root.items()} == (
        truth["status_leaves_by_root"]
    )


def test_a_second_run_creates_nothing(installation: Installation, truth: Any) -> None:  # noqa: ANN401 - JSON
    run(installation)
    head = installation.platform.log.head()
    again = run(installation)
    assert (again.created, again.repeated, again.faulty) == (0, truth["nodes"], 0)
    assert installation.platform.log.head() == head


def test_origin_and_licence_are_shown(installation: Installation, tmp_path: Path) -> None:
    run(installation)
    with read_models(installation.platform.log, tmp_path) as (_, snapshot):
        placed = inventory.tree(inventory.of_process(snapshot, process_id_of("mainz")))
    for depth, row in placed:
        assert installation.text(row.link).startswith("https://github.com/GermanZero-de/")
        assert ("Licence: MIT" in installation.text(row.text)) == (depth == 0)
