"""What can happen to one person's answer. Stored names are for ever (ruling 25)."""

from uuid import UUID

from domain.codes import Choice, ProposalId
from domain.messages import Event
from domain.people import ProcessId, VoterNumber


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
