"""Proposals that go on as part of another (I8); each rule is one function."""

from domain.proposals.commands import (
    MergeProposal,
    RecordCarriedSupporters,
    UnmergeProposal,
)
from domain.proposals.events import (
    ProposalEvent,
    ProposalMerged,
    ProposalUnmerged,
    SupportersCarriedOver,
)
from domain.proposals.ids import Ids
from domain.proposals.refusals import (
    AlreadyMerged,
    CannotMergeIntoItself,
    OnlyAuthorOrModeratorMerges,
    ProposalNotMerged,
    ProposalNotPublic,
    TargetNotPublished,
)
from domain.proposals.state import Proposal


def merge(proposal: Proposal, ids: Ids, command: MergeProposal) -> list[ProposalEvent]:
    """Let it go on as part of a published one."""
    if not command.by_author and command.by.role != "moderator":
        raise OnlyAuthorOrModeratorMerges
    if command.target.id is None or command.target.id == proposal.id:
        raise CannotMergeIntoItself
    if proposal.status == "merged":
        raise AlreadyMerged(into=proposal.merged_into)
    if not proposal.answerable:
        raise ProposalNotPublic(state=proposal.status)
    # A merged proposal is never a target, so following merges always ends (I8).
    if not command.target.answerable or command.target.process_id != ids[1]:
        raise TargetNotPublished(state=command.target.status)
    return [
        ProposalMerged(
            proposal_id=ids[0],
            process_id=ids[1],
            into_id=command.target.id,
            merge_id=command.merge_id,
            reason=command.reason,
            by=command.by,
        )
    ]


def record_carried(
    proposal: Proposal, ids: Ids, command: RecordCarriedSupporters
) -> list[ProposalEvent]:
    """Write down what became of its supporters; doing so again changes nothing."""
    if proposal.merged_into is None or proposal.merge_id != command.merge_id:
        raise ProposalNotMerged
    event = SupportersCarriedOver(
        proposal_id=ids[0],
        process_id=ids[1],
        into_id=proposal.merged_into,
        merge_id=command.merge_id,
        carried=command.carried,
        already=command.already,
        own=command.own,
        not_attributable=command.not_attributable,
    )
    return [] if event.counts == proposal.carried else [event]


def unmerge(proposal: Proposal, ids: Ids, command: UnmergeProposal) -> list[ProposalEvent]:
    """Let it stand on its own again."""
    if proposal.merged_into is None or proposal.merge_id is None:
        raise ProposalNotMerged
    if command.by.role != "moderator":
        raise OnlyAuthorOrModeratorMerges
    return [
        ProposalUnmerged(
            proposal_id=ids[0],
            process_id=ids[1],
            into_id=proposal.merged_into,
            merge_id=proposal.merge_id,
            reason=command.reason,
            by=command.by,
        )
    ]
