"""What the rules must remember about one proposal, and nothing more."""

from typing import Literal, assert_never
from uuid import UUID

import msgspec

from domain.codes import CaseId, PhaseId, ProposalId
from domain.messages import StreamId
from domain.people import Level, ProcessId, Pseudonym
from domain.proposals.events import (
    ProposalEdited,
    ProposalEditRefused,
    ProposalEditReleased,
    ProposalEvent,
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalImported,
    ProposalMerged,
    ProposalPublished,
    ProposalRejected,
    ProposalRestored,
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalSubmitted,
    ProposalUnmerged,
    ProposalWithdrawn,
    SupportersCarriedOver,
)

Status = Literal[
    "absent",
    "submitted",
    "returned",
    "published",
    "rejected",
    "hidden",
    "merged",
    "withdrawn",
]


class RefusedEdit(msgspec.Struct, frozen=True):
    """The version that a case refused beside the public one."""

    case_id: CaseId
    version: int


class Proposal(msgspec.Struct, frozen=True):
    """One proposal as its history tells it.

    `version` is the newest text, `public_version` the one everybody sees (0 before
    publication), `held_version` one that waits for a moderator, `refused_edit` one that was
    refused and that no newer one has replaced. `taken_by` names the case
    whose decision returned, rejected or hid it, while that stands. `held_by` names the
    case of an interim cover. `once_held` stops a second automatic one. `carried` tells
    what became of the supporters of a merged one: carried over, there already, the
    target's author, not attributable.
    """

    status: Status = "absent"
    id: ProposalId | None = None
    process_id: ProcessId | None = None
    phase_id: PhaseId | None = None
    author: Pseudonym | None = None
    level: Level = "guest"
    version: int = 0
    public_version: int = 0
    held_version: int | None = None
    refused_edit: RefusedEdit | None = None
    taken_by: CaseId | None = None
    held_by: CaseId | None = None
    once_held: bool = False
    merged_into: ProposalId | None = None
    merge_id: UUID | None = None
    carried: tuple[int, int, int, int] | None = None
    once_public: bool = False

    @property
    def answerable(self) -> bool:
        """Whether it can be supported, commented and reported at the moment."""
        return self.status == "published" and self.held_by is None


def history_of(proposal_id: ProposalId) -> StreamId:
    """Return the stream of a proposal."""
    return StreamId(proposal_id)


def evolve(proposal: Proposal, event: ProposalEvent) -> Proposal:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case ProposalSubmitted() | ProposalImported():
            return _begun(event)
        case ProposalEdited() | ProposalResubmitted():
            return _edited(proposal, event)
        case ProposalEditReleased():
            return change(
                proposal, public_version=event.version, held_version=None, refused_edit=None
            )
        case ProposalEditRefused():
            refused = RefusedEdit(event.case_id, event.version)
            return change(proposal, held_version=None, refused_edit=refused)
        case ProposalWithdrawn():
            return change(proposal, status="withdrawn")
        case ProposalPublished():
            return change(
                proposal,
                status="published",
                public_version=proposal.version,
                taken_by=None,
                once_public=True,
            )
        case ProposalReturnedForRevision():
            return change(proposal, status="returned", taken_by=event.case_id)
        case ProposalRejected():
            return change(proposal, status="rejected", taken_by=event.case_id)
        case ProposalHidden():
            return change(proposal, status="hidden", taken_by=event.case_id, held_by=None)
        case ProposalHeld():
            return change(proposal, held_by=event.case_id, once_held=True)
        case ProposalHoldEnded():
            return change(proposal, held_by=None)
        case ProposalRestored():
            return change(proposal, status="published", taken_by=None)
        case ProposalMerged():
            return change(
                proposal,
                status="merged",
                merged_into=event.into_id,
                merge_id=event.merge_id,
                carried=None,
            )
        case SupportersCarriedOver():
            return change(proposal, carried=event.counts)
        case ProposalUnmerged():
            return change(proposal, status="published", merged_into=None, merge_id=None)
        case _:
            assert_never(event)


def _begun(event: ProposalSubmitted | ProposalImported) -> Proposal:
    level: Level = event.level if isinstance(event, ProposalSubmitted) else "guest"
    return Proposal(
        status="submitted",
        id=event.proposal_id,
        process_id=event.process_id,
        phase_id=event.phase_id,
        author=_author(event),
        level=level,
        version=1,
    )


def _author(event: ProposalSubmitted | ProposalImported) -> Pseudonym | None:
    if isinstance(event, ProposalImported):
        return event.author
    return event.author.on_behalf_of or event.author.pseudonym


def _edited(proposal: Proposal, event: ProposalEdited | ProposalResubmitted) -> Proposal:
    change = msgspec.structs.replace
    proposal = change(proposal, refused_edit=None)
    if isinstance(event, ProposalResubmitted):
        return change(proposal, status="submitted", version=event.version, taken_by=None)
    if event.held:
        return change(proposal, version=event.version, held_version=event.version)
    public = event.version if proposal.public_version else 0
    return change(proposal, version=event.version, public_version=public, held_version=None)
