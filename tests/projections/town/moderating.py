"""Cases, decisions, holds and appeals about proposals."""

from datetime import date, timedelta
from typing import Any

from domain import moderation, proposals
from domain.codes import Subject
from domain.messages import Event
from tests.projections.town.base import Idea
from tests.projections.town.proposing import Proposing

APPEAL_UNTIL = date(2024, 1, 31)


class Moderating(Proposing):
    """What moderators do, and who turns to them."""

    def open_case(self) -> None:
        """Let something wait for a moderator."""
        idea = self.one("submitted", "published")
        if idea is None or idea.case is not None:
            return
        idea.cases += 1
        idea.case = moderation.case_id_of(idea.id, idea.cases)
        events: list[Event] = [
            moderation.CaseOpened(
                case_id=idea.case,
                process_id=idea.process,
                subject=Subject("proposal", idea.id),
                trigger="submission" if idea.status == "submitted" else "report",
                author=None,
                previous=None,
                due=self.now + timedelta(days=1),
            )
        ]
        if idea.status == "published":
            events.append(
                moderation.ContentReported(
                    **self._ids(idea),
                    subject=Subject("proposal", idea.id),
                    reporter=None,
                    rule="HR04",
                    text=self.ref(),
                )
            )
        self.add(idea.case, *events)

    def claim(self) -> None:
        """Take a case, or give it back."""
        idea = self._with_case()
        if idea is None or idea.case is None:
            return
        by = self.actor("moderator")
        kind = moderation.CaseReleased if idea.claimed else moderation.CaseClaimed
        self.add(idea.case, kind(**self._ids(idea), by=by))
        idea.claimed = not idea.claimed

    def hold(self) -> None:
        """Cover a reported proposal for a day."""
        idea = self._with_case()
        if idea is None or idea.case is None or idea.status != "published" or idea.once_held:
            return
        idea.held_by, idea.once_held = idea.case, True
        held = proposals.ProposalHeld(
            **self._about(idea), case_id=idea.case, rule="HR04", until=self.now + timedelta(days=1)
        )
        self.add(idea.id, held)

    def decide(self) -> None:
        """Decide a claimed case; the outcome and its effect are told together."""
        idea = self._with_case()
        if idea is None or idea.case is None or not idea.claimed:
            return
        outcome = self._outcome(idea)
        decided = moderation.CaseDecided(
            **self._ids(idea),
            subject=Subject("proposal", idea.id),
            outcome=outcome,
            rules=("HR01",),
            explanation=self.ref(),
            quoted=None,
            into=None,
            decided_at=self.now,
            by=self.actor("moderator"),
        )
        self.add(idea.case, decided)
        effects = self._effects(idea, outcome)
        if effects:
            self.add(idea.id, *effects)
        idea.case, idea.claimed = None, False

    def restore(self) -> None:
        """Make something public again."""
        idea = self.one("hidden")
        if idea is not None:
            idea.status = "published"
            restored = proposals.ProposalRestored(
                **self._about(idea),
                case_id=moderation.case_id_of(idea.id, idea.cases),
                by=self.actor("moderator"),
            )
            self.add(idea.id, restored)

    def _with_case(self) -> Idea | None:
        fit = [idea for idea in self.ideas if idea.case is not None]
        return self.dice.choice(fit) if fit else None

    def _ids(self, idea: Idea) -> dict[str, Any]:
        return {"case_id": idea.case, "process_id": idea.process}

    def _about(self, idea: Idea) -> dict[str, Any]:
        return {"proposal_id": idea.id, "process_id": idea.process}

    def _outcome(self, idea: Idea) -> Any:  # noqa: ANN401 - one of the outcomes
        if idea.status == "submitted":
            return self.dice.choice(("publish", "publish", "publish", "return", "reject"))
        if idea.status == "published":
            return self.dice.choice(("hide", "no_action"))
        return "no_action"

    def _effects(self, idea: Idea, outcome: str) -> list[Event]:
        about = {**self._about(idea), "case_id": idea.case, "by": self.actor("moderator")}
        reasons = {"rules": ("HR01", "HR07"), "explanation": self.ref()}
        effects: list[Event] = []
        if idea.held_version and outcome in {"no_action", "publish"} and idea.status == "published":
            effects.append(self._settled_edit(idea, about))
        match outcome:
            case "publish":
                effects.append(self._publishing(idea, "reviewed"))
            case "return":
                idea.status = "returned"
                returned = {**about, "rules": ("HR07",), "hint": self.ref()}
                effects.append(proposals.ProposalReturnedForRevision(**returned))
            case "reject":
                idea.status = "rejected"
                told = {**about, **reasons, "appeal_until": APPEAL_UNTIL}
                effects.append(proposals.ProposalRejected(**told))
            case "hide":
                idea.status, idea.held_by = "hidden", None
                told = {**about, **reasons, "appeal_until": APPEAL_UNTIL}
                effects.append(proposals.ProposalHidden(**told))
        if idea.held_by is not None:
            idea.held_by = None
            ended = {**self._about(idea), "case_id": idea.case}
            effects.append(proposals.ProposalHoldEnded(**ended))
        return effects

    def _settled_edit(self, idea: Idea, about: dict[str, Any]) -> Event:
        number, idea.held_version = idea.held_version or 0, None
        if self.dice.random() < 0.5:
            return proposals.ProposalEditRefused(
                **about, version=number, rules=("HR01",), explanation=self.ref()
            )
        idea.public_version = number
        return proposals.ProposalEditReleased(**about, version=number)
