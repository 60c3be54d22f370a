"""What the office says to ideas: reviews, answers, other answers, outcomes."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from domain import answers
from domain.codes import ProposalId, UnitId
from tests.doubles import MemoryLog
from tests.projections.town.answering import Answering
from tests.projections.town.base import PROCESS, Idea

UNITS = [UnitId(uuid5(PROCESS, f"unit {name}")) for name in ("Mobilität", "Bauen")]
VERDICTS = ("accepted", "partly", "not_accepted", "already_exists", "forwarded")


class Replying(Answering):
    """Answers to ideas that are public or merged.

    `reviews` are those that were asked for and not filed, `replies` the number and verdict
    of the last answer to each idea.
    """

    def __init__(self, seed: int, log: MemoryLog | None = None) -> None:
        super().__init__(seed, log)
        self.reviews: dict[UUID, Idea] = {}
        self.replies: dict[ProposalId, tuple[int, str]] = {}

    def ask_for_review(self) -> None:
        """Ask a unit what it thinks of an idea."""
        idea = self.one("published", "merged")
        if idea is None:
            return
        review_id = self.new_id()
        self.reviews[review_id] = idea
        requested = answers.ExpertReviewRequested(
            **self._reply(idea),
            review_id=review_id,
            unit=self.dice.choice(UNITS),
            due=(self.now + timedelta(days=14)).date(),
        )
        self.add(answers.history_of(idea.id), requested)

    def file_review(self) -> None:
        """Let a unit say what it thinks, with costs or without."""
        if not self.reviews:
            return
        review_id = self.dice.choice(list(self.reviews))
        idea = self.reviews.pop(review_id)
        filed = answers.ExpertReviewFiled(
            **self._reply(idea),
            review_id=review_id,
            feasible=self.dice.choice(("yes", "partly", "no")),
            cost=self.dice.choice((None, answers.CostRange(1_000_00, 5_000_00))),
            text=self.ref(),
        )
        self.add(answers.history_of(idea.id), filed)

    def reply(self) -> None:
        """Answer an idea, or answer it anew with a reason."""
        idea = self.one("published", "merged")
        if idea is None:
            return
        verdict: Any = self.dice.choice(VERDICTS)
        said: dict[str, Any] = {
            **self._reply(idea),
            "verdict": verdict,
            "text": self.ref(),
            "unit": self.dice.choice(UNITS),
            "forwarded_to": self.ref() if verdict == "forwarded" else None,
        }
        version, _ = self.replies.get(idea.id, (0, ""))
        self.replies[idea.id] = (version + 1, verdict)
        if version:
            revised = answers.AnswerRevised(**said, version=version + 1, reason=self.ref())
            self.add(answers.history_of(idea.id), revised)
        else:
            self.add(answers.history_of(idea.id), answers.ProposalAnswered(**said))

    def report_outcome(self) -> None:
        """Say what came of an idea that was accepted, at least in part."""
        kept = [
            idea
            for idea in self.ideas
            if self.replies.get(idea.id, (0, ""))[1] in {"accepted", "partly"}
        ]
        if kept:
            idea = self.dice.choice(kept)
            reported = answers.OutcomeReported(
                **self._reply(idea), text=self.ref(), measure_id=None
            )
            self.add(answers.history_of(idea.id), reported)

    def _reply(self, idea: Idea) -> dict[str, Any]:
        return {
            "proposal_id": idea.id,
            "process_id": idea.process,
            "by": self.actor("office"),
        }
