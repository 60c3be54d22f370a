"""Answers to proposal commands; each rule is one function."""

from typing import assert_never

from domain.codes import HOUSE_RULES_VERSION
from domain.proposals import merging, reviewing
from domain.proposals.commands import (
    EditProposal,
    EndHold,
    HideProposal,
    HoldProposal,
    ImportProposal,
    MergeProposal,
    ProposalCommand,
    PublishProposal,
    RecordCarriedSupporters,
    RefuseEdit,
    RejectProposal,
    ReleaseEdit,
    RestoreProposal,
    ReturnProposal,
    SubmitProposal,
    UnmergeProposal,
    WithdrawProposal,
)
from domain.proposals.events import (
    ProposalEdited,
    ProposalEvent,
    ProposalImported,
    ProposalPublished,
    ProposalResubmitted,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from domain.proposals.ids import Ids
from domain.proposals.refusals import (
    NotTheAuthor,
    ProposalAlreadySubmitted,
    ProposalCannotBeEdited,
    ProposalCannotBeWithdrawn,
    ProposalUnknown,
)
from domain.proposals.state import Proposal


def decide(proposal: Proposal, command: ProposalCommand) -> list[ProposalEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, SubmitProposal):
        return _submit(proposal, command)
    if isinstance(command, ImportProposal):
        return _import(proposal, command)
    if proposal.id is None or proposal.process_id is None:
        raise ProposalUnknown
    ids = (proposal.id, proposal.process_id)
    match command:
        case EditProposal():
            return _edit(proposal, ids, command)
        case WithdrawProposal():
            return _withdraw(proposal, ids, command)
        case PublishProposal():
            return reviewing.publish(proposal, ids, command)
        case ReturnProposal():
            return reviewing.bring_back(proposal, ids, command)
        case RejectProposal():
            return reviewing.reject(proposal, ids, command)
        case ReleaseEdit() | RefuseEdit():
            return reviewing.settle_edit(proposal, ids, command)
        case HideProposal():
            return reviewing.hide(proposal, ids, command)
        case HoldProposal():
            return reviewing.hold(proposal, ids, command)
        case EndHold():
            return reviewing.end_hold(proposal, ids, command)
        case RestoreProposal():
            return reviewing.restore(proposal, ids, command)
        case MergeProposal():
            return merging.merge(proposal, ids, command)
        case RecordCarriedSupporters():
            return merging.record_carried(proposal, ids, command)
        case UnmergeProposal():
            return merging.unmerge(proposal, ids, command)
        case _:
            assert_never(command)


def _submit(proposal: Proposal, command: SubmitProposal) -> list[ProposalEvent]:
    if proposal.status != "absent":
        raise ProposalAlreadySubmitted
    if command.received_on is None:
        command.phase.require("submit", command.at)
    else:
        command.phase.require_received("submit", command.received_on, command.at)
    events: list[ProposalEvent] = [
        ProposalSubmitted(
            proposal_id=command.proposal_id,
            process_id=command.process_id,
            phase_id=command.phase_id,
            receipt=command.receipt,
            title=command.title,
            body=command.body,
            action_field=command.action_field,
            territory=command.territory,
            location=command.location,
            rules_version=HOUSE_RULES_VERSION,
            level=command.level,
            received_on=command.received_on,
            author=command.author,
        )
    ]
    if command.post_moderated:
        events.append(
            ProposalPublished(
                proposal_id=command.proposal_id,
                process_id=command.process_id,
                mode="post",
                case_id=None,
                by=command.author,
            )
        )
    return events


def _import(proposal: Proposal, command: ImportProposal) -> list[ProposalEvent]:
    if proposal.status != "absent":
        raise ProposalAlreadySubmitted
    return [
        ProposalImported(
            proposal_id=command.proposal_id,
            process_id=command.process_id,
            phase_id=command.phase_id,
            receipt=command.receipt,
            title=command.title,
            body=command.body,
            action_field=command.action_field,
            source=command.source,
            source_link=command.source_link,
            author=command.author,
            by=command.by,
        ),
        ProposalPublished(
            proposal_id=command.proposal_id,
            process_id=command.process_id,
            mode="import",
            case_id=None,
            by=command.by,
        ),
    ]


def _edit(proposal: Proposal, ids: Ids, command: EditProposal) -> list[ProposalEvent]:
    if command.by.pseudonym != proposal.author:
        raise NotTheAuthor
    proposal_id, process_id = ids
    version = proposal.version + 1
    if proposal.status == "returned":
        # Revising what was returned in time stays possible after the phase (J4).
        return [
            ProposalResubmitted(
                proposal_id=proposal_id,
                process_id=process_id,
                version=version,
                title=command.title,
                body=command.body,
                action_field=command.action_field,
                territory=command.territory,
                location=command.location,
                by=command.by,
            )
        ]
    if proposal.status not in {"submitted", "published"} or proposal.held_by:
        raise ProposalCannotBeEdited(state=proposal.status)
    command.phase.require("submit", command.at)
    return [
        ProposalEdited(
            proposal_id=proposal_id,
            process_id=process_id,
            version=version,
            title=command.title,
            body=command.body,
            action_field=command.action_field,
            territory=command.territory,
            location=command.location,
            reason=command.reason,
            held=proposal.status == "published" and not command.post_moderated,
            by=command.by,
        )
    ]


def _withdraw(proposal: Proposal, ids: Ids, command: WithdrawProposal) -> list[ProposalEvent]:
    if command.by.pseudonym != proposal.author:
        raise NotTheAuthor
    if proposal.status not in {"submitted", "returned", "published"}:
        raise ProposalCannotBeWithdrawn(state=proposal.status)
    return [
        ProposalWithdrawn(
            proposal_id=ids[0],
            process_id=ids[1],
            reason=command.reason,
            by=command.by,
        )
    ]
