"""A history's state is worked out once, and never another than by working it out anew."""

import pytest

from domain.messages import Event
from domain.use_cases.history import FEW, History


class Counted(Event, frozen=True, tag="Counted@1"):
    """An event for these tests."""

    amount: int


class Sum:
    """Adds amounts, and counts how often it is asked to."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, total: int, event: Counted) -> int:
        self.calls += 1
        return total + event.amount


def some(count: int) -> History:
    return History.of([Counted(amount=number) for number in range(count)])


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, 40])
def test_leads_where_its_events_lead(count: int) -> None:
    history, add = some(count), Sum()
    for initial in (0, 7, 0):
        assert history.lead(add, initial) == initial + sum(range(count))


def test_a_long_history_is_folded_once() -> None:
    history, add = some(FEW + 1), Sum()
    for _ in range(3):
        history.lead(add, 0)
    assert add.calls == FEW + 1


def test_another_way_to_fold_has_another_state() -> None:
    history = some(FEW + 1)

    def count(number: int, _: Counted) -> int:
        return number + 1

    assert history.lead(count, 0) == FEW + 1
    assert history.lead(Sum(), 0) == sum(range(FEW + 1))
    assert history.lead(count, 0) == FEW + 1


def test_a_history_stays_itself() -> None:
    history = some(2)
    assert History.of(history) is history
