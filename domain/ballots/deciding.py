"""Answers to the commands of voters; each rule is one function."""

from datetime import datetime
from typing import assert_never

from domain.ballots.commands import (
    BallotCommand,
    CarrySupportOver,
    GiveCarriedSupportBack,
    GiveOpinion,
    GiveSupport,
    ImportOpinion,
    WithdrawOpinion,
    WithdrawSupport,
)
from domain.ballots.events import (
    BallotEvent,
    CarriedSupportGivenBack,
    OpinionChanged,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportConfirmed,
    SupportGiven,
    SupportWithdrawn,
)
from domain.ballots.refusals import (
    AskedForOpinionNotSupport,
    AskedForSupportNotOpinion,
    OwnProposal,
    ProposalNotOpenForSupport,
)
from domain.ballots.state import Ballot
from domain.codes import ProposalId
from domain.people import ProcessId
from domain.phases import Phase
from domain.proposals import Proposal


def decide(ballot: Ballot, command: BallotCommand) -> list[BallotEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets.

    A wish that is already true answers with no event.
    """
    match command:
        case GiveSupport():
            return _give_support(ballot, command)
        case WithdrawSupport():
            return _withdraw_support(ballot, command)
        case GiveOpinion():
            return _give_opinion(ballot, command)
        case WithdrawOpinion():
            return _withdraw_opinion(ballot, command)
        case ImportOpinion():
            return _import_opinion(ballot, command)
        case CarrySupportOver():
            return _carry_over(ballot, command)
        case GiveCarriedSupportBack():
            return _give_back(ballot, command)
        case _:
            assert_never(command)


def _target(proposal: Proposal, phase: Phase, at: datetime) -> tuple[ProcessId, ProposalId]:
    """Return the ids of a proposal that can be answered now, or refuse (I2)."""
    phase.require("support", at)
    if proposal.id is None or proposal.process_id is None or not proposal.answerable:
        raise ProposalNotOpenForSupport(state=proposal.status)
    return proposal.process_id, proposal.id


def _give_support(ballot: Ballot, command: GiveSupport) -> list[BallotEvent]:
    process_id, proposal_id = _target(command.proposal, command.phase, command.at)
    if command.phase.question != "support":
        raise AskedForOpinionNotSupport
    if command.own:
        raise OwnProposal
    version = command.proposal.public_version
    carried = ballot.merge_id is not None
    if ballot.says == "support" and ballot.text_version == version and not carried:
        return []
    kind = SupportConfirmed if ballot.says == "support" else SupportGiven
    return [
        kind(
            process_id=process_id,
            proposal_id=proposal_id,
            voter=command.voter,
            text_version=version,
        )
    ]


def _withdraw_support(ballot: Ballot, command: WithdrawSupport) -> list[BallotEvent]:
    process_id, proposal_id = _target(command.proposal, command.phase, command.at)
    if ballot.says != "support":
        return []
    return [SupportWithdrawn(process_id=process_id, proposal_id=proposal_id, voter=command.voter)]


def _give_opinion(ballot: Ballot, command: GiveOpinion) -> list[BallotEvent]:
    process_id, proposal_id = _target(command.proposal, command.phase, command.at)
    if command.phase.question != "opinion":
        raise AskedForSupportNotOpinion
    if command.own:
        raise OwnProposal
    version = command.proposal.public_version
    old = ballot.choice
    if old is None:
        return [
            OpinionGiven(
                process_id=process_id,
                proposal_id=proposal_id,
                voter=command.voter,
                choice=command.choice,
                text_version=version,
            )
        ]
    if (old, ballot.text_version) == (command.choice, version):
        return []
    return [
        OpinionChanged(
            process_id=process_id,
            proposal_id=proposal_id,
            voter=command.voter,
            old=old,
            new=command.choice,
            text_version=version,
        )
    ]


def _withdraw_opinion(ballot: Ballot, command: WithdrawOpinion) -> list[BallotEvent]:
    process_id, proposal_id = _target(command.proposal, command.phase, command.at)
    if ballot.choice is None:
        return []
    return [
        OpinionWithdrawn(
            process_id=process_id,
            proposal_id=proposal_id,
            voter=command.voter,
            old=ballot.choice,
        )
    ]


def _import_opinion(ballot: Ballot, command: ImportOpinion) -> list[BallotEvent]:
    proposal = command.proposal
    if proposal.id is None or proposal.process_id is None:
        raise ProposalNotOpenForSupport(state=proposal.status)
    old = ballot.choice
    return [
        OpinionImported(
            process_id=proposal.process_id,
            proposal_id=proposal.id,
            voter=command.voter,
            choice=command.choice,
            old=old,
            source=command.source,
            source_rule=command.own or old == command.choice,
        )
    ]


def _carry_over(ballot: Ballot, command: CarrySupportOver) -> list[BallotEvent]:
    target = command.target
    if target.id is None or target.process_id is None:
        raise ProposalNotOpenForSupport(state=target.status)
    if ballot.says == "support":
        return []
    return [
        SupportCarriedOver(
            process_id=target.process_id,
            proposal_id=target.id,
            voter=command.voter,
            merge_id=command.merge_id,
            text_version=target.public_version,
        )
    ]


def _give_back(ballot: Ballot, command: GiveCarriedSupportBack) -> list[BallotEvent]:
    # Somebody who has since supported the target themselves keeps doing so.
    if ballot.merge_id != command.merge_id or ballot.voter is None:
        return []
    if ballot.process_id is None or ballot.proposal_id is None:
        return []
    return [
        CarriedSupportGivenBack(
            process_id=ballot.process_id,
            proposal_id=ballot.proposal_id,
            voter=ballot.voter,
            merge_id=command.merge_id,
        )
    ]
