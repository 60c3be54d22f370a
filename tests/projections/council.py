"""A council whose agenda goes through everything it can, in an order made from a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain import decisions
from domain.codes import BodyId, DecisionId
from domain.decisions import CouncilVote, Decision, DecisionCommand, DecisionSubject, Paper, Record
from domain.messages import ContentRef, Recorded, Refusal
from domain.people import Actor, Pseudonym
from tests.domain.cast import GEMEINSAM
from tests.projections.reading import History

DAY = date(2023, 12, 11)


class Council:
    """Writes one event after the other; only what the rules allow."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.history = History()
        self.states: dict[DecisionId, Decision] = {}
        self.numbers = 0

    @property
    def events(self) -> Sequence[Recorded]:
        return self.history.events

    def ref(self) -> ContentRef:
        self.numbers += 1
        return f"{self.numbers:_>43}".replace("_", "k")

    def new_id(self) -> UUID:
        self.numbers += 1
        return uuid5(GEMEINSAM, f"council {self.numbers}")

    def live(self, steps: int) -> "Council":
        """Let this many things be tried."""
        for _ in range(steps):
            if len(self.states) < 3 or self.dice.random() < 0.05:
                decision_id = DecisionId(self.new_id())
                foreign = self.dice.random() < 0.3
                self._do(decision_id, (self._import if foreign else self._item)(decision_id))
            else:
                decision_id = self.dice.choice(list(self.states))
                self._do(decision_id, self.dice.choice(self._wishes()))
        return self

    def _do(self, decision_id: DecisionId, command: DecisionCommand) -> None:
        state = self.states.get(decision_id, Decision())
        try:
            events = decisions.decide(state, command)
        except Refusal:
            return
        for event in events:
            state = decisions.evolve(state, event)
        self.states[decision_id] = state
        self.history.add(decision_id, *events, after=timedelta(hours=1))

    def _by(self) -> Actor:
        name = self.dice.choice(("saskia", "sven", "sybille"))
        return Actor(Pseudonym(uuid5(GEMEINSAM, name)), "secretary")

    def _item(self, decision_id: DecisionId) -> DecisionCommand:
        authoritative = self.dice.random() < 0.8
        kinds: Any = ("measure", "mission", "strategy")
        return decisions.ScheduleAgendaItem(
            decision_id=decision_id,
            process_id=GEMEINSAM,
            body_id=BodyId(uuid5(GEMEINSAM, "Kreistag")),
            territory=self.dice.choice((None, "07231")),
            session=DAY + timedelta(days=self.dice.randint(0, 90)),
            number=self.dice.choice(("7.1", "12", "3a")),
            public=self.dice.random() < 0.6,
            title=self.ref(),
            paper=self.dice.choice((None, Paper(self.ref(), self.ref(), "ab" * 32))),
            role="decision" if authoritative else "preliminary",
            authoritative=authoritative,
            subjects=(DecisionSubject(self.dice.choice(kinds), self.new_id(), 2),),
            by=self._by(),
        )

    def _import(self, decision_id: DecisionId) -> DecisionCommand:
        roles: Any = (None, "decision", "hearing")
        role = self.dice.choice(roles)
        paper = decisions.SourcePaper(
            id=uuid5(GEMEINSAM, self.dice.choice(("paper 1", "paper 2"))),
            reference=self.ref(),
            name=self.ref(),
            kind=self.dice.choice((None, self.ref())),
            url=None,
        )
        return decisions.ImportAgendaItem(
            decision_id=decision_id,
            process_id=GEMEINSAM,
            body_id=BodyId(uuid5(GEMEINSAM, "Stadtrat")),
            session=DAY + timedelta(days=self.dice.randint(0, 90)),
            number=self.dice.choice((None, "7.1", "12")),
            order=self.dice.randint(0, 40),
            title=self.ref(),
            paper=self.dice.choice((None, paper)),
            role=role,
            authoritative=role == "decision",
            source=self.new_id(),
            by=self._by(),
        )

    def _result(self) -> DecisionCommand:
        results: Any = (None, "unchanged", "rejected", "acknowledged")
        result = self.dice.choice(results)
        vote = self.dice.choice((None, CouncilVote(yes=30, no=8, abstain=2)))
        differs = decisions.contradicts(result, vote)
        return decisions.ImportResult(
            result=result,
            wording=self.ref(),
            vote=vote,
            minutes=self.ref() if vote else None,
            doubts=("ambiguous", "contradiction") if differs else (),
            by=self._by(),
        )

    def _record(self) -> Record:
        results: Any = ("unchanged", "unchanged", "changed", "rejected", "deferred", "referred")
        result = self.dice.choice(results)
        yes, no = (self.dice.randint(20, 38), 2) if result != "rejected" else (2, 30)
        vote = CouncilVote(yes=yes, no=no, abstain=self.dice.randint(0, 2), method="roll_call")
        counted = result in {"unchanged", "changed", "rejected"}
        return Record(result=result, present=42, vote=vote if counted else None)

    def _wishes(self) -> list[DecisionCommand]:
        by, ref = self._by(), self.ref
        standing = [each for each, state in self.states.items() if state.adopts]
        later = self.dice.choice(standing or list(self.states))
        return [
            decisions.PostponeAgendaItem(
                to=self.dice.choice((None, DAY + timedelta(days=50))), reason=ref(), by=by
            ),
            decisions.RecordDecision(
                record=self._record(),
                seats=43,
                today=DAY + timedelta(days=365),
                text=ref(),
                conditions=self.dice.choice((None, ref())),
                minutes=self.dice.choice((None, ref())),
                by=by,
            ),
            self._result(),
            decisions.ConfirmDecision(by=by),
            decisions.DiscardRecord(reason=ref(), by=by),
            decisions.PublishDecision(by=by),
            decisions.ProposeCorrection(
                record=self._record(), seats=43, reason=ref(), minutes=ref(), by=by
            ),
            decisions.ConfirmCorrection(by=by),
            decisions.DiscardCorrection(reason=ref(), by=by),
            decisions.RepealDecision(
                repealed_by=later,
                adopts=self.states[later].adopts,
                session=self.states[later].session,
                by=by,
            ),
        ]
