"""What can be asked of a proposal. Phases and targets come along as read."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from domain.codes import (
    CaseId,
    FieldId,
    PhaseId,
    ProposalId,
    Receipt,
    RuleCode,
    TerritoryKey,
    WithdrawalReason,
)
from domain.messages import Command, ContentRef
from domain.people import Actor, Level, ProcessId, Pseudonym
from domain.phases import Phase
from domain.proposals.state import Proposal


class SubmitProposal(Command, frozen=True, kw_only=True):
    proposal_id: ProposalId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    title: ContentRef
    body: ContentRef
    action_field: FieldId | None
    territory: TerritoryKey | None
    location: ContentRef | None
    level: Level
    received_on: date | None
    author: Actor
    phase: Phase
    post_moderated: bool
    at: datetime


class ImportProposal(Command, frozen=True, kw_only=True):
    proposal_id: ProposalId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    title: ContentRef | None
    body: ContentRef | None
    action_field: FieldId | None
    source: UUID
    source_link: ContentRef | None = None
    author: Pseudonym | None
    by: Actor


class EditProposal(Command, frozen=True, kw_only=True):
    """A new text from the author; revises it if it had been returned."""

    title: ContentRef
    body: ContentRef
    action_field: FieldId | None
    territory: TerritoryKey | None
    location: ContentRef | None
    reason: ContentRef | None
    by: Actor
    phase: Phase
    post_moderated: bool
    at: datetime


class WithdrawProposal(Command, frozen=True, kw_only=True):
    reason: WithdrawalReason
    by: Actor


class PublishProposal(Command, frozen=True, kw_only=True):
    mode: Literal["reviewed", "post", "appeal", "import"]
    case_id: CaseId | None
    by: Actor


class ReturnProposal(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    hint: ContentRef
    by: Actor


class RejectProposal(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class ReleaseEdit(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


class RefuseEdit(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    by: Actor


class HideProposal(Command, frozen=True, kw_only=True):
    case_id: CaseId | None
    rules: tuple[RuleCode, ...]
    explanation: ContentRef | None
    appeal_until: date | None
    by: Actor


class HoldProposal(Command, frozen=True, kw_only=True):
    case_id: CaseId
    rule: RuleCode
    until: datetime


class EndHold(Command, frozen=True, kw_only=True):
    case_id: CaseId


class RestoreProposal(Command, frozen=True, kw_only=True):
    case_id: CaseId
    by: Actor


class MergeProposal(Command, frozen=True, kw_only=True):
    """`by_author` tells that the vault knows the asking person as the author."""

    target: Proposal
    merge_id: UUID
    reason: ContentRef | None
    by: Actor
    by_author: bool


class RecordCarriedSupporters(Command, frozen=True, kw_only=True):
    merge_id: UUID
    carried: int
    already: int
    own: int
    not_attributable: int


class UnmergeProposal(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


ProposalCommand = (
    SubmitProposal
    | ImportProposal
    | EditProposal
    | WithdrawProposal
    | PublishProposal
    | ReturnProposal
    | RejectProposal
    | ReleaseEdit
    | RefuseEdit
    | HideProposal
    | HoldProposal
    | EndHold
    | RestoreProposal
    | MergeProposal
    | RecordCarriedSupporters
    | UnmergeProposal
)
