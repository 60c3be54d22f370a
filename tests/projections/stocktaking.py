"""An inventory in which everything happens, in an order made from a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain import inventory, recommendations
from domain.codes import FieldId, InventoryId, MeasureId
from domain.inventory import Facts, InventoryCommand, Item
from domain.messages import ContentRef, Recorded, Refusal
from domain.recommendations import Recommendation, RecommendationCommand, RecommendationId
from tests.domain.cast import GEMEINSAM, MOBILITY, OLGA
from tests.projections.reading import History

HEALTH = FieldId(uuid5(GEMEINSAM, "health"))
DAY = date(2023, 3, 1)


class Stocktaking:
    """Writes one event after the other; only what the rules allow."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.history = History()
        self.items: dict[InventoryId, Item] = {}
        self.advice: dict[RecommendationId, Recommendation] = {}
        self.numbers = 0

    @property
    def events(self) -> Sequence[Recorded]:
        return self.history.events

    def ref(self) -> ContentRef:
        self.numbers += 1
        return f"{self.numbers:_>43}".replace("_", "i")

    def new_id(self) -> UUID:
        self.numbers += 1
        return uuid5(GEMEINSAM, f"item {self.numbers}")

    def live(self, steps: int) -> "Stocktaking":
        """Let this many things be tried."""
        for _ in range(steps):
            if not self.items or self.dice.random() < 0.2:
                self._record()
            elif self.dice.random() < 0.3:
                self._advise()
            else:
                item_id = self.dice.choice(list(self.items))
                self._decide(item_id, self.dice.choice(self._wishes()))
        return self

    def facts(self) -> Facts:
        """Return what may be known of some item."""
        dice: Any = self.dice
        return Facts(
            kind=dice.choice(["project", "measure", "concept", "service"]),
            title=self.ref(),
            text=dice.choice([None, self.ref()]),
            owner=self.ref(),
            owner_kind=dice.choice(["administration", "company"]),
            status=dice.choice(["idea", "planned", "running", "done", "stopped"]),
            field_id=dice.choice([None, MOBILITY, HEALTH]),
            territory=dice.choice([None, "07231"]),
            starts=dice.choice([None, DAY]),
            ends=dice.choice([None, DAY + timedelta(days=90)]),
            cost=dice.choice([None, 80_000_00]),
            parent=dice.choice([None, *self.items]),
        )

    def _record(self) -> None:
        item_id = InventoryId(self.new_id())
        source: Any = self.dice.choice(["office", "citizen", "company", "import"])
        command = inventory.RecordItem(
            item_id=item_id, process_id=GEMEINSAM, facts=self.facts(), source=source, by=OLGA
        )
        self._decide(item_id, command)

    def _wishes(self) -> list[InventoryCommand]:
        field, maturity = self.dice.choice([MOBILITY, HEALTH]), self.dice.randint(0, 4)
        return [
            inventory.ChangeItem(facts=self.facts(), reason=self.ref(), by=OLGA),
            inventory.AcceptItem(by=OLGA),
            inventory.RefuseItem(reason=self.ref(), by=OLGA),
            inventory.ClassifyItem(field_id=field, maturity=maturity, by=OLGA),
        ]

    def _decide(self, item_id: InventoryId, command: InventoryCommand) -> None:
        state = self.items.get(item_id, Item())
        try:
            events = inventory.decide(state, command)
        except Refusal:
            return
        for event in events:
            state = inventory.evolve(state, event)
        self.items[item_id] = state
        self.history.add(item_id, *events)

    def _advise(self) -> None:
        known = list(self.advice)
        chosen = self.dice.choice([RecommendationId(self.new_id()), *known])
        command: RecommendationCommand = recommendations.MakeRecommendation(
            recommendation_id=chosen,
            process_id=GEMEINSAM,
            gap=self.ref(),
            text=self.ref(),
            field_id=MOBILITY,
            territory=None,
            items=tuple(self.dice.sample(list(self.items), 1)),
            by=OLGA,
        )
        if chosen in self.advice:
            taken = MeasureId(self.new_id())
            wishes: list[RecommendationCommand] = [
                recommendations.TakeUpRecommendation(measure_id=taken, by=OLGA),
                recommendations.DropRecommendation(reason=self.ref(), by=OLGA),
            ]
            command = self.dice.choice(wishes)
        state = self.advice.get(chosen, Recommendation())
        try:
            events = recommendations.decide(state, command)
        except Refusal:
            return
        for event in events:
            state = recommendations.evolve(state, event)
        self.advice[chosen] = state
        self.history.add(chosen, *events)
