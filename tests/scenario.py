"""given(...).when(...).then(...): one sentence per rule.

A scenario folds a history with the concept's own `evolve` and hands the state to
its `decide`; events are compared whole.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Generic, TypeVar

import pytest

from domain.messages import Command, Event, Refusal

S = TypeVar("S")
E = TypeVar("E", bound=Event)
C = TypeVar("C", bound=Command)


class Answer(Generic[E]):
    """What a decision came to."""

    def __init__(self, decide: Callable[[], Sequence[E]]) -> None:
        self._decide = decide

    def then(self, *events: E) -> None:
        assert list(self._decide()) == list(events)

    def then_nothing(self) -> None:
        assert list(self._decide()) == []

    def refused(self, refusal: type[Refusal], **facts: object) -> None:
        with pytest.raises(refusal) as raised:
            self._decide()
        assert type(raised.value) is refusal
        for name, value in facts.items():
            assert raised.value.facts[name] == value


class Scenario(Generic[S, E, C]):
    """A history of one concept."""

    def __init__(
        self,
        initial: S,
        evolve: Callable[[S, E], S],
        decide: Callable[[S, C], list[E]],
        *history: E,
    ) -> None:
        self.state = reduce(evolve, history, initial)
        self._decide = decide

    def when(self, command: C) -> Answer[E]:
        return Answer(lambda: self._decide(self.state, command))
