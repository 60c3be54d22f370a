"""Supports, opinions, comments; and texts that are erased."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain import ballots, comments, moderation
from domain.codes import CommentId, Subject
from domain.erasure import ContentErased, history_of
from domain.people import VoterNumber
from tests.projections.town.base import PHASE, Idea
from tests.projections.town.moderating import Moderating

CHOICES = ("agree", "disagree", "pass")
NEXT = {
    "visible": ("edited", "held", "hidden", "withdrawn"),
    "held": ("visible", "visible", "refused", "withdrawn"),
    "refused": ("visible",),
    "hidden": ("visible",),
}
"""What can happen to a comment, by the state it is in."""


class Answering(Moderating):
    """What people say to proposals."""

    def support(self) -> None:
        """Support a proposal, or say so again for its present text."""
        idea = self.one("published")
        if idea is None or idea.held_by:
            return
        voter = self._voter(idea, "support") if self.dice.random() < 0.3 else None
        kind = ballots.SupportConfirmed if voter else ballots.SupportGiven
        voter = voter or VoterNumber(self.new_id())
        self.said[voter] = (idea, "support", None)
        self.add(voter, kind(**self._answer(idea, voter), text_version=idea.public_version))

    def take_support_back(self) -> None:
        """Withdraw a support."""
        voter = self._voter(None, "support")
        if voter is not None:
            idea, _, _ = self.said.pop(voter)
            self.add(voter, ballots.SupportWithdrawn(**self._answer(idea, voter)))

    def opine(self) -> None:
        """Agree, disagree or pass; change one's mind; take it back."""
        idea = self.one("published")
        if idea is None:
            return
        known = [v for v, (i, says, _) in self.said.items() if i is idea and says in CHOICES]
        voter = self.dice.choice(known) if known and self.dice.random() < 0.5 else None
        choice: Any = self.dice.choice(CHOICES)
        if voter is None:
            voter = VoterNumber(self.new_id())
            said: dict[str, Any] = {"choice": choice, "text_version": idea.public_version}
            self.add(voter, ballots.OpinionGiven(**self._answer(idea, voter), **said))
        elif self.dice.random() < 0.3:
            old: Any = self.said.pop(voter)[1]
            self.add(voter, ballots.OpinionWithdrawn(**self._answer(idea, voter), old=old))
            return
        else:
            old = self.said[voter][1]
            said = {"old": old, "new": choice, "text_version": idea.public_version}
            self.add(voter, ballots.OpinionChanged(**self._answer(idea, voter), **said))
        self.said[voter] = (idea, choice, None)

    def import_opinion(self) -> None:
        """Take an answer over from elsewhere, at times a second one of the same voter."""
        idea = self.one("published", "hidden", "merged")
        if idea is None:
            return
        known = [v for v, (i, says, _) in self.said.items() if i is idea and says[0] == "+"]
        voter = self.dice.choice(known) if known and self.dice.random() < 0.4 else None
        old: Any = self.said[voter][1][1:] if voter else None
        voter = voter or VoterNumber(self.new_id())
        choice: Any = self.dice.choice(CHOICES)
        imported = ballots.OpinionImported(
            **self._answer(idea, voter),
            choice=choice,
            old=old,
            source=self.new_id(),
            source_rule=old == choice,
        )
        self.said[voter] = (idea, f"+{choice}", None)
        self.add(voter, imported)

    def carry_over(self, source: Idea, target: Idea, merge_id: UUID) -> int:
        """Let each supporter of the source support the target too, under another number."""
        count = sum(
            1 for idea, says, _ in self.said.values() if (idea, says) == (source, "support")
        )
        for _ in range(count):
            voter = VoterNumber(self.new_id())
            self.said[voter] = (target, "support", merge_id)
            carried = ballots.SupportCarriedOver(
                **self._answer(target, voter),
                merge_id=merge_id,
                text_version=target.public_version,
            )
            self.add(voter, carried)
        return count

    def give_back(self, merge_id: UUID) -> None:
        """Take back what stands by this merge alone."""
        for voter, (idea, _, merge) in list(self.said.items()):
            if merge == merge_id:
                del self.said[voter]
                back = ballots.CarriedSupportGivenBack(
                    **self._answer(idea, voter), merge_id=merge_id
                )
                self.add(voter, back)

    def comment(self) -> None:
        """Comment, or reply; some wait for a moderator."""
        idea = self.one("published")
        if idea is None:
            return
        visible = [
            c for c, (i, state, _) in self.remarks.items() if (i, state) == (idea, "visible")
        ]
        comment = CommentId(self.new_id())
        posted = comments.CommentPosted(
            comment_id=comment,
            process_id=idea.process,
            proposal_id=idea.id,
            phase_id=PHASE,
            parent_id=self.dice.choice(visible) if visible and self.dice.random() < 0.5 else None,
            text=self.ref(),
            stance=self.dice.choice(("pro", "contra", None)),
            level="email",
            author=self.actor(),
            posted_at=self.now,
        )
        idea.refs.append(posted.text)
        if self.dice.random() < 0.5:
            self.remarks[comment] = (idea, "visible", 1)
            self.add(comment, posted)
        else:
            self.remarks[comment] = (idea, "held", 1)
            case = moderation.case_id_of(comment, 1)
            held = comments.CommentHeld(**self._remark(comment), case_id=case, until=None)
            self.add(comment, posted, held)

    def moderate_comment(self) -> None:
        """Let something happen to a comment that can happen to it."""
        if not self.remarks:
            return
        comment = self.dice.choice(list(self.remarks))
        idea, state, version = self.remarks[comment]
        if state == "withdrawn":
            return
        after = self.dice.choice(NEXT[state])
        keys: dict[str, Any] = {
            **self._remark(comment),
            "case_id": moderation.case_id_of(comment, 1),
        }
        by = self.actor("moderator")
        against: dict[str, Any] = {
            "rules": ("HR02",),
            "explanation": self.ref(),
            "appeal_until": date(2024, 1, 1),
        }
        match after:
            case "edited":
                version, after = version + 1, state
                edited = {**self._remark(comment), "version": version, "text": self.ref()}
                self.add(comment, comments.CommentEdited(**edited, by=self.actor()))
            case "withdrawn":
                self.add(comment, comments.CommentWithdrawn(**self._remark(comment), by=by))
            case "held":
                until = self.now + timedelta(days=1)
                self.add(comment, comments.CommentHeld(**keys, until=until))
            case "refused":
                self.add(comment, comments.CommentRefused(**keys, **against, by=by))
            case "hidden":
                self.add(comment, comments.CommentHidden(**keys, **against, by=by))
            case "visible" if state == "held":
                self.add(comment, comments.CommentReleased(**keys, by=by))
            case "visible":
                self.add(comment, comments.CommentRestored(**keys, by=by))
        self.remarks[comment] = (idea, after, version)

    def erase(self) -> None:
        """Destroy one text of a proposal or its comments."""
        idea = self.dice.choice(self.ideas) if self.ideas else None
        if idea is not None and idea.refs:
            ref = idea.refs.pop(self.dice.randrange(len(idea.refs)))
            erased = ContentErased(ref=ref, subject=Subject("proposal", idea.id), ground="request")
            self.add(history_of(ref), erased)

    def _voter(self, idea: Idea | None, says: str) -> VoterNumber | None:
        known = [
            voter
            for voter, (about, answer, _) in self.said.items()
            if answer == says and about.status == "published" and idea in {None, about}
        ]
        return self.dice.choice(known) if known else None

    def _answer(self, idea: Idea, voter: VoterNumber) -> dict[str, Any]:
        return {"process_id": idea.process, "proposal_id": idea.id, "voter": voter}

    def _remark(self, comment: CommentId) -> dict[str, Any]:
        idea = self.remarks[comment][0]
        return {"comment_id": comment, "process_id": idea.process, "proposal_id": idea.id}
