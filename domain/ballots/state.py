"""What the rules must remember about one person's answer to a proposal."""

from typing import Literal, assert_never
from uuid import UUID

import msgspec

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
from domain.codes import Choice, ProposalId
from domain.messages import StreamId
from domain.people import ProcessId, VoterNumber


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
