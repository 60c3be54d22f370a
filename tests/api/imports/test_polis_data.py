"""The real conversation: 522 comments and 61,936 votes, against counts made without us."""

import csv
import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.imports import polis
from api.imports.progress import Silent
from domain import proposals
from domain.codes import Choice, ProposalId
from tests.api.imports.sources import NOW, REAL, Installation, Totals, id_of, imported, totals

SOURCE = REAL / "polis-klimarat-konsum"
CONVERSATION = "5twd2jsnfk"
SLUG = "klimarat"

pytestmark = [
    pytest.mark.skipif(not SOURCE.is_dir(), reason="the Polis export is not beside the checkout"),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def truth() -> Any:  # noqa: ANN401 - JSON
    """What was counted in the files with other means."""
    return json.loads((SOURCE / "ground_truth.json").read_text(encoding="utf-8"))


def expected(truth: Any, rule: str) -> dict[ProposalId, Counter[Choice]]:  # noqa: ANN401 - JSON
    return {
        id_of(SLUG, number, CONVERSATION): +Counter(counts[rule])
        for number, counts in truth["per_comment"].items()
        if any(counts[rule].values())
    }


def summed(counts: Totals) -> Counter[Choice]:
    return sum(counts.values(), Counter())


def test_every_row_arrives_once(installation: Installation, truth: Any) -> None:  # noqa: ANN401 - JSON
    report = polis.run(installation.platform, NOW, SOURCE, SLUG, Silent())
    comments, votes = report.files
    assert (comments.created, votes.created, report.faulty) == (522, 61_936, 0)
    every, last = totals(installation)
    assert every == expected(truth, "all_rows")
    assert last == expected(truth, "last_wins")
    assert summed(every) == {"agree": 38_592, "disagree": 9_289, "pass": 14_055}
    assert summed(last) == {"agree": 38_206, "disagree": 9_223, "pass": 13_955}

    statuses = Counter(installation.proposal(e.proposal_id).status for e in imported(installation))
    assert statuses == {"published": 277, "hidden": 245}
    hidden = [e for e in installation.events() if isinstance(e, proposals.ProposalHidden)]
    assert sum(every[event.proposal_id].total() for event in hidden) == 6_994
    assert votes.remarks == {"votes on the voter's own comment": 474}

    head = installation.platform.log.head()
    again = polis.run(installation.platform, NOW, SOURCE, SLUG, Silent())
    assert (again.created, again.repeated) == (0, 62_458)
    assert installation.platform.log.head() == head


def shuffled(source: Path, target: Path) -> None:
    """Write a table again with its rows in another order."""
    with source.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    random.Random(5).shuffle(rows)
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def test_a_shuffled_export_comes_to_the_same(
    installation: Installation,
    folder: Path,
    truth: Any,  # noqa: ANN401 - JSON
) -> None:
    shutil.copy(SOURCE / "summary.csv", folder)
    for name in ("comments.csv", "votes.csv"):
        shuffled(SOURCE / name, folder / name)
        assert (folder / name).read_bytes() != (SOURCE / name).read_bytes()
    polis.run(installation.platform, NOW, folder, SLUG, Silent())
    every, last = totals(installation)
    assert every == expected(truth, "all_rows")
    assert last == expected(truth, "last_wins")
    # Row by row it is the same import: nothing of the original is new.
    again = polis.run(installation.platform, NOW, SOURCE, SLUG, Silent())
    assert (again.created, again.repeated) == (0, 62_458)
