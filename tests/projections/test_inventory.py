"""The inventory as pages show it: public items, their tree and steps, recommendations."""

from typing import get_args

import pytest

from domain.inventory import InventoryEvent
from domain.recommendations import RecommendationEvent
from projections import inventory
from projections.model import Snapshot
from tests.domain.cast import GEMEINSAM
from tests.projections.reading import contents, read
from tests.projections.stocktaking import Stocktaking

MODELS = (inventory.MODEL,)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 7])
def test_batches_of_any_size_give_the_same_rows(seed: int, size: int) -> None:
    events = Stocktaking(seed).live(200).events
    with read(MODELS, events) as whole, read(MODELS, events, size=size) as cut:
        assert contents(cut) == contents(whole)


@pytest.mark.postgresql
def test_postgresql_holds_the_same_rows(postgresql_url: str) -> None:
    events = Stocktaking(4).live(200).events
    with read(MODELS, events) as here, read(MODELS, events, postgresql_url) as there:
        assert contents(there) == contents(here)


def told(snapshot: Snapshot) -> list[object]:
    items = inventory.of_process(snapshot, GEMEINSAM)
    return [
        items,
        inventory.waiting(snapshot, GEMEINSAM),
        [inventory.steps(snapshot, row.item_id) for row in items],
        [inventory.find(snapshot, row.item_id) for row in items],
        inventory.recommendations(snapshot, GEMEINSAM),
    ]


@pytest.mark.parametrize("seed", [5, 6])
def test_an_earlier_position_reads_as_if_the_log_ended_there(seed: int) -> None:
    events = Stocktaking(seed).live(250).events
    with read(MODELS, events) as snapshot:
        for position in range(1, len(events), 23):
            with read(MODELS, events[:position]) as then:
                assert told(snapshot.at(position)) == told(then)


@pytest.mark.parametrize("seed", [7, 8])
def test_rows_say_what_the_rules_say(seed: int) -> None:
    stock = Stocktaking(seed).live(300)
    with read(MODELS, stock.events) as snapshot:
        for item_id, state in stock.items.items():
            row = inventory.find(snapshot, item_id)
            assert row is not None
            assert state.facts is not None
            assert (row.state, row.version, row.maturity) == (
                state.state,
                state.version,
                state.maturity,
            )
            for name in state.facts.__struct_fields__:
                assert getattr(row, name) == getattr(state.facts, name)
        for key, advice in stock.advice.items():
            found = inventory.recommendation(snapshot, key)
            assert found is not None
            assert (found.state, found.measure_ids) == (advice.state, advice.measures)


def test_what_waits_or_was_refused_is_not_among_the_public_items() -> None:
    stock = Stocktaking(9).live(300)
    with read(MODELS, stock.events) as snapshot:
        public = {row.item_id for row in inventory.of_process(snapshot, GEMEINSAM)}
        waiting = {row.item_id for row in inventory.waiting(snapshot, GEMEINSAM)}
    assert public == {key for key, item in stock.items.items() if item.state == "listed"}
    assert waiting == {key for key, item in stock.items.items() if item.state == "waiting"}
    assert {item.state for item in stock.items.values()} == {"listed", "waiting", "refused"}


def test_the_tree_holds_every_item_once_below_its_parent() -> None:
    with read(MODELS, Stocktaking(10).live(300).events) as snapshot:
        rows = inventory.of_process(snapshot, GEMEINSAM)
        placed = inventory.tree(rows)
    assert sorted(row.position for _, row in placed) == sorted(row.position for row in rows)
    depths = {row.item_id: depth for depth, row in placed}
    assert max(depths.values()) > 1
    for depth, row in placed:
        if depth:
            assert row.parent is not None
            assert depths[row.parent] == depth - 1


def test_an_item_knows_the_recommendations_that_name_it() -> None:
    with read(MODELS, Stocktaking(11).live(200).events) as snapshot:
        row = inventory.recommendations(snapshot, GEMEINSAM)[0]
        found = inventory.naming(snapshot, GEMEINSAM, row.item_ids[0])
    assert row in found


def test_everything_happens_in_these_histories() -> None:
    """The tests above prove little about events that never come up."""
    happened = {
        type(each.event) for seed in range(1, 9) for each in Stocktaking(seed).live(200).events
    }
    assert {*get_args(InventoryEvent), *get_args(RecommendationEvent)} <= happened
