"""Handing in, editing, withdrawing and merging."""

from datetime import date
from typing import Any
from uuid import UUID

from domain import proposals
from domain.codes import ProposalId
from domain.messages import Event
from tests.projections.town.base import (
    DEEPEST,
    FIELDS,
    OTHER_PROCESS,
    PHASE,
    PLACES,
    PROCESS,
    Base,
    Idea,
)


class Proposing(Base):
    """What people do with proposals."""

    def submit(self) -> None:
        """Hand a proposal in; some are published at once."""
        process = self.dice.choice((PROCESS, PROCESS, OTHER_PROCESS))
        idea = Idea(ProposalId(self.new_id()), process)
        idea.refs = [self.ref(), self.ref()]
        submitted = proposals.ProposalSubmitted(
            proposal_id=idea.id,
            process_id=process,
            phase_id=PHASE,
            receipt=f"B-2023-{self.numbers:04d}",
            title=idea.refs[0],
            body=idea.refs[1],
            action_field=self.dice.choice((*FIELDS, None)),
            territory=self.dice.choice((*PLACES, DEEPEST, None)),
            location=self.ref(),
            rules_version=1,
            level="email",
            received_on=self.dice.choice((None, date(2023, 5, 3))),
            author=self.actor(),
        )
        self.ideas.append(idea)
        if self.dice.random() < 0.4:
            self.add(idea.id, submitted, self._publishing(idea, "post"))
        else:
            self.add(idea.id, submitted)

    def import_idea(self) -> None:
        """Take one over from elsewhere, at times without title or text."""
        idea = Idea(ProposalId(self.new_id()), OTHER_PROCESS)
        imported = proposals.ProposalImported(
            proposal_id=idea.id,
            process_id=OTHER_PROCESS,
            phase_id=PHASE,
            receipt=f"B-2023-{self.numbers:04d}",
            title=None,
            body=self.dice.choice((None, self.ref())),
            action_field=None,
            source=self.new_id(),
            author=None,
            by=self.actor("admin"),
        )
        self.ideas.append(idea)
        self.add(idea.id, imported, self._publishing(idea, "import"))

    def _publishing(self, idea: Idea, mode: str) -> Event:
        idea.status = "published"
        idea.public_version = idea.version
        return proposals.ProposalPublished(
            proposal_id=idea.id,
            process_id=idea.process,
            mode=mode,  # type: ignore[arg-type]  # one of the four
            case_id=idea.case,
            by=self.actor("moderator"),
        )

    def edit(self) -> None:
        """Write a new version."""
        idea = self.one("submitted", "published", "returned")
        if idea is None or idea.held_by:
            return
        idea.version += 1
        text: dict[str, Any] = {
            "proposal_id": idea.id,
            "process_id": idea.process,
            "version": idea.version,
            "title": self.ref(),
            "body": self.ref(),
            "action_field": self.dice.choice((*FIELDS, None)),
            "territory": self.dice.choice((*PLACES, DEEPEST, None)),
            "location": None,
            "by": self.actor(),
        }
        idea.refs += [text["title"], text["body"]]
        if idea.status == "returned":
            idea.status = "submitted"
            self.add(idea.id, proposals.ProposalResubmitted(**text))
            return
        held = idea.status == "published" and self.dice.random() < 0.6
        if held:
            idea.held_version = idea.version
        elif idea.public_version:
            idea.public_version, idea.held_version = idea.version, None
        self.add(idea.id, proposals.ProposalEdited(**text, reason=self.ref(), held=held))

    def withdraw(self) -> None:
        """Take one back."""
        idea = self.one("submitted", "returned", "published")
        if idea is not None:
            idea.status = "withdrawn"
            withdrawn = proposals.ProposalWithdrawn(
                proposal_id=idea.id,
                process_id=idea.process,
                reason="duplicate",
                by=self.actor(),
            )
            self.add(idea.id, withdrawn)

    def merge(self) -> None:
        """Let one go on as part of another."""
        source, target = self.one("published"), self.one("published")
        if source is None or target is None or source is target:
            return
        if source.process != target.process or source.held_by or target.held_by:
            return
        source.status, source.merge = "merged", (target.id, self.new_id())
        keys: dict[str, Any] = {
            "proposal_id": source.id,
            "process_id": source.process,
            "into_id": target.id,
            "merge_id": source.merge[1],
        }
        merged = proposals.ProposalMerged(**keys, reason=self.ref(), by=self.actor("moderator"))
        self.add(source.id, merged)
        carried = self.carry_over(source, target, source.merge[1])
        self.add(
            source.id,
            proposals.SupportersCarriedOver(
                **keys, carried=carried, already=1, own=0, not_attributable=2
            ),
        )

    def unmerge(self) -> None:
        """Undo a merge."""
        idea = self.one("merged")
        if idea is None or idea.merge is None:
            return
        (target, merge_id), idea.merge = idea.merge, None
        idea.status = "published"
        unmerged = proposals.ProposalUnmerged(
            proposal_id=idea.id,
            process_id=idea.process,
            into_id=target,
            merge_id=merge_id,
            reason=self.ref(),
            by=self.actor("moderator"),
        )
        self.add(idea.id, unmerged)
        self.give_back(merge_id)

    def carry_over(self, source: Idea, target: Idea, merge_id: UUID) -> int:
        """Carry supporters over; told by the part of town life that knows them."""
        raise NotImplementedError

    def give_back(self, merge_id: UUID) -> None:
        """Take carried supporters back."""
        raise NotImplementedError
