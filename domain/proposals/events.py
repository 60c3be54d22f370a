"""What can happen to a proposal. Stored names are for ever (ruling 25)."""

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
from domain.messages import ContentRef, Event
from domain.people import Actor, Level, ProcessId, Pseudonym


class ProposalSubmitted(Event, frozen=True, tag="proposal.submitted/1"):
    """A citizen handed in a proposal; version 1 of its text.

    `received_on` is the day a paper reached an office, None for online ones.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    title: ContentRef
    body: ContentRef
    action_field: FieldId | None
    territory: TerritoryKey | None
    location: ContentRef | None
    rules_version: int
    level: Level
    received_on: date | None
    author: Actor


class ProposalImported(Event, frozen=True, tag="proposal.imported/1"):
    """A proposal was taken over from another platform or a published data set.

    `source` is derived from the row it came from, `source_link` is its address there,
    which licences ask for. A source without a title or without a text gives None for
    it. `author` is None where the source names none.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    title: ContentRef | None
    body: ContentRef | None
    action_field: FieldId | None
    source: UUID
    author: Pseudonym | None
    by: Actor
    source_link: ContentRef | None = None


class ProposalEdited(Event, frozen=True, tag="proposal.edited/1"):
    """The author wrote a new version; earlier ones stay readable (I9).

    `held` means that the public goes on seeing the former version until a
    moderator has read this one.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    version: int
    title: ContentRef
    body: ContentRef
    action_field: FieldId | None
    territory: TerritoryKey | None
    location: ContentRef | None
    reason: ContentRef | None
    held: bool
    by: Actor


class ProposalEditReleased(Event, frozen=True, tag="proposal.edit-released/1"):
    """A moderator let a held version become the public one."""

    proposal_id: ProposalId
    process_id: ProcessId
    version: int
    case_id: CaseId
    by: Actor


class ProposalEditRefused(Event, frozen=True, tag="proposal.edit-refused/1"):
    """A held version stays unpublished; the former one stays public."""

    proposal_id: ProposalId
    process_id: ProcessId
    version: int
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    by: Actor


class ProposalResubmitted(Event, frozen=True, tag="proposal.resubmitted/1"):
    """The author revised a returned proposal; it waits for a moderator again."""

    proposal_id: ProposalId
    process_id: ProcessId
    version: int
    title: ContentRef
    body: ContentRef
    action_field: FieldId | None
    territory: TerritoryKey | None
    location: ContentRef | None
    by: Actor


class ProposalWithdrawn(Event, frozen=True, tag="proposal.withdrawn/1"):
    """The author took it back; a public stub stays if it had been published."""

    proposal_id: ProposalId
    process_id: ProcessId
    reason: WithdrawalReason
    by: Actor


class ProposalPublished(Event, frozen=True, tag="proposal.published/1"):
    """Everybody can read it. `mode` tells what let it through."""

    proposal_id: ProposalId
    process_id: ProcessId
    mode: Literal["reviewed", "post", "appeal", "import"]
    case_id: CaseId | None
    by: Actor


class ProposalReturnedForRevision(Event, frozen=True, tag="proposal.returned/1"):
    """A moderator asks the author to change it before it can be published."""

    proposal_id: ProposalId
    process_id: ProcessId
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    hint: ContentRef
    by: Actor


class ProposalRejected(Event, frozen=True, tag="proposal.rejected/1"):
    """A moderator refused publication, with reasons and a way to appeal (I6, I7)."""

    proposal_id: ProposalId
    process_id: ProcessId
    case_id: CaseId
    rules: tuple[RuleCode, ...]
    explanation: ContentRef
    appeal_until: date
    by: Actor


class ProposalHidden(Event, frozen=True, tag="proposal.hidden/1"):
    """It was public and is not any more; a stub with the rule stays.

    `case_id` is None only for decisions of an imported source (rule HR00), which
    brought no explanation.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    case_id: CaseId | None
    rules: tuple[RuleCode, ...]
    explanation: ContentRef | None
    appeal_until: date | None
    by: Actor


class ProposalHeld(Event, frozen=True, tag="proposal.held/1"):
    """Covered for at most 24 hours after a report of HR03 or HR04 (P3)."""

    proposal_id: ProposalId
    process_id: ProcessId
    case_id: CaseId
    rule: RuleCode
    until: datetime


class ProposalHoldEnded(Event, frozen=True, tag="proposal.hold-ended/1"):
    """The interim cover went: time ran out or a moderator decided."""

    proposal_id: ProposalId
    process_id: ProcessId
    case_id: CaseId


class ProposalRestored(Event, frozen=True, tag="proposal.restored/1"):
    """Public again after having been hidden."""

    proposal_id: ProposalId
    process_id: ProcessId
    case_id: CaseId
    by: Actor


class ProposalMerged(Event, frozen=True, tag="proposal.merged/1"):
    """It goes on as part of another proposal; stays readable, shows the target (I8).

    `merge_id` names the carrying-over of its supporters (ruling 3).
    """

    proposal_id: ProposalId
    process_id: ProcessId
    into_id: ProposalId
    merge_id: UUID
    reason: ContentRef | None
    by: Actor


class SupportersCarriedOver(Event, frozen=True, tag="proposal.supporters-carried/1"):
    """How many supporters of a merged proposal now support its target.

    `already` supported both, `own` wrote the target, `not_attributable` have
    erased their account or came by import: shown apart, never added.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    into_id: ProposalId
    merge_id: UUID
    carried: int
    already: int
    own: int
    not_attributable: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Return the four counts in the order of their fields."""
        return self.carried, self.already, self.own, self.not_attributable


class ProposalUnmerged(Event, frozen=True, tag="proposal.unmerged/1"):
    """The merge was undone; carried supporters were given back."""

    proposal_id: ProposalId
    process_id: ProcessId
    into_id: ProposalId
    merge_id: UUID
    reason: ContentRef
    by: Actor


ProposalEvent = (
    ProposalSubmitted
    | ProposalImported
    | ProposalEdited
    | ProposalEditReleased
    | ProposalEditRefused
    | ProposalResubmitted
    | ProposalWithdrawn
    | ProposalPublished
    | ProposalReturnedForRevision
    | ProposalRejected
    | ProposalHidden
    | ProposalHeld
    | ProposalHoldEnded
    | ProposalRestored
    | ProposalMerged
    | SupportersCarriedOver
    | ProposalUnmerged
)
