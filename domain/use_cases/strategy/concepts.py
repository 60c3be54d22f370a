"""Concepts whose objects are changed one at a time: how each is read, decided and stored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from domain import decisions, inventory, labs, measures, recommendations, workshops
from domain.messages import Command, Event, StreamId
from domain.people import Actor, ProcessId
from domain.permissions import Action
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.office import Refs, Texts, perform

K = TypeVar("K", bound=UUID)
S = TypeVar("S")
C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Concept(Generic[K, S, C, E]):
    """How the objects of one concept are folded, decided and where their histories are."""

    fold: Callable[[Histories, ProcessId, K], S]
    decide: Callable[[S, C], list[E]]
    stream: Callable[[K], StreamId]
    action: Action = "plan"

    def carry(self, histories: Histories, process_id: ProcessId, key: K, command: C) -> list[E]:
        """Decide a command on an object, and let what happens be appended."""
        events = self.decide(self.fold(histories, process_id, key), command)
        histories.add(self.stream(key), events)
        return events

    def perform(
        self,
        platform: Platform,
        asking: Asking,
        process_id: ProcessId,
        key: K,
        texts: Texts,
        make: Callable[[Histories, Refs, Actor], C],
    ) -> Outcome:
        """Carry one command out on an object; the result is a `Done`."""

        def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
            self.carry(histories, process_id, key, make(histories, refs, by))
            return key

        return perform(platform, asking, self.action, process_id, texts, do)


MEASURES = Concept(folding.measure, measures.decide, measures.history_of)
DECISIONS = Concept(folding.decision, decisions.decide, decisions.history_of, "record_decision")
FORMATS = Concept(folding.held, workshops.decide, workshops.history_of)
LABS = Concept(folding.lab, labs.decide, labs.history_of)
ITEMS = Concept(folding.item, inventory.decide, inventory.history_of)
RECOMMENDATIONS = Concept(
    folding.recommendation, recommendations.decide, recommendations.history_of
)
