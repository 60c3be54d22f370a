"""Formats on site to which everything happens, in an order made from a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain import workshops
from domain.codes import MeasureId, WorkshopId
from domain.messages import ContentRef, Recorded, Refusal
from domain.workshops import Dots, Format, FormatCommand
from tests.domain.cast import GEMEINSAM, OLGA, STEERING
from tests.projections.reading import History

DAY = date(2024, 1, 30)
MEASURES = tuple(MeasureId(uuid5(GEMEINSAM, f"walked {number}")) for number in range(4))


class Gatherings:
    """Writes one event after the other; only what the rules allow."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.history = History()
        self.states: dict[WorkshopId, Format] = {}
        self.numbers = 0

    @property
    def events(self) -> Sequence[Recorded]:
        return self.history.events

    def ref(self) -> ContentRef:
        self.numbers += 1
        return f"{self.numbers:_>43}".replace("_", "w")

    def new_id(self) -> UUID:
        self.numbers += 1
        return uuid5(GEMEINSAM, f"format {self.numbers}")

    def live(self, steps: int) -> "Gatherings":
        """Let this many things be tried."""
        for _ in range(steps):
            if not self.states or self.dice.random() < 0.1:
                workshop_id = WorkshopId(self.new_id())
                self._do(workshop_id, self._announcement(workshop_id))
            else:
                workshop_id = self.dice.choice(list(self.states))
                self._do(workshop_id, self.dice.choice(self._wishes()))
        return self

    def _announcement(self, workshop_id: WorkshopId) -> FormatCommand:
        kind: Any = self.dice.choice(["workshop", "gallery_walk", "hearing"])
        return workshops.ScheduleFormat(
            workshop_id=workshop_id,
            process_id=GEMEINSAM,
            kind=kind,
            title=self.ref(),
            place=self.ref(),
            on=DAY + timedelta(days=self.dice.randint(0, 5)),
            by=OLGA,
        )

    def _wishes(self) -> list[FormatCommand]:
        dice = self.dice
        chosen = dice.sample(MEASURES, dice.randint(0, len(MEASURES)))
        return [
            workshops.RecordFormatResult(
                attendance=dice.randint(0, 90),
                summary=self.ref(),
                protocol=dice.choice([None, self.ref()]),
                dots=tuple(Dots(each, dice.randint(0, 40)) for each in chosen),
                today=DAY + timedelta(days=7),
                by=OLGA,
            ),
            workshops.ConfirmFormatResult(by=STEERING),
            workshops.DiscardFormatResult(reason=self.ref(), by=STEERING),
            *([workshops.CancelFormat(reason=self.ref(), by=OLGA)] if dice.random() < 0.1 else []),
        ]

    def _do(self, workshop_id: WorkshopId, command: FormatCommand) -> None:
        state = self.states.get(workshop_id, Format())
        try:
            events = workshops.decide(state, command)
        except Refusal:
            return
        for event in events:
            state = workshops.evolve(state, event)
        self.states[workshop_id] = state
        self.history.add(workshop_id, *events)
