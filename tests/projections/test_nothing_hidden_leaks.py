"""One switch for all views: what was hidden, covered, withdrawn or erased is in none.

The expectation is folded from the log by the domain's own rules (tests/projections/oracle.py).
"""

import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from domain.codes import ProposalId
from projections import comments, feed, proposals, remarks
from projections.model import Snapshot
from projections.read_models import open_read_models
from projections.runner import Runner
from tests.projections.conftest import MODELS
from tests.projections.oracle import Public, refs_in
from tests.projections.town import OTHER_PROCESS, PROCESS, Town
from tests.sizes import chosen

SORTS: tuple[feed.Sort, ...] = ("new", "supported", "discussed", "random")


def lists(snapshot: Snapshot) -> Iterator[feed.FeedRow]:
    """Yield every proposal in every public list, page by page."""
    for process in (PROCESS, OTHER_PROCESS, None):
        for sort in SORTS:
            query, cursor = feed.FeedQuery(process_id=process, sort=sort, seed=7), None
            while True:
                page = feed.page(snapshot, query, cursor=cursor, limit=3)
                yield from page.rows
                cursor = page.next
                if cursor is None:
                    break


def public_answers(snapshot: Snapshot, town: Town) -> Iterator[object]:
    """Yield what every public query answers about every proposal and comment."""
    ids = [idea.id for idea in town.ideas]
    yield list(lists(snapshot))
    yield list(feed.rows(snapshot, ids).values())
    for proposal in ids:
        yield proposals.find(snapshot, proposal)
        yield proposals.versions(snapshot, proposal)
        yield proposals.timeline(snapshot, proposal)
        yield proposals.merged_into(snapshot, proposal)
        yield comments.thread(snapshot, proposal)
    for process in (PROCESS, OTHER_PROCESS):
        yield comments.latest(snapshot, process)
    yield list(comments.several(snapshot, list(town.remarks)).values())
    yield list(remarks.below(snapshot, PROCESS, town.mission.version).values())
    yield list(remarks.several(snapshot, list(town.notes)).values())


@pytest.mark.timeout(900)
@settings(
    max_examples=chosen().examples // 5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(seed=928, steps=290)  # both ends of a merge are hidden after it was undone
@given(seed=st.integers(0, 2**32), steps=st.integers(50, 300))
def test_public_answers_hold_what_is_public_and_nothing_else(
    tmp_path: Path, seed: int, steps: int
) -> None:
    read_models = open_read_models(f"sqlite:///{tmp_path}/{seed}-{steps}.sqlite", MODELS)
    town = Town(seed).live(steps)
    Runner(town.log, read_models).catch_up()
    allowed = Public(town.log)
    with read_models.snapshot() as snapshot:
        assert {row.proposal_id for row in lists(snapshot)} == allowed.listed
        told = {ref for answer in public_answers(snapshot, town) for ref in refs_in(answer)}
        assert told <= allowed.texts
        assert allowed.present <= told
        position = random.Random(seed).randint(1, snapshot.position)
        earlier = snapshot.at(position)
        looked_back = {ref for answer in public_answers(earlier, town) for ref in refs_in(answer)}
        # A text that was replaced since is still to be read; one taken away is not.
        assert looked_back <= allowed.texts | superseded(town, allowed)
    read_models.close()


def superseded(town: Town, allowed: Public) -> set[str]:
    """Return former texts of comments and remarks that everybody may read today."""
    return {
        event.text
        for page in town.log.since(0)
        for event in (recorded.event for recorded in page)
        if getattr(event, "comment_id", getattr(event, "remark_id", None)) in allowed.comments
        and hasattr(event, "text")
    }


@pytest.mark.parametrize("seed", [21, 22])
def test_all_rows_are_for_staff_only(tmp_path: Path, seed: int) -> None:
    read_models = open_read_models(f"sqlite:///{tmp_path}/all.sqlite", MODELS)
    town = Town(seed).live(250)
    Runner(town.log, read_models).catch_up()
    ids = {ProposalId(idea.id) for idea in town.ideas}
    with read_models.snapshot() as snapshot:
        query = feed.FeedQuery(everything=True)
        page = feed.page(snapshot, query, limit=100)
        assert {row.proposal_id for row in page.rows} == ids
        assert page.total == len(ids)
        hidden = ids - Public(town.log).listed
        assert hidden
        assert not feed.rows(snapshot, hidden)
        assert all(proposals.find(snapshot, each, everything=True) for each in hidden)
    read_models.close()


def test_ids_that_nobody_made_are_unknown(tmp_path: Path) -> None:
    read_models = open_read_models(f"sqlite:///{tmp_path}/none.sqlite", MODELS)
    nobody = ProposalId(UUID(int=1))
    with read_models.snapshot() as snapshot:
        assert proposals.find(snapshot, nobody) is None
        assert proposals.timeline(snapshot, nobody) == []
        assert comments.thread(snapshot, nobody).comments == []
        assert feed.page(snapshot, feed.FeedQuery()).total == 0
        assert msgspec.to_builtins(feed.sums(snapshot, PROCESS))["proposals"] == 0
    read_models.close()
