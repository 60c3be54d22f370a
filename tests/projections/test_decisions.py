"""Decisions as pages show them: state, corrections, repeals, and what is not public yet."""

from typing import Any, get_args

import pytest

from domain.decisions import DecisionEvent
from domain.messages import topic_of
from projections import decisions
from projections.model import Snapshot
from tests.domain.cast import GEMEINSAM
from tests.projections.council import Council
from tests.projections.county import County
from tests.projections.reading import contents, read

MODELS = (decisions.MODEL,)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 7])
def test_batches_of_any_size_give_the_same_rows(seed: int, size: int) -> None:
    council = Council(seed).live(400)
    with read(MODELS, council.events) as whole, read(MODELS, council.events, size=size) as cut:
        assert contents(cut) == contents(whole)


@pytest.mark.postgresql
def test_postgresql_holds_the_same_rows(postgresql_url: str) -> None:
    events = Council(4).live(400).events
    with read(MODELS, events) as here, read(MODELS, events, postgresql_url) as there:
        assert contents(there) == contents(here)


def told(snapshot: Snapshot, council: Council) -> list[object]:
    return [
        decisions.register(snapshot, GEMEINSAM),
        [decisions.find(snapshot, each) for each in council.states],
        [decisions.agenda_item(snapshot, each) for each in council.states],
        [decisions.corrections(snapshot, each) for each in council.states],
        [decisions.all_corrections(snapshot, each) for each in council.states],
        [decisions.steps(snapshot, each) for each in council.states],
        [decisions.repeals(snapshot, each) for each in council.states],
    ]


@pytest.mark.parametrize("seed", [5, 6])
def test_an_earlier_position_reads_as_if_the_log_ended_there(seed: int) -> None:
    council = Council(seed).live(300)
    with read(MODELS, council.events) as snapshot:
        for position in range(1, len(council.events), 17):
            with read(MODELS, council.events[:position]) as then:
                assert told(snapshot.at(position), council) == told(then, council)


@pytest.mark.parametrize("seed", [7, 8])
def test_rows_say_what_the_rules_say(seed: int) -> None:
    council = Council(seed).live(600)
    kinds = {topic_of(type(each.event)) for each in council.events}
    assert kinds == {topic_of(kind) for kind in get_args(DecisionEvent)}
    with read(MODELS, council.events) as snapshot:
        for decision_id, state in council.states.items():
            row = decisions.agenda_item(snapshot, decision_id)
            assert row is not None
            same: dict[str, Any] = {name: getattr(state, name) for name in _SAME}
            assert {name: getattr(row, name) for name in _SAME} == same
            assert row.about == state.subjects
            waiting = [
                each
                for each in decisions.all_corrections(snapshot, decision_id)
                if each.state == "waiting"
            ]
            proposed = state.correction
            assert [each.after for each in waiting] == ([proposed.record] if proposed else [])
            assert {each.before for each in waiting} <= {state.record}
        own = [state for state in council.states.values() if state.status != "imported"]
        assert len(decisions.desk(snapshot, None)) == len(own)
        assert decisions.desk(snapshot, []) == []


_SAME = (
    *("process_id", "body_id", "territory", "session", "public", "authoritative", "status"),
    *("record", "version", "published"),
)


@pytest.mark.parametrize("seed", [9, 10, 11])
def test_nothing_is_public_before_its_time(seed: int) -> None:
    council = Council(seed).live(400)
    with read(MODELS, council.events) as snapshot:
        hidden = 0
        shown = {row.decision_id: row for row in decisions.register(snapshot, GEMEINSAM)}
        for decision_id, state in council.states.items():
            row = decisions.find(snapshot, decision_id)
            assert row == shown.get(decision_id)
            if row is None:
                hidden += 1
                assert not state.public
                assert not state.published
            elif state.status == "imported":
                assert row.record is None
                assert row.contradicts == ("contradiction" in row.doubts)
            elif state.version == 0:
                assert row.status == "scheduled"
                assert row.record is None
                said = {row.text, row.minutes, row.conditions, row.recorded_by}
                assert said == {None}
            steps = {step.kind for step in decisions.steps(snapshot, decision_id)}
            assert not any("recorded" in kind or "proposed" in kind for kind in steps)
            for correction in decisions.corrections(snapshot, decision_id):
                assert correction.state == "confirmed"
        assert hidden


def test_what_was_submitted_waits_for_an_agenda() -> None:
    county = County(12).live(600)
    with read(MODELS, county.events) as snapshot:
        waiting = decisions.unscheduled(snapshot, [GEMEINSAM])
        assert waiting
        named = decisions.names(snapshot, [row.measure_id for row in waiting])
        for row in waiting:
            name = named[row.measure_id, row.version]
            assert name.number is not None
            assert name.kind == "measure"
        every = decisions.decidable(snapshot, GEMEINSAM)
        assert set(named) <= set(every)
        assert decisions.unscheduled(snapshot, []) == []
