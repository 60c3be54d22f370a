"""The feed as lists show it: orders, filters, totals, and who stands where."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from domain.codes import ProposalId
from projections import feed
from projections.feed import FeedQuery, FeedRow, UnreadableCursor
from projections.model import Snapshot
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.projections.conftest import KINDS, MODELS
from tests.projections.town import FIELDS, OTHER_PROCESS, PHASE, PROCESS, Town
from tests.projections.town.base import DEEPEST

SEEDS = (31, 32)


@pytest.fixture(scope="module", params=SEEDS)
def town(request: pytest.FixtureRequest) -> Town:
    """Return a town that has lived for a while."""
    return Town(request.param).live(600)


@pytest.fixture(scope="module", params=KINDS)
def lived(
    request: pytest.FixtureRequest, new_url: Callable[[str], str], town: Town
) -> Iterator[ReadModels]:
    """Return read models that have followed the town's life."""
    read_models = open_read_models(new_url(request.param), MODELS)
    Runner(town.log, read_models).catch_up()
    yield read_models
    read_models.close()


def walk(snapshot: Snapshot, query: FeedQuery, limit: int = 4) -> list[FeedRow]:
    """Return the rows of all pages."""
    rows, cursor = [], None
    while True:
        page = feed.page(snapshot, query, cursor=cursor, limit=limit)
        rows += page.rows
        cursor = page.next
        if cursor is None:
            return rows


KEYS: dict[str, Callable[[FeedRow], tuple[int, ...]]] = {
    "new": lambda row: (-row.newest,),
    "supported": lambda row: (-row.approval, -row.newest),
    "discussed": lambda row: (-row.comments, -row.newest),
}


@pytest.mark.parametrize("process", [PROCESS, None])
@pytest.mark.parametrize("order", list(KEYS))
def test_pages_lead_through_the_whole_list_once(
    town: Town, lived: ReadModels, order: feed.Sort, process: object
) -> None:
    with lived.snapshot() as snapshot:
        query = FeedQuery(process_id=PROCESS if process else None, sort=order)
        rows = walk(snapshot, query)
        assert len({row.proposal_id for row in rows}) == len(rows) > 5
        assert rows == sorted(rows, key=KEYS[order])
        assert feed.total(snapshot, query) == len(rows)


def test_random_order_is_one_order_for_one_seed(town: Town, lived: ReadModels) -> None:
    with lived.snapshot() as snapshot:

        def order(seed: int, limit: int) -> list[ProposalId]:
            query = FeedQuery(process_id=PROCESS, sort="random", seed=seed)
            return [row.proposal_id for row in walk(snapshot, query, limit)]

        orders = {tuple(order(seed, 50)) for seed in range(8)}
        assert len(orders) > 3
        assert len({frozenset(each) for each in orders}) == 1
        assert order(5, 3) == order(5, 50)
        assert order(5, 1) == order(5, 50)


def test_filters_keep_what_they_say(town: Town, lived: ReadModels) -> None:
    with lived.snapshot() as snapshot:
        everything = walk(snapshot, FeedQuery(process_id=PROCESS))
        kinds: list[tuple[FeedQuery, Callable[[FeedRow], bool]]] = [
            (FeedQuery(process_id=PROCESS, field=FIELDS[1]), lambda row: row.field == FIELDS[1]),
            (FeedQuery(process_id=PROCESS, channel="paper"), lambda row: row.channel == "paper"),
            (
                FeedQuery(process_id=PROCESS, states=("published",)),
                lambda row: row.state == "published",
            ),
            (
                FeedQuery(process_id=PROCESS, states=("merged", "withdrawn")),
                lambda row: row.state in {"merged", "withdrawn"},
            ),
        ]
        for query, fits in kinds:
            kept = [row.proposal_id for row in everything if fits(row)]
            assert [row.proposal_id for row in walk(snapshot, query)] == kept
            assert feed.total(snapshot, query) == len(kept)


@pytest.mark.parametrize("place", ["07231", "0723101", "072310101", "0723102", DEEPEST, "099"])
def test_a_place_includes_the_places_in_it(town: Town, lived: ReadModels, place: str) -> None:
    with lived.snapshot() as snapshot:
        everything = walk(snapshot, FeedQuery(process_id=PROCESS))
        kept = [
            row.proposal_id
            for row in everything
            if place == "07231" or (row.territory or "").startswith(place)
        ]
        query = FeedQuery(process_id=PROCESS, territory=place)
        assert [row.proposal_id for row in walk(snapshot, query)] == kept
        assert feed.total(snapshot, query) == len(kept)


