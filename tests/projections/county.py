"""A county whose measures go through everything they can, in an order made from a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from msgspec.structs import replace

from domain import goals, measures, organisation
from domain.codes import (
    BodyId,
    DecisionId,
    GoalId,
    IndicatorId,
    MeasureId,
    MilestoneId,
    TerritoryKey,
    UnitId,
)
from domain.measures import Effect, Measure, MeasureCommand, Scores, Slot, Source, Weights
from domain.messages import ContentRef, Event, Recorded, Refusal
from domain.use_cases.strategy.profiles import references
from tests.domain.cast import GEMEINSAM, MOBILITY, OLGA
from tests.domain.council import COMPLETE, IDEA
from tests.projections.reading import History, text

TODAY = date(2024, 5, 2)
_TEXTS = {name: text(name) for name, _ in references(COMPLETE)}
FULL = replace(COMPLETE, **_TEXTS)
SHORT = replace(IDEA, title=text("title"), summary=text("summary"))


class County:
    """Writes one event after the other; only what the rules allow."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.history = History()
        self.states: dict[MeasureId, Measure] = {}
        self.numbers = 0

    @property
    def events(self) -> Sequence[Recorded]:
        return self.history.events

    def ref(self) -> ContentRef:
        self.numbers += 1
        return f"{self.numbers:_>43}".replace("_", "c")

    def new_id(self) -> UUID:
        self.numbers += 1
        return uuid5(GEMEINSAM, f"county {self.numbers}")

    def live(self, steps: int) -> "County":
        """Let this many things be tried."""
        for _ in range(steps):
            if len(self.states) < 2 or self.dice.random() < 0.005:
                self._do(MeasureId(self.new_id()), self._proposal())
            elif self.dice.random() < 0.1:
                self._organise()
            else:
                self._do(self.dice.choice(list(self.states)), None)
        return self

    def _do(self, measure_id: MeasureId, command: MeasureCommand | None) -> None:
        state = self.states.get(measure_id, Measure())
        if command is None:
            command = self.dice.choice(self._wishes(state))
        elif isinstance(command, measures.ProposeMeasure):
            command = replace(command, measure_id=measure_id)
        try:
            events = measures.decide(state, command)
        except Refusal:
            return
        for event in events:
            state = measures.evolve(state, event)
        self.states[measure_id] = state
        self.history.add(measure_id, *events, after=timedelta(hours=1))

    def _proposal(self) -> measures.ProposeMeasure:
        return measures.ProposeMeasure(
            measure_id=MeasureId(UUID(int=0)),
            process_id=GEMEINSAM,
            number=f"M-{len(self.states) + 1:02d}",
            origin="citizen_idea",
            profile=self.dice.choice([SHORT, FULL]),
            sources=(Source("proposal", self.new_id(), "part"),),
            by=OLGA,
        )

    def _wishes(self, state: Measure) -> list[MeasureCommand]:
        dice, ref = self.dice, self.ref
        profile = replace(FULL, title=ref(), territories=("07231",))
        scores = Scores(*(dice.randint(10, 50) for _ in range(6)))
        slot = Slot(dice.randint(2024, 2026), 1, dice.randint(1, 4), 80_000_00)
        asked: Any = dice.choice([*state.statements, self.new_id()])
        pending: Any = dice.choice([*state.pending, self.new_id()])
        decided = [each.decision_id for each in state.decided.values()]
        stone: Any = dice.choice([*state.milestones, self.new_id()])
        effect: Any = dice.choice(["adopted", "adopted", "deferred", "referred_back"])
        territory: Any = dice.choice([None, None, "072310090502"])
        group: Any = dice.choice(["workshop", "office"])
        source: Any = dice.choice([*(each.id for each in state.sources), self.new_id()])
        by = OLGA
        return [
            measures.LinkSource(source=Source("proposal", source, "whole"), by=by),
            measures.UnlinkSource(source_id=source, reason=ref(), by=by),
            measures.UpdateProfile(seen=state.version, profile=profile, reason=ref(), by=by),
            measures.AssessMeasure(
                group=group, scores=scores, weights=Weights(), workshop_id=None, by=by
            ),
            measures.PrioritiseMeasure(
                priority="high", rank=dice.randint(1, 9), reason=None, by=by
            ),
            measures.RequestStatement(
                statement_id=self.new_id(),
                unit=UnitId(self.new_id()),
                territory=None,
                due=TODAY,
                today=TODAY,
                by=by,
            ),
            measures.FileStatement(statement_id=asked, stance="agrees", text=ref(), by=by),
            *self._council(state, pending, decided, effect, territory),
            measures.PlanMeasure(slot=slot, reason=ref(), by=by),
            measures.ParkMeasure(
                reason=ref(), until=TODAY + timedelta(days=90), today=TODAY, by=by
            ),
            measures.StartImplementation(on=TODAY, today=TODAY, by=by),
            measures.DefineMilestone(
                milestone_id=MilestoneId(self.new_id()), title=ref(), due=TODAY, by=by
            ),
            measures.MoveMilestone(
                milestone_id=stone, due=TODAY + timedelta(days=9), reason=ref(), by=by
            ),
            measures.ReachMilestone(
                milestone_id=stone, on=TODAY, today=TODAY, evidence=ref(), by=by
            ),
            measures.ReportProgress(
                percent=40,
                light="amber",
                text=ref(),
                next_step=ref(),
                as_of=TODAY,
                today=TODAY,
                by=by,
            ),
            measures.PauseMeasure(reason=ref(), until=None, today=TODAY, by=by),
            measures.ResumeMeasure(by=by),
            *self._ends(),
        ]

    def _council(
        self,
        state: Measure,
        pending: DecisionId,
        decided: list[DecisionId],
        effect: Effect,
        territory: TerritoryKey | None,
    ) -> list[MeasureCommand]:
        cause: Any = self.dice.choice(["repeal", "correction"])
        return [
            *(
                measures.SubmitForDecision(
                    body_id=BodyId(self.new_id()),
                    decision_id=DecisionId(self.new_id()),
                    territory=territory,
                    by=OLGA,
                )
                for _ in range(2)
            ),
            *(
                measures.ApplyDecision(
                    decision_id=pending,
                    version=state.pending.get(pending, 1),
                    outcome=effect,
                    conditions=self.ref(),
                    territory=territory,
                    by=OLGA,
                )
                for _ in range(4)
            ),
            *(measures.RevokeDecision(decision_id=each, cause=cause, by=OLGA) for each in decided),
        ]

    def _ends(self) -> list[MeasureCommand]:
        """Return the wishes after which nothing more can be wished; they come up rarely."""
        offered = measures.OfferTransfer(licence="CC0-1.0", preconditions=self.ref(), by=OLGA)
        ended: list[MeasureCommand] = [
            measures.CompleteMeasure(benefit=self.ref(), usable_from=TODAY, by=OLGA),
            measures.StopMeasure(reason=self.ref(), lessons=self.ref(), decision_id=None, by=OLGA),
        ]
        chance = self.dice.random()
        return (
            [offered, ended[0]]
            if chance < 0.4
            else [offered, *ended[1:]]
            if chance > 0.9
            else [offered]
        )

    def _organise(self) -> None:
        names = ("one", "two")
        chosen = uuid5(GEMEINSAM, self.dice.choice(names))
        keys: dict[str, Any] = {"process_id": GEMEINSAM, "by": OLGA}
        known: list[Event] = [
            organisation.BodyDefined(
                body_id=BodyId(chosen),
                name=self.ref(),
                kind="council",
                seats=self.dice.randint(9, 43),
                territory=None,
                **keys,
            ),
            organisation.UnitDefined(
                unit_id=UnitId(chosen), name=self.ref(), territory=None, **keys
            ),
            goals.GoalDefined(goal_id=GoalId(chosen), field_id=MOBILITY, text=self.ref(), **keys),
            goals.IndicatorDefined(
                indicator_id=IndicatorId(self.new_id()),
                goal_id=GoalId(chosen),
                name=self.ref(),
                unit=self.ref(),
                decimals=1,
                baseline=100,
                target=250,
                by_day=TODAY,
                **keys,
            ),
            goals.IndicatorValueReported(
                indicator_id=IndicatorId(chosen),
                value=self.dice.randint(100, 250),
                as_of=TODAY,
                source=self.ref(),
                **keys,
            ),
        ]
        self.history.add(GEMEINSAM, self.dice.choice(known))
