"""The real conversation: 522 comments and 61,936 votes, against counts made without us."""

import csv
import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.imports import polis
from api.imports.progress import Silent
from domain import proposals
from domain.codes import Choice, ProposalId
from domain.processes import process_id_of
from projections import feed, tally
from tests.api.imports.sources import (
    NOW,
    REAL,
    Installation,
    Totals,
    id_of,
    imported,
    opened,
    read_models,
    totals,
)

SOURCE = REAL / "polis-klimarat-konsum"
CONVERSATION = "5twd2jsnfk"
SLUG = "klimarat"

pytestmark = [
    pytest.mark.skipif(not SOURCE.is_dir(), reason="the Polis export is not beside the checkout"),
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


@pytest.fixture(scope="module")
def conversation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The conversation, imported once; tests store nothing else."""
    with opened(tmp_path_factory.mktemp("polis")) as installation:
        report = polis.run(installation.platform, NOW, SOURCE, SLUG, Silent())
        comments, votes = report.files
        assert (comments.created, votes.created, report.faulty) == (522, 61_936, 0)
        assert votes.remarks == {"votes on the voter's own comment": 474}
        yield installation


@pytest.mark.xdist_group("polis")
def test_every_row_counts_by_both_rules(conversation: Installation, truth: Any) -> None:  # noqa: ANN401 - JSON
    every, last = totals(conversation)
    assert every == expected(truth, "all_rows")
    assert last == expected(truth, "last_wins")
    assert summed(every) == {"agree": 38_592, "disagree": 9_289, "pass": 14_055}
    assert summed(last) == {"agree": 38_206, "disagree": 9_223, "pass": 13_955}


@pytest.mark.xdist_group("polis")
def test_what_the_source_hid_is_hidden_with_its_votes(conversation: Installation) -> None:
    statuses = Counter(conversation.proposal(e.proposal_id).status for e in imported(conversation))
    assert statuses == {"published": 277, "hidden": 245}
    every, _ = totals(conversation)
    hidden = [e for e in conversation.events() if isinstance(e, proposals.ProposalHidden)]
    assert sum(every[event.proposal_id].total() for event in hidden) == 6_994


@pytest.mark.xdist_group("polis")
def test_a_second_run_stores_nothing(conversation: Installation) -> None:
    head = conversation.platform.log.head()
    again = polis.run(conversation.platform, NOW, SOURCE, SLUG, Silent())
    assert (again.created, again.repeated) == (0, 62_458)
    assert conversation.platform.log.head() == head


@pytest.mark.xdist_group("polis")
def test_pages_count_the_same_and_show_nothing_hidden(
    conversation: Installation,
    truth: Any,  # noqa: ANN401 - JSON
    tmp_path: Path,
) -> None:
    process_id = process_id_of(SLUG)
    with read_models(conversation.platform.log, tmp_path) as (_, snapshot):
        everything = tally.of_process(snapshot, process_id)
        assert by_last(everything) == {"agree": 38_206, "disagree": 9_223, "pass": 13_955}
        assert by_row(everything) == {"agree": 38_592, "disagree": 9_289, "pass": 14_055}
        ids = [id_of(SLUG, number, CONVERSATION) for number in truth["per_comment"]]
        counts = tally.several(snapshot, ids)
        assert {key: +by_last(each) for key, each in counts.items()} == expected(truth, "last_wins")
        assert {key: +by_row(each) for key, each in counts.items()} == expected(truth, "all_rows")
        assert len(feed.all_rows(snapshot, ids)) == 522
        public = feed.rows(snapshot, ids)
        assert len(public) == feed.total(snapshot, feed.FeedQuery(process_id=process_id)) == 277
        moderated = truth["per_comment"].items()
        assert set(public) == {
            id_of(SLUG, number, CONVERSATION)
            for number, each in moderated
            if each["moderated"] == 1
        }


def by_last(counts: tally.Counts) -> Counter[Choice]:
    return Counter({"agree": counts.agree, "disagree": counts.disagree, "pass": counts.passes})


def by_row(counts: tally.Counts) -> Counter[Choice]:
    return Counter(
        {"agree": counts.all_agree, "disagree": counts.all_disagree, "pass": counts.all_passes}
    )


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