def test_totals_and_sums_are_those_of_the_rows(town: Town, lived: ReadModels) -> None:
    with lived.snapshot() as snapshot:
        for process in (PROCESS, OTHER_PROCESS):
            for everything in (False, True):
                query = FeedQuery(process_id=process, everything=everything)
                rows = walk(snapshot, query)
                sums = feed.sums(snapshot, process, everything=everything)
                assert sums.proposals == len(rows) == feed.total(snapshot, query)
                assert sums.supports == sum(row.supports for row in rows)
                assert sums.agree == sum(row.agree for row in rows)
                assert sums.comments == sum(row.comments for row in rows)
                for by in ("state", "channel"):
                    counted = feed.numbers_by(snapshot, process, by, everything=everything)
                    assert counted == Counter(getattr(row, by) for row in rows)


def test_rank_and_highest_are_the_scale_of_the_bars(town: Town, lived: ReadModels) -> None:
    with lived.snapshot() as snapshot:
        rows = walk(snapshot, FeedQuery(process_id=PROCESS, sort="supported"))
        first, last = rows[0], rows[-1]
        best = feed.rank(snapshot, first)
        assert (best.rank, best.proposals, best.highest) == (1, len(rows), first.approval)
        worse = sum(1 for row in rows if row.approval > last.approval)
        assert feed.rank(snapshot, last).rank == worse + 1


def test_a_claimed_proposal_is_in_review(town: Town, lived: ReadModels) -> None:
    with lived.snapshot() as snapshot:
        ids = [idea.id for idea in town.ideas]
        states = {row.proposal_id: row.state for row in feed.all_rows(snapshot, ids).values()}
    for idea in town.ideas:
        in_review = idea.status == "submitted" and idea.case is not None and idea.claimed
        assert states[idea.id] == ("in_review" if in_review else idea.status)


def test_a_search_result_is_shown_as_any_other_list(town: Town, lived: ReadModels) -> None:
    with lived.snapshot() as snapshot:
        rows = walk(snapshot, FeedQuery(process_id=PROCESS, sort="supported"))
        hidden = [idea.id for idea in town.ideas if idea.status in {"hidden", "submitted"}]
        among = tuple([row.proposal_id for row in rows[::2]] + hidden)
        query = FeedQuery(process_id=PROCESS, sort="supported", among=among)
        assert walk(snapshot, query) == rows[::2]
        assert feed.total(snapshot, query) == len(rows[::2])
        assert feed.page(snapshot, FeedQuery(among=())).rows == []


@pytest.mark.parametrize(
    "cursor", ["", "x", "ä", "WyJuZXciLFsxXV0=x", "e30", "WyJuZXciLFtdXQ", "WyL_IixbMV1d"]
)
def test_cursors_that_are_not_ours_are_refused(read_models: ReadModels, cursor: str) -> None:
    with read_models.snapshot() as snapshot, pytest.raises(UnreadableCursor):
        feed.page(snapshot, FeedQuery(process_id=PROCESS), cursor=cursor)


def test_a_cursor_of_another_order_is_refused(town: Town, lived: ReadModels) -> None:
    with lived.snapshot() as snapshot:
        page = feed.page(snapshot, FeedQuery(process_id=PROCESS, sort="supported"), limit=1)
        for query in (FeedQuery(sort="discussed"), FeedQuery(sort="random", seed=1)):
            with pytest.raises(UnreadableCursor):
                feed.page(snapshot, query, cursor=page.next)


def test_a_new_field_stands_for_what_went_into_it(read_models: ReadModels) -> None:
    town = Town(33).live(300)
    while not town.merged_fields:
        town.change_process()
    town.live(100)
    Runner(town.log, read_models).catch_up()
    with read_models.snapshot() as snapshot:
        used = feed.numbers_by(snapshot, PROCESS, "field", everything=True)
        assert len(set(used) & set(FIELDS)) == len(FIELDS) - 1
        assert all(row.phase_id == PHASE for row in walk(snapshot, FeedQuery(process_id=PROCESS)))
