"""What can be asked of one person's answer to a proposal."""

from datetime import datetime
from uuid import UUID

from domain.codes import Choice
from domain.messages import Command
from domain.people import VoterNumber
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


BallotCommand = (
    GiveSupport
    | WithdrawSupport
    | GiveOpinion
    | WithdrawOpinion
    | ImportOpinion
    | CarrySupportOver
    | GiveCarriedSupportBack
)
