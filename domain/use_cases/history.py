"""A history as it was read, and the state that it leads to."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeVar, cast

from domain.messages import Event

FEW = 4
"""Folding so many events takes less than a remembered state takes of the memory."""

E = TypeVar("E", bound=Event)
S = TypeVar("S")


class History(tuple[Event, ...]):  # noqa: SLOT001 - a tuple has no room for slots
    """The events of one stream, oldest first.

    One decision folds the same history several times, and where it is remembered every
    vote of a storm does. An idea that was changed, merged and answered has dozens of
    events; so a state is worked out once. It can be, as states are immutable and `evolve`
    depends on nothing else.
    """

    _known: tuple[object, object, object] | None = None

    @classmethod
    def of(cls, events: Sequence[Event]) -> "History":
        """Return the events as a history; one that is a history already stays itself."""
        return events if isinstance(events, cls) else cls(events)

    def lead(self, evolve: Callable[[S, E], S], initial: S) -> S:
        """Return the state to which all events lead from `initial`, one after the other."""
        if len(self) <= FEW:
            return reduce(evolve, cast("tuple[E, ...]", self), initial)
        known = self._known
        if known is None or known[0] is not evolve or known[1] != initial:
            state = reduce(evolve, cast("tuple[E, ...]", self), initial)
            # In one piece: other threads see it whole or not at all.
            self._known = known = (evolve, initial, state)
        return cast("S", known[2])
