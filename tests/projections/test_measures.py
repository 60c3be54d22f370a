"""Measures as pages show them: state, sources, and the story their steps tell."""

from typing import get_args

import pytest

from domain.measures import MeasureEvent
from domain.messages import topic_of
from projections import measures, organisation
from projections.model import Snapshot
from tests.domain.cast import GEMEINSAM
from tests.projections.county import County
from tests.projections.reading import contents, read

MODELS = (measures.MODEL, organisation.MODEL)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 7])
def test_batches_of_any_size_give_the_same_rows(seed: int, size: int) -> None:
    county = County(seed).live(400)
    with read(MODELS, county.events) as whole, read(MODELS, county.events, size=size) as cut:
        assert contents(cut) == contents(whole)


@pytest.mark.postgresql
def test_postgresql_holds_the_same_rows(postgresql_url: str) -> None:
    county = County(4).live(400)
    with read(MODELS, county.events) as here, read(MODELS, county.events, postgresql_url) as there:
        assert contents(there) == contents(here)


def told(snapshot: Snapshot) -> list[object]:
    rows = measures.of_process(snapshot, GEMEINSAM)
    steps = measures.everything(snapshot, GEMEINSAM)
    return [
        rows,
        [measures.tell(steps[row.measure_id]) for row in rows],
        [measures.sources(snapshot, row.measure_id) for row in rows],
        organisation.bodies(snapshot, GEMEINSAM),
        organisation.units(snapshot, GEMEINSAM),
        organisation.goals(snapshot, GEMEINSAM),
        organisation.indicators(snapshot, GEMEINSAM),
        organisation.values(snapshot, GEMEINSAM),
    ]


@pytest.mark.parametrize("seed", [5, 6])
def test_an_earlier_position_reads_as_if_the_log_ended_there(seed: int) -> None:
    county = County(seed).live(500)
    with read(MODELS, county.events) as snapshot:
        for position in range(1, len(county.events), 37):
            with read(MODELS, county.events[:position]) as then:
                assert told(snapshot.at(position)) == told(then)


@pytest.mark.parametrize("seed", [7, 8])
def test_rows_and_stories_say_what_the_rules_say(seed: int) -> None:
    county = County(seed).live(900)
    with read(MODELS, county.events) as snapshot:
        for measure_id, state in county.states.items():
            row = measures.find(snapshot, measure_id)
            story = measures.tell(measures.steps(snapshot, measure_id))
            assert row is not None
            assert (row.status, row.version) == (state.status, state.version)
            assert story.profile == state.profile
            assert {each.source_id for each in measures.sources(snapshot, measure_id)} == {
                each.id for each in state.sources
            }
            assert {key: each.stance is not None for key, each in story.statements.items()} == (
                state.statements
            )
            assert {key: (each.due, each.reached) for key, each in story.milestones.items()} == {
                key: (each.due, each.reached) for key, each in state.milestones.items()
            }
            if state.slot:
                assert story.places[-1].slot == state.slot
                assert (row.year, row.budget) == (state.slot.year, state.slot.budget)
            waiting = {key for key, each in story.decisions.items() if not each.outcome}
            assert waiting <= set(state.pending)


def test_an_idea_knows_the_measures_it_became_part_of() -> None:
    county = County(9).live(60)
    with read(MODELS, county.events) as snapshot:
        row = measures.of_process(snapshot, GEMEINSAM)[0]
        source = measures.sources(snapshot, row.measure_id)[0]
        [(link, found)] = measures.taken_up(snapshot, source.source_id)
        assert (link.share, found) == (source.share, row)


def test_the_county_does_everything_measures_can_do() -> None:
    """The tests above prove little about events that never come up."""
    happened = {type(each.event) for seed in range(1, 9) for each in County(seed).live(900).events}
    missing = {topic_of(kind) for kind in get_args(MeasureEvent) if kind not in happened}
    assert missing == set()
