"""Formats as pages show them: their state, their result, and the dots of all of them."""

from collections import Counter
from typing import get_args

import pytest

from domain.workshops import FormatEvent, FormatResultRecorded
from projections import workshops
from projections.model import Snapshot
from tests.domain.cast import GEMEINSAM
from tests.projections.gatherings import Gatherings
from tests.projections.reading import contents, read

MODELS = (workshops.MODEL,)


@pytest.mark.parametrize("size", [1, 7])
def test_batches_of_any_size_give_the_same_rows(size: int) -> None:
    events = Gatherings(1).live(150).events
    with read(MODELS, events) as whole, read(MODELS, events, size=size) as cut:
        assert contents(cut) == contents(whole)


@pytest.mark.postgresql
def test_postgresql_holds_the_same_rows(postgresql_url: str) -> None:
    events = Gatherings(2).live(150).events
    with read(MODELS, events) as here, read(MODELS, events, postgresql_url) as there:
        assert contents(there) == contents(here)


def told(snapshot: Snapshot) -> list[object]:
    rows = workshops.of_process(snapshot, GEMEINSAM)
    return [
        rows,
        [workshops.find(snapshot, row.workshop_id) for row in rows],
        [workshops.steps(snapshot, row.workshop_id) for row in rows],
        workshops.dots(snapshot, GEMEINSAM),
    ]


def test_an_earlier_position_reads_as_if_the_log_ended_there() -> None:
    events = Gatherings(3).live(150).events
    with read(MODELS, events) as snapshot:
        for position in range(1, len(events), 17):
            with read(MODELS, events[:position]) as then:
                assert told(snapshot.at(position)) == told(then)


def test_rows_say_what_the_rules_say_and_only_confirmed_dots_count() -> None:
    held = Gatherings(4).live(200)
    last: dict[object, FormatResultRecorded] = {}
    for each in held.events:
        if isinstance(each.event, FormatResultRecorded):
            last[each.event.workshop_id] = each.event
    expected: Counter[object] = Counter()
    with read(MODELS, held.events) as snapshot:
        for workshop_id, state in held.states.items():
            row = workshops.find(snapshot, workshop_id)
            assert row is not None
            assert (row.state, row.on, row.written_by) == (state.state, state.on, state.written_by)
            assert (row.attendance is None) == (row.state in {"scheduled", "cancelled"})
            if row.state == "confirmed":
                expected.update({each.measure_id: each.dots for each in last[workshop_id].dots})
        assert workshops.dots(snapshot, GEMEINSAM) == expected
    assert expected
    assert {state.state for state in held.states.values()} > {"confirmed", "cancelled"}


def test_everything_happens_in_these_histories() -> None:
    """The tests above prove little about events that never come up."""
    happened = {
        type(each.event) for seed in range(1, 5) for each in Gatherings(seed).live(150).events
    }
    assert set(get_args(FormatEvent)) <= happened
