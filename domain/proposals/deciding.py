"""Answers to proposal commands; each rule is one function."""

from typing import assert_never

from domain.codes import HOUSE_RULES_VERSION, ProposalId
from domain.people import ProcessId
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
from domain.proposals.refusals import (
    AlreadyMerged,
    CannotMergeIntoItself,
    EditNotHeld,
    NotTheAuthor,
    OnlyAuthorOrModeratorMerges,
    ProposalAlreadySubmitted,
    ProposalCannotBeEdited,
    ProposalCannotBeWithdrawn,
    ProposalNotAwaitingReview,
    ProposalNotHidden,
    ProposalNotMerged,
    ProposalNotPublic,
    ProposalUnknown,
    TargetNotPublished,
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
            return _publish(proposal, ids, command)
        case ReturnProposal():
            return _return(proposal, ids, command)
        case RejectProposal():
            return _reject(proposal, ids, command)
        case ReleaseEdit() | RefuseEdit():
            return _settle_edit(proposal, ids, command)
        case HideProposal():
            return _hide(proposal, ids, command)
        case HoldProposal():
            return _hold(proposal, ids, command)
        case EndHold():
            return _end_hold(proposal, ids, command)
        case RestoreProposal():
            return _restore(proposal, ids, command)
        case MergeProposal():
            return _merge(proposal, ids, command)
        case RecordCarriedSupporters():
            return _record_carried(proposal, ids, command)
        case UnmergeProposal():
            return _unmerge(proposal, ids, command)
        case _:
            assert_never(command)


Ids = tuple[ProposalId, ProcessId]


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


def _publish(proposal: Proposal, ids: Ids, command: PublishProposal) -> list[ProposalEvent]:
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


def _return(proposal: Proposal, ids: Ids, command: ReturnProposal) -> list[ProposalEvent]:
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


def _reject(proposal: Proposal, ids: Ids, command: RejectProposal) -> list[ProposalEvent]:
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


def _settle_edit(
    proposal: Proposal, ids: Ids, command: ReleaseEdit | RefuseEdit
) -> list[ProposalEvent]:
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


def _hide(proposal: Proposal, ids: Ids, command: HideProposal) -> list[ProposalEvent]:
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


def _hold(proposal: Proposal, ids: Ids, command: HoldProposal) -> list[ProposalEvent]:
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


def _end_hold(proposal: Proposal, ids: Ids, command: EndHold) -> list[ProposalEvent]:
    if proposal.held_by != command.case_id:
        return []
    return [ProposalHoldEnded(proposal_id=ids[0], process_id=ids[1], case_id=command.case_id)]


def _restore(proposal: Proposal, ids: Ids, command: RestoreProposal) -> list[ProposalEvent]:
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


def _merge(proposal: Proposal, ids: Ids, command: MergeProposal) -> list[ProposalEvent]:
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


def _record_carried(
    proposal: Proposal, ids: Ids, command: RecordCarriedSupporters
) -> list[ProposalEvent]:
    if proposal.merged_into is None or proposal.merge_id != command.merge_id:
        raise ProposalNotMerged
    return [
        SupportersCarriedOver(
            proposal_id=ids[0],
            process_id=ids[1],
            into_id=proposal.merged_into,
            merge_id=command.merge_id,
            carried=command.carried,
            already=command.already,
            own=command.own,
            not_attributable=command.not_attributable,
        )
    ]


def _unmerge(proposal: Proposal, ids: Ids, command: UnmergeProposal) -> list[ProposalEvent]:
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
