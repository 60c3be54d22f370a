"""Support and opinions: one per person and proposal (I3).

The voter number is the stream id, so the log's primary key is the rule: nobody
needs a lock on the proposal. Vote events carry no actor, command or client id
(ruling 1). Rules: docs/rules/support_and_opinion.md.
"""

from datetime import datetime
from typing import Literal, assert_never
from uuid import UUID

import msgspec

from domain.codes import Choice, ProposalId
from domain.messages import Command, Event, Refusal, StreamId
from domain.people import ProcessId, VoterNumber
from domain.phases import Phase
from domain.proposals import Proposal


class GiveSupport(Command, frozen=True, kw_only=True):
    voter: VoterNumber
    own: bool
    proposal: Proposal
    phase: Phase
    at: datetime


class WithdrawSupport(Command, frozen=True, kw_only=True):
    voter: VoterNumber
    proposal: Proposal
    phase: Phase
    at: datetime


class GiveOpinion(Command, frozen=True, kw_only=True):
    voter: VoterNumber
    choice: Choice
    own: bool
    proposal: Proposal
    phase: Phase
    at: datetime


class WithdrawOpinion(Command, frozen=True, kw_only=True):
    voter: VoterNumber
    proposal: Proposal
    phase: Phase
    at: datetime


class ImportOpinion(Command, frozen=True, kw_only=True):
    """One row of a source that had rules of its own (ruling 9)."""

    voter: VoterNumber
    choice: Choice
    source: UUID
    own: bool
    proposal: Proposal


class CarrySupportOver(Command, frozen=True, kw_only=True):
    """A supporter of a merged proposal counts for the target (ruling 3)."""

    voter: VoterNumber
    merge_id: UUID
    target: Proposal


class GiveCarriedSupportBack(Command, frozen=True, kw_only=True):
    merge_id: UUID


class SupportGiven(Event, frozen=True, tag="support.given/1"):
    """Somebody supports a proposal as it read in `text_version`."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    text_version: int


class SupportConfirmed(Event, frozen=True, tag="support.confirmed/1"):
    """A supporter said so again for a newer text, or after a merge; counts once still."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    text_version: int


class SupportWithdrawn(Event, frozen=True, tag="support.withdrawn/1"):
    """The support was taken back; that it had been given stays in the history."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber


class SupportCarriedOver(Event, frozen=True, tag="support.carried-over/1"):
    """A supporter of a merged proposal counts for this one; names only this number."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    merge_id: UUID
    text_version: int


class CarriedSupportGivenBack(Event, frozen=True, tag="support.given-back/1"):
    """A merge was undone; support that came by it alone is gone."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    merge_id: UUID


class OpinionGiven(Event, frozen=True, tag="opinion.given/1"):
    """Somebody agrees, disagrees or passes on a proposal as it read in `text_version`."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    choice: Choice
    text_version: int


class OpinionChanged(Event, frozen=True, tag="opinion.changed/1"):
    """The same person now thinks otherwise, or confirms it for a newer text."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    old: Choice
    new: Choice
    text_version: int


class OpinionWithdrawn(Event, frozen=True, tag="opinion.withdrawn/1"):
    """The opinion was taken back; that it had been given stays in the history."""

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    old: Choice


class OpinionImported(Event, frozen=True, tag="opinion.imported/1"):
    """One vote row of a source. `old` is what the same voter had said before, if anything.

    `source_rule` marks rows our own rules would have refused: the same value
    again, or a vote on one's own item.
    """

    process_id: ProcessId
    proposal_id: ProposalId
    voter: VoterNumber
    choice: Choice
    old: Choice | None
    source: UUID
    source_rule: bool


class AskedForOpinionNotSupport(Refusal): ...


class AskedForSupportNotOpinion(Refusal): ...


class OwnProposal(Refusal): ...


class ProposalNotOpenForSupport(Refusal): ...


BallotCommand = (
    GiveSupport
    | WithdrawSupport
    | GiveOpinion
    | WithdrawOpinion
    | ImportOpinion
    | CarrySupportOver
    | GiveCarriedSupportBack
)
BallotEvent = (
    SupportGiven
    | SupportConfirmed
    | SupportWithdrawn
    | SupportCarriedOver
    | CarriedSupportGivenBack
    | OpinionGiven
    | OpinionChanged
    | OpinionWithdrawn
    | OpinionImported
)


class Ballot(msgspec.Struct, frozen=True):
    """What one person says to one question at the moment.

    `text_version` is the version it was said of; `merge_id` is set while
    support stands only because a merge carried it over.
    """

    says: Literal["nothing", "support"] | Choice = "nothing"
    text_version: int = 0
    merge_id: UUID | None = None
    voter: VoterNumber | None = None
    process_id: ProcessId | None = None
    proposal_id: ProposalId | None = None

    @property
    def choice(self) -> Choice | None:
        """The opinion held at the moment; None for support or nothing."""
        match self.says:
            case "nothing" | "support":
                return None
            case choice:
                return choice


def history_of(voter: VoterNumber) -> StreamId:
    """Return the stream of one person's answer to one question."""
    return StreamId(voter)


def evolve(_: Ballot, event: BallotEvent) -> Ballot:
    """Return the answer after an event; each event says it all, so the former is not needed."""
    keys = (event.voter, event.process_id, event.proposal_id)
    match event:
        case SupportGiven() | SupportConfirmed():
            return Ballot("support", event.text_version, None, *keys)
        case SupportCarriedOver():
            return Ballot("support", event.text_version, event.merge_id, *keys)
        case SupportWithdrawn() | CarriedSupportGivenBack() | OpinionWithdrawn():
            return Ballot("nothing", 0, None, *keys)
        case OpinionGiven():
            return Ballot(event.choice, event.text_version, None, *keys)
        case OpinionChanged():
            return Ballot(event.new, event.text_version, None, *keys)
        case OpinionImported():
            return Ballot(event.choice, 1, None, *keys)
        case _:
            assert_never(event)


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
