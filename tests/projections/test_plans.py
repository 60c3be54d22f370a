"""Plans, labs and funding as pages show them, in a town that carries measures out."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from domain.codes import MeasureId
from domain.measures import OVER, Slot
from domain.messages import Recorded
from projections import funding, labs, plans
from projections.model import Snapshot
from tests.projections.reading import contents, read
from tests.projections.town import PROCESS, Town

MODELS = (plans.MODEL, labs.MODEL, funding.MODEL)


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(11).live(1500)


@pytest.fixture(scope="module")
def events(town: Town) -> list[Recorded]:
    return [each for page in town.log.since(0) for each in page]


@pytest.fixture(scope="module")
def snapshot(events: list[Recorded]) -> Iterator[Snapshot]:
    with read(MODELS, events) as opened:
        yield opened


@pytest.mark.parametrize("size", [1, 7])
def test_batches_of_any_size_give_the_same_rows(
    snapshot: Snapshot, events: list[Recorded], size: int
) -> None:
    with read(MODELS, events, size=size) as cut:
        assert contents(cut) == contents(snapshot)


@pytest.mark.postgresql
def test_postgresql_holds_the_same_rows(
    snapshot: Snapshot, events: list[Recorded], postgresql_url: str
) -> None:
    with read(MODELS, events, postgresql_url) as there:
        assert contents(there) == contents(snapshot)


def told(snapshot: Snapshot, town: Town) -> list[object]:
    return [
        plans.releases(snapshot, PROCESS),
        plans.places(snapshot, PROCESS),
        [plans.places_of(snapshot, key) for key in town.measures],
        plans.moves(snapshot, PROCESS),
        [plans.moves_of(snapshot, key) for key in town.measures],
        labs.of_process(snapshot, PROCESS),
        [labs.of_measure(snapshot, key) for key in town.measures],
        [(labs.find(snapshot, key), labs.steps(snapshot, key)) for key in town.labs],
        [labs.feedback(snapshot, key) for key in town.labs],
        funding.of_process(snapshot, PROCESS),
        funding.named(snapshot, town.notices),
    ]


def test_an_earlier_position_reads_as_if_the_log_ended_there(
    town: Town, snapshot: Snapshot, events: list[Recorded]
) -> None:
    for position in range(100, len(events), len(events) // 8):
        with read(MODELS, events[:position]) as then:
            assert told(snapshot.at(position), town) == told(then, town)


def test_places_are_those_of_the_rules_and_of_the_plans_in_force(
    town: Town, snapshot: Snapshot
) -> None:
    """R02: a measure stands in the year of its place, and in each year whose plan names it."""
    standing = {(place.measure_id, place.year): place for place in plans.places(snapshot, PROCESS)}
    seen = 0
    for measure_id, state in town.measures.items():
        place = standing.get((measure_id, state.slot.year)) if state.slot else None
        if place is not None and state.status not in OVER:
            seen += 1
            assert Slot(place.year, place.first, place.last, place.budget) == state.slot
    assert seen
    years: dict[MeasureId, list[int]] = defaultdict(list)
    for measure_id, year in standing:
        years[measure_id].append(year)
    assert any(len(each) > 1 for each in years.values())
    for year, plan in town.planned.items():
        found = plans.in_force(snapshot, PROCESS, year)
        assert found is not None
        assert (found.version, found.entries) == (plan.version, plan.entries)


def test_moves_lead_from_nothing_to_what_stands(snapshot: Snapshot) -> None:
    now: dict[tuple[MeasureId, int], tuple[int | None, ...]] = {}
    moves = plans.moves(snapshot, PROCESS)
    for move in moves:
        key = (move.measure_id, move.year)
        old = (move.old_first, move.old_last, move.old_budget)
        assert now.get(key, (None, None, None)) == old
        now[key] = (move.first, move.last, move.budget)
    standing = {
        (place.measure_id, place.year): (place.first, place.last, place.budget)
        for place in plans.places(snapshot, PROCESS)
    }
    assert {key: place for key, place in now.items() if place[0]} == standing
    assert {move.kind for move in moves} == {"placed", "moved", "removed"}


def test_a_year_adds_up(town: Town, snapshot: Snapshot) -> None:
    found = plans.years(plans.releases(snapshot, PROCESS), plans.places(snapshot, PROCESS))
    assert {each.year for each in found} >= set(town.planned)
    for each in found:
        assert each.money == sum(place.budget for place in each.places)
        assert each.staff == sum(place.staff for place in each.places)


def test_labs_and_notices_stand_as_the_rules_say(town: Town, snapshot: Snapshot) -> None:
    rows = {row.lab_id: row for row in labs.of_process(snapshot, PROCESS)}
    for lab_id, state in town.labs.items():
        row = rows[lab_id]
        assert (row.starts, row.ends) == (state.starts, state.ends)
        assert (row.outcome is not None) == (state.state == "evaluated")
        assert len(labs.feedback(snapshot, lab_id)) == state.feedback
    assert any(row.ends != row.announced for row in rows.values())
    notices = funding.of_process(snapshot, PROCESS)
    assert {row.notice_id for row in notices} == set(town.notices)
    assert notices[0].runs_out(notices[0].ends)
    assert not notices[0].runs_out(notices[0].starts)
