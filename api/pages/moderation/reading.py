"""Reads one case for the moderator who has opened it, and knows what they may do with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from litestar.exceptions import NotFoundException

from api.pages.parts import surroundings
from api.pages.parts.readers import Reader
from api.pages.parts.surroundings import Surroundings
from domain.codes import CaseId, ProposalId
from domain.messages import ContentRef
from domain.moderation import Outcome
from domain.people import Pseudonym
from domain.permissions import ALLOWED, NotAllowed
from projections import feed, moderation, proposals
from projections.feed import FeedRow
from projections.model import Snapshot
from projections.moderation import CaseDetail, CaseRow
from projections.proposals import VersionRow

Blocked = Literal["own_text", "decided_by_you", "claimed_by_other"]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one case. `me` is the moderator's pseudonym in its process.

    `written` are the versions of an idea, with the reasons its author gave for them.
    """

    detail: CaseDetail
    written: Sequence[VersionRow]
    idea: FeedRow | None
    held_version: int | None
    around: Surroundings
    others: Mapping[ProposalId, FeedRow]
    me: Pseudonym | None
    own: bool
    now: datetime

    @property
    def rows(self) -> Iterable[msgspec.Struct | None]:
        """Everything whose texts the page shows."""
        detail = self.detail
        return (
            detail.subject,
            self.idea,
            *detail.versions,
            *self.written,
            *detail.steps,
            *self.around.rows,
            *self.others.values(),
        )

    @property
    def reasons(self) -> Mapping[int, ContentRef]:
        """Why the author has changed an idea, by the numbers of its versions."""
        return {each.number: each.reason for each in self.written if each.reason}

    @property
    def text_position(self) -> int:
        """Where the newest text of the subject is in the log."""
        return max((version.position for version in self.detail.versions), default=0)

    @property
    def in_my_hands(self) -> bool:
        """Whether the moderator has claimed it."""
        case = self.detail.case
        return case.state == "in_work" and case.claimed_by == self.me is not None

    @property
    def appeal_in_my_hands(self) -> bool:
        """Whether the moderator has taken the appeal."""
        case = self.detail.case
        return case.state == "under_appeal" and case.reviewer == self.me is not None

    @property
    def mine(self) -> bool:
        """Whether the moderator wrote the text: others judge it, and speak of it in private."""
        return self.own or (self.me is not None and self.detail.case.author == self.me)

    @property
    def blocked(self) -> Blocked | None:
        """Why somebody else has to act."""
        case = self.detail.case
        if self.mine:
            return "own_text"
        if case.state in {"appealed", "under_appeal"}:
            if case.decided_by == self.me:
                return "decided_by_you"
            taken = case.state == "under_appeal" and not self.appeal_in_my_hands
            return "claimed_by_other" if taken else None
        if case.state == "in_work" and not self.in_my_hands:
            return "claimed_by_other"
        return None

    @property
    def may_take_over(self) -> bool:
        """Whether somebody else has taken it and left it until it was overdue."""
        return self.blocked == "claimed_by_other" and self.detail.case.due <= self.now

    @property
    def may_claim(self) -> bool:
        """Whether it waits for somebody and the moderator may be that somebody."""
        waiting = self.detail.case.state in {"open", "escalated", "appealed"}
        return waiting and self.blocked is None


def read(snapshot: Snapshot, reader: Reader, case_id: UUID) -> Reading:
    """Read a case.

    Raises:
        NotFoundException: there is none.
        NotAllowed: it is of a process the person does not moderate.
    """
    detail = moderation.case(snapshot, CaseId(case_id))
    if detail is None:
        raise NotFoundException
    case = detail.case
    if not reader.person.may("moderate", case.process_id):
        raise NotAllowed(action="moderate", needs=sorted(ALLOWED["moderate"]))
    proposal_id = case.proposal_id
    idea = feed.all_rows(snapshot, [proposal_id]).get(proposal_id) if proposal_id else None
    found = proposals.find(snapshot, proposal_id, everything=True) if proposal_id else None
    merged = [ProposalId(step.into) for step in detail.steps if step.into is not None]
    return Reading(
        detail=detail,
        written=_versions(snapshot, case),
        idea=idea,
        held_version=found.details.held_version if found else None,
        around=surroundings.by_id(snapshot, case.process_id, reader.person.at),
        others=feed.all_rows(snapshot, merged) if merged else {},
        me=reader.pseudonym(case.process_id),
        own=reader.owns(case.subject_id),
        now=reader.person.at,
    )


def _versions(snapshot: Snapshot, case: CaseRow) -> Sequence[VersionRow]:
    if case.subject_kind != "proposal":
        return ()
    return proposals.versions(snapshot, ProposalId(case.subject_id), everything=True)


_PROPOSAL: Mapping[str, Sequence[Outcome]] = {
    "waiting": ("publish", "return", "reject", "merge"),
    "public": ("no_action", "hide", "merge", "warn", "suspend"),
    "hidden": ("restore",),
    "withdrawn": ("no_action",),
    "merged": ("no_action", "warn", "suspend"),
}
_HELD_EDIT: Sequence[Outcome] = ("publish", "reject", "hide", "merge", "warn", "suspend")
_NOT_ON_PAPER: frozenset[Outcome] = frozenset({"return", "warn", "suspend"})
"""What would reach nobody: whoever wrote on paper has no account."""
_COMMENT: Mapping[str, Sequence[Outcome]] = {
    "waiting": ("publish", "reject"),
    "public": ("no_action", "hide", "warn", "suspend"),
    "hidden": ("restore",),
    "rejected": ("restore",),
    "withdrawn": ("no_action",),
}


def outcomes(reading: Reading) -> tuple[Outcome, ...]:
    """Return how the case can end as things stand, in the order to show them."""
    subject = reading.detail.subject
    if subject is None:
        return ()
    if subject.kind != "proposal":
        return tuple(_COMMENT.get(subject.standing, ()))
    if subject.standing == "public" and reading.held_version is not None:
        return tuple(_HELD_EDIT)
    found = _PROPOSAL.get(subject.standing, ())
    if reading.detail.case.channel == "paper":
        return tuple(each for each in found if each not in _NOT_ON_PAPER)
    return tuple(found)
