"""A year of the councils of Karlsruhe, against facts found without us."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.imports import oparl
from api.imports.progress import Silent
from api.imports.report import Report
from domain.processes import process_id_of
from projections import decisions
from projections.decisions import DecisionRow
from tests.api.imports.sources import NOW, REAL, Installation, opened, read_models

SOURCE = REAL / "oparl-karlsruhe-2024"
KARLSRUHE = process_id_of("karlsruhe")

pytestmark = pytest.mark.skipif(not SOURCE.is_dir(), reason="it is not beside the checkout")


@pytest.fixture(scope="module")
def truth() -> Any:  # noqa: ANN401 - JSON
    """What was found in the files with other means."""
    return json.loads((SOURCE / "ground_truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Report]]:
    """An installation into which the year was brought."""
    with opened(tmp_path_factory.mktemp("karlsruhe")) as installation:
        yield installation, run(installation, SOURCE)


@pytest.fixture(scope="module")
def rows(
    filled: tuple[Installation, Report], tmp_path_factory: pytest.TempPathFactory
) -> list[DecisionRow]:
    """Everything the register says."""
    log = filled[0].platform.log
    with read_models(log, tmp_path_factory.mktemp("rows")) as (_, snapshot):
        return decisions.register(snapshot, KARLSRUHE)


def run(installation: Installation, folder: Path) -> Report:
    return oparl.run(installation.platform, NOW, folder, "karlsruhe", Silent())


def test_totals_are_those_of_the_source(
    filled: tuple[Installation, Report],
    rows: list[DecisionRow],
    truth: Any,  # noqa: ANN401 - JSON
) -> None:
    installation, report = filled
    assert report.faulty == 0
    _, items, papers, tallies = report.files
    assert (items.created, len(rows)) == (truth["agenda_items"],) * 2
    assert papers.created == len({row.paper_id for row in rows if row.paper_id})
    assert papers.created == truth["papers_referenced"]
    counted = truth["vote_counts"]
    assert tallies.created == sum(row.vote is not None for row in rows) == counted["rows"]
    said = Counter(installation.text(row.wording) for row in rows if row.wording)
    assert said == truth["result_strings"]
    kinds = {row.paper_id: installation.text(row.paper_kind) for row in rows if row.paper_kind}
    assert Counter(kinds.values()) == truth["papers_by_type"]
    assert items.remarks["meetings without an agenda"] == truth["meetings_without_agenda"]
    lost = items.remarks["items whose consultation is in no paper"]
    assert lost == truth["items_whose_consultation_is_in_no_paper"]


def test_contradictions_are_listed_and_stay_visible(
    filled: tuple[Installation, Report],
    rows: list[DecisionRow],
    truth: Any,  # noqa: ANN401 - JSON
) -> None:
    installation, report = filled
    counted = truth["vote_counts"]
    named = {note.partition(" (")[0] for _, note in report.files[3].notes}
    assert named == {each["reference"] for each in counted["differing"]}
    differing = [row for row in rows if row.contradicts]
    assert {installation.text(row.reference) for row in differing} == named
    assert all(row.vote and row.wording and row.minutes for row in differing)
    assert sum("ambiguous" in row.doubts for row in rows) == counted["ambiguous_rows"]
    clean = [row for row in rows if row.vote and "ambiguous" not in row.doubts]
    assert sum(row.yes or 0 for row in clean) == counted["clean_sum_ja"]
    assert sum(row.no or 0 for row in clean) == counted["clean_sum_nein"]
    shared = counted["rows_sharing_minutes_with_another_paper"]
    assert sum("shared" in row.doubts for row in rows) == shared


def test_shuffled_files_and_a_second_run_add_nothing(
    filled: tuple[Installation, Report], tmp_path: Path
) -> None:
    installation, first = filled
    dice = random.Random(7)
    for name in ("meetings.jsonl", "papers.jsonl", "organizations.jsonl"):
        lines = (SOURCE / name).read_text(encoding="utf-8").splitlines()
        shuffled = "\n".join(dice.sample(lines, len(lines)))
        (tmp_path / name).write_text(shuffled, encoding="utf-8")
    votes = json.loads((SOURCE / "official_vote_counts.json").read_text(encoding="utf-8"))
    dice.shuffle(votes)
    (tmp_path / "official_vote_counts.json").write_text(json.dumps(votes), encoding="utf-8")
    head = installation.platform.log.head()
    again = run(installation, tmp_path)
    assert (again.created, again.repeated, again.faulty) == (0, first.created, 0)
    assert installation.platform.log.head() == head
