"""Lanes of a rebuild: balanced, in order, and stopped by what goes wrong."""

from datetime import UTC, datetime
from threading import Event as Signal
from typing import cast
from uuid import UUID

import pytest

from domain.codes import PhaseId
from domain.messages import Recorded, StreamId
from domain.people import SYSTEM, ProcessId
from domain.phases import PhaseClosed
from projections.folding import Line
from projections.lanes import Lane, divided
from projections.model import Batch, Model
from tests.patience import PATIENCE

SOME = UUID(int=1)


def model(name: str, weight: int) -> Model:
    return Model(name, lambda _metadata, _generation: [], lambda _batch, _work: None, weight)


def batch(position: int) -> Batch:
    event = PhaseClosed(phase_id=PhaseId(SOME), process_id=ProcessId(SOME), by=SYSTEM)
    at = datetime(2023, 6, 1, tzinfo=UTC)
    return Batch([Recorded(position, StreamId(SOME), 1, at, at, "system", b"", event)])


class Recording:
    """A line that notes what it was given, slowly if told so, and fails at one position."""

    name = "rebuild:1:0"

    def __init__(self, fails_at: int = 0) -> None:
        self.folded: list[int] = []
        self.may_go_on = Signal()
        self.may_go_on.set()
        self._fails_at = fails_at

    def fold(self, batch: Batch) -> None:
        assert self.may_go_on.wait(PATIENCE)
        if batch.first == self._fails_at:
            raise ArithmeticError(batch.first)
        self.folded.append(batch.first)


def lane(line: Recording) -> Lane:
    return Lane(cast("Line", line))


def test_models_are_divided_by_weight() -> None:
    models = [model("a", 15), model("b", 9), model("c", 9), model("d", 6), model("e", 1)]
    generations = {each.name: 7 for each in models}
    lanes = divided(models, generations, 2)
    weights = {each.name: each.weight for each in models}
    assert sorted(sum(weights[name] for name in each) for each in lanes) == [19, 21]
    assert {name for each in lanes for name in each} == set(generations)


def test_no_lane_is_empty() -> None:
    assert divided([model("only", 1)], {"only": 3}, 2) == [{"only": 3}]


def test_batches_go_in_one_after_the_other() -> None:
    line = Recording()
    with lane(line) as running:
        for position in range(1, 20):
            running.take(batch(position))
    assert line.folded == list(range(1, 20))


def test_what_fails_stops_what_comes_after_it() -> None:
    line = Recording(fails_at=2)
    line.may_go_on.clear()

    def run() -> None:
        with lane(line) as running:
            running.take(batch(1))
            running.take(batch(2))
            line.may_go_on.set()
            for position in range(3, 9):
                running.take(batch(position))

    with pytest.raises(ArithmeticError):
        run()
    assert line.folded == [1]


def test_a_failure_of_the_last_batch_is_told() -> None:
    line = Recording(fails_at=1)

    def run() -> None:
        with lane(line) as running:
            running.take(batch(1))

    with pytest.raises(ArithmeticError):
        run()
