"""The office carries measures out: plans of years, labs, funding; by the rules themselves."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain import funding, labs, measures, plans
from domain.codes import BodyId, DecisionId, LabId, MeasureId, MilestoneId
from domain.labs import Lab, LabCommand
from domain.measures import OVER, Measure, MeasureCommand, Scores, Slot, Weights
from domain.messages import Event, Refusal, StreamId
from domain.people import Actor, Pseudonym
from domain.plans import PLANNABLE, PlanEntry, YearPlanReleased
from tests.domain.council import COMPLETE
from tests.doubles import MemoryLog
from tests.projections.town.base import FIELDS, PROCESS
from tests.projections.town.replying import Replying

YEARS = (2023, 2024, 2025)
OFFICE = Actor(Pseudonym(UUID(int=77)), "office")


class Implementing(Replying):
    """Has dice of its own, so that everything else in the town happens as it did without it.

    `planned` maps a year to its plan in force.
    """

    def __init__(self, seed: int, log: MemoryLog | None = None) -> None:
        super().__init__(seed, log)
        self.other_dice = random.Random(seed + 1)
        self.measures: dict[MeasureId, Measure] = {}
        self.planned: dict[int, YearPlanReleased] = {}
        self.labs: dict[LabId, Lab] = {}
        self.notices: list[UUID] = []

    def implement(self) -> None:
        """Let one thing happen, if the rules allow it."""
        what = self.other_dice.choice(
            (self._adopt, self._release, self._release, self._work, self._work, self._lab)
            + (self._fund,) * (len(self.notices) < 2)
        )
        try:
            what()
        except Refusal:
            return

    @property
    def today(self) -> date:
        return self.now.date()

    def _note(self, stream: UUID, *events: Event) -> None:
        self.log.add(StreamId(stream), *events, at=self.now, channel="web")

    def _on_measure(self, measure_id: MeasureId, *commands: MeasureCommand) -> None:
        for command in commands:
            state = self.measures.get(measure_id, Measure())
            events = measures.decide(state, command)
            for event in events:
                state = measures.evolve(state, event)
            self.measures[measure_id] = state
            self._note(measure_id, *events)

    def _adopt(self) -> None:
        """Bring a new measure, or one whose decision was repealed, through the council."""
        waiting = [key for key, state in self.measures.items() if state.status == "assessed"]
        fresh = MeasureId(self.new_id())
        measure_id = self.other_dice.choice(waiting) if waiting else fresh
        if measure_id is fresh:
            profile = replace(COMPLETE, field_id=FIELDS[0], title=self.ref(), summary=self.ref())
            proposed = measures.ProposeMeasure(
                measure_id=fresh,
                process_id=PROCESS,
                number=f"M-{len(self.measures) + 1:02d}",
                origin="new",
                profile=profile,
                by=OFFICE,
            )
            assessed = measures.AssessMeasure(
                group="office",
                scores=Scores(30, 30, 30, 30, 30, 30),
                weights=Weights(),
                workshop_id=None,
                by=OFFICE,
            )
            self._on_measure(fresh, proposed, assessed)
        keys: dict[str, Any] = {"decision_id": DecisionId(self.new_id()), "territory": None}
        submitted = measures.SubmitForDecision(body_id=BodyId(UUID(int=8)), by=OFFICE, **keys)
        applied = measures.ApplyDecision(
            version=1, outcome="adopted", conditions=None, by=OFFICE, **keys
        )
        self._on_measure(measure_id, submitted, applied)

    def _slot(self, year: int | None = None) -> Slot:
        dice = self.other_dice
        first = dice.randint(1, 4)
        return Slot(
            year or dice.choice(YEARS), first, dice.randint(first, 4), dice.randint(1, 9) * 1_000_00
        )

    def _release(self) -> None:
        """Release the plan of a year, as the use case does it."""
        dice, year = self.other_dice, self.other_dice.choice(YEARS)
        adopted = frozenset(key for key, each in self.measures.items() if each.status in PLANNABLE)
        chosen = [key for key in self.measures if key in adopted and dice.random() < 0.7]
        entries = tuple(PlanEntry(key, self._slot(year), dice.randint(0, 50)) for key in chosen)
        before = self.planned.get(year)
        command = plans.ReleaseYearPlan(
            process_id=PROCESS,
            year=year,
            seen=before.version if before else 0,
            budget=10_000_00,
            capacity=75,
            entries=entries,
            adopted=adopted,
            overrun=self.ref(),
            reason=self.ref(),
            by=OFFICE,
        )
        [released] = plans.decide(before, command)
        self.planned[year] = released
        self._note(plans.history_of(PROCESS, year), released)
        for entry in entries:
            state = self.measures[entry.measure_id]
            slot = state.slot
            other = self.planned.get(slot.year) if slot else None
            if state.status not in OVER and not plans.goes_on(entry.measure_id, slot, year, other):
                placed = measures.PlanMeasure(slot=entry.slot, reason=command.reason, by=OFFICE)
                self._on_measure(entry.measure_id, placed)

    def _work(self) -> None:
        if not self.measures:
            return
        dice = self.other_dice
        measure_id = dice.choice(list(self.measures))
        state = self.measures[measure_id]
        decided = [each.decision_id for each in state.decided.values()]
        wishes: list[MeasureCommand] = [
            measures.PlanMeasure(slot=self._slot(), reason=self.ref(), by=OFFICE),
            measures.StartImplementation(on=self.today, today=self.today, by=OFFICE),
            measures.DefineMilestone(
                milestone_id=MilestoneId(self.new_id()),
                title=self.ref(),
                due=self.today,
                by=OFFICE,
            ),
            measures.ReportProgress(
                percent=30,
                light="red",
                text=self.ref(),
                next_step=None,
                as_of=self.today,
                today=self.today,
                by=OFFICE,
            ),
            *(
                measures.RevokeDecision(decision_id=each, cause="repeal", by=OFFICE)
                for each in decided
            ),
        ]
        if dice.random() < 0.1:
            done = measures.CompleteMeasure(benefit=self.ref(), usable_from=self.today, by=OFFICE)
            wishes = [done]
        self._on_measure(measure_id, dice.choice(wishes))

    def _lab(self) -> None:
        dice = self.other_dice
        lab_id = dice.choice([*self.labs, LabId(self.new_id())])
        state = self.labs.get(lab_id, Lab())
        opened = labs.OpenLab(
            lab_id=lab_id,
            process_id=PROCESS,
            measure_id=dice.choice([None, *self.measures]),
            title=self.ref(),
            hypothesis=self.ref(),
            area=self.ref(),
            starts=self.today,
            ends=self.today + timedelta(days=30),
            by=OFFICE,
        )
        later: list[LabCommand] = [
            labs.ExtendLab(ends=self.today + timedelta(days=60), reason=self.ref(), by=OFFICE),
            labs.ReceiveFeedback(text=self.ref(), today=self.today, by=self._visitor()),
            labs.ReceiveFeedback(text=self.ref(), today=self.today, by=self._visitor()),
            labs.EvaluateLab(
                outcome=dice.choice(("stop", "scale")),
                evidence=self.ref(),
                today=self.today,
                by=OFFICE,
            ),
        ]
        events = labs.decide(state, dice.choice(later) if state.id else opened)
        for event in events:
            state = labs.evolve(state, event)
        self.labs[lab_id] = state
        self._note(labs.history_of(lab_id), *events)

    def _visitor(self) -> Actor:
        return Actor(Pseudonym(UUID(int=self.other_dice.randint(100, 109))), "citizen")

    def _fund(self) -> None:
        """Register a grant, or change one that is there."""
        notice_id = self.other_dice.choice([*self.notices, self.new_id()])
        self.notices.append(notice_id)
        command = funding.RegisterFunding(
            notice_id=notice_id,
            programme=self.ref(),
            number=self.ref(),
            amount=50_000_00,
            starts=self.today,
            ends=self.today + timedelta(days=365),
            publicity=self.ref(),
            by=OFFICE,
        )
        events = funding.decide(funding.Register(), PROCESS, command)
        self._note(funding.history_of(PROCESS), *events)
