"""What moderators decide about a proposal; each rule is one function."""

from domain.proposals.commands import (
    EndHold,
    HideProposal,
    HoldProposal,
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
from domain.proposals.state import Proposal


def publish(proposal: Proposal, ids: Ids, command: PublishProposal) -> list[ProposalEvent]:
    """Let everybody read it, after review or on appeal."""
    expected = {"rejected", "returned"} if command.mode == "appeal" else {"submitted"}
    if proposal.status not in expected:
        raise ProposalNotAwaitingReview(state=proposal.status)
    return [
        ProposalPublished(
            proposal_id=ids[0],
            process_id=ids[1],
            mode=command.mode,
            case_id=command.case_id,
            by=command.by,
        )
    ]


def bring_back(proposal: Proposal, ids: Ids, command: ReturnProposal) -> list[ProposalEvent]:
    """Ask the author to change it first."""
    if proposal.status not in {"submitted", "rejected"}:
        raise ProposalNotAwaitingReview(state=proposal.status)
    return [
        ProposalReturnedForRevision(
            proposal_id=ids[0],
            process_id=ids[1],
            case_id=command.case_id,
            rules=command.rules,
            hint=command.hint,
            by=command.by,
        )
    ]


def reject(proposal: Proposal, ids: Ids, command: RejectProposal) -> list[ProposalEvent]:
    """Refuse publication."""
    if proposal.status != "submitted":
        raise ProposalNotAwaitingReview(state=proposal.status)
    return [
        ProposalRejected(
            proposal_id=ids[0],
            process_id=ids[1],
            case_id=command.case_id,
            rules=command.rules,
            explanation=command.explanation,
            appeal_until=command.appeal_until,
            by=command.by,
        )
    ]


def settle_edit(
    proposal: Proposal, ids: Ids, command: ReleaseEdit | RefuseEdit
) -> list[ProposalEvent]:
    """Release or refuse a version that waits beside the public one."""
    if proposal.held_version is None:
        raise EditNotHeld
    if isinstance(command, ReleaseEdit):
        return [
            ProposalEditReleased(
                proposal_id=ids[0],
                process_id=ids[1],
                version=proposal.held_version,
                case_id=command.case_id,
                by=command.by,
            )
        ]
    return [
        ProposalEditRefused(
            proposal_id=ids[0],
            process_id=ids[1],
            version=proposal.held_version,
            case_id=command.case_id,
            rules=command.rules,
            explanation=command.explanation,
            by=command.by,
        )
    ]


def hide(proposal: Proposal, ids: Ids, command: HideProposal) -> list[ProposalEvent]:
    """Take a public proposal away."""
    if proposal.status != "published":
        raise ProposalNotPublic(state=proposal.status)
    return [
        ProposalHidden(
            proposal_id=ids[0],
            process_id=ids[1],
            case_id=command.case_id,
            rules=command.rules,
            explanation=command.explanation,
            appeal_until=command.appeal_until,
            by=command.by,
        )
    ]


def hold(proposal: Proposal, ids: Ids, command: HoldProposal) -> list[ProposalEvent]:
    """Cover it for a while after a serious report."""
    # Once only: reports must not be a means to keep an idea covered (P3).
    if not proposal.answerable or proposal.once_held:
        return []
    return [
        ProposalHeld(
            proposal_id=ids[0],
            process_id=ids[1],
            case_id=command.case_id,
            rule=command.rule,
            until=command.until,
        )
    ]


def end_hold(proposal: Proposal, ids: Ids, command: EndHold) -> list[ProposalEvent]:
    """Uncover it; nothing if another case covers it."""
    if proposal.held_by != command.case_id:
        return []
    return [ProposalHoldEnded(proposal_id=ids[0], process_id=ids[1], case_id=command.case_id)]


def restore(proposal: Proposal, ids: Ids, command: RestoreProposal) -> list[ProposalEvent]:
    """Make a hidden proposal public again."""
    if proposal.status != "hidden":
        raise ProposalNotHidden(state=proposal.status)
    return [
        ProposalRestored(
            proposal_id=ids[0],
            process_id=ids[1],
            case_id=command.case_id,
            by=command.by,
        )
    ]
