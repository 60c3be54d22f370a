"""What moderators decide about a proposal; each rule is one function."""

from typing import Any

import msgspec

from domain.messages import Refusal
from domain.proposals.commands import (
    EndHold,
    HideProposal,
    HoldProposal,
    ProposalCommand,
    PublishProposal,
    RefuseEdit,
    RejectProposal,
    ReleaseEdit,
    RestoreProposal,
    ReturnProposal,
)
from domain.proposals.events import (
    ProposalEditRefused,
    ProposalEditReleased,
    ProposalEvent,
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalPublished,
    ProposalRejected,
    ProposalRestored,
    ProposalReturnedForRevision,
)
from domain.proposals.ids import Ids
from domain.proposals.refusals import (
    EditNotHeld,
    ProposalNotAwaitingReview,
    ProposalNotHidden,
    ProposalNotPublic,
)
from domain.proposals.state import Proposal, Status


def publish(proposal: Proposal, ids: Ids, command: PublishProposal) -> list[ProposalEvent]:
    """Let everybody read it, after review or on appeal."""
    appealed: tuple[Status, ...] = ("rejected", "returned")
    expected = appealed if command.mode == "appeal" else ("submitted",)
    _require(proposal, expected, ProposalNotAwaitingReview)
    return [ProposalPublished(*ids, **_said(command))]


def bring_back(proposal: Proposal, ids: Ids, command: ReturnProposal) -> list[ProposalEvent]:
    """Ask the author to change it first."""
    _require(proposal, ("submitted", "rejected"), ProposalNotAwaitingReview)
    return [ProposalReturnedForRevision(*ids, **_said(command))]


def reject(proposal: Proposal, ids: Ids, command: RejectProposal) -> list[ProposalEvent]:
    """Refuse publication."""
    _require(proposal, ("submitted",), ProposalNotAwaitingReview)
    return [ProposalRejected(*ids, **_said(command))]


def settle_edit(
    proposal: Proposal, ids: Ids, command: ReleaseEdit | RefuseEdit
) -> list[ProposalEvent]:
    """Release or refuse a version that waits beside the public one.

    What a case has refused it can still release, on appeal, while nothing newer is written.
    """
    version = proposal.held_version
    refused = proposal.refused_edit
    releasing = isinstance(command, ReleaseEdit)
    if version is None and releasing and refused and refused.case_id == command.case_id:
        version = refused.version
    if version is None:
        raise EditNotHeld
    kind = ProposalEditReleased if releasing else ProposalEditRefused
    return [kind(*ids, version=version, **_said(command))]


def hide(proposal: Proposal, ids: Ids, command: HideProposal) -> list[ProposalEvent]:
    """Take a public proposal away."""
    _require(proposal, ("published",), ProposalNotPublic)
    return [ProposalHidden(*ids, **_said(command))]


def hold(proposal: Proposal, ids: Ids, command: HoldProposal) -> list[ProposalEvent]:
    """Cover it for a while after a serious report."""
    # Once only: reports must not be a means to keep an idea covered (P3).
    if not proposal.answerable or proposal.once_held:
        return []
    return [ProposalHeld(*ids, **_said(command))]


def end_hold(proposal: Proposal, ids: Ids, command: EndHold) -> list[ProposalEvent]:
    """Uncover it; nothing if another case covers it."""
    if proposal.held_by != command.case_id:
        return []
    return [ProposalHoldEnded(*ids, **_said(command))]


def restore(proposal: Proposal, ids: Ids, command: RestoreProposal) -> list[ProposalEvent]:
    """Make a hidden proposal public again."""
    _require(proposal, ("hidden",), ProposalNotHidden)
    return [ProposalRestored(*ids, **_said(command))]


def _said(command: ProposalCommand) -> dict[str, Any]:
    """Return what a moderator said; the events of this module repeat it word for word."""
    return msgspec.structs.asdict(command)


def _require(proposal: Proposal, expected: tuple[Status, ...], refusal: type[Refusal]) -> None:
    if proposal.status not in expected:
        raise refusal(state=proposal.status)
