"""Who supports an idea, by the numbers in the log."""

from functools import reduce
from typing import get_args

from domain import ballots
from domain.codes import ProposalId
from domain.people import VoterNumber
from domain.ports import EventLog


def supporters_of(log: EventLog, proposal_id: ProposalId) -> list[VoterNumber]:
    """Return the numbers that support a proposal now, sorted.

    Reads the whole log: for a replay of some thousand events.
    """
    said: dict[VoterNumber, list[ballots.BallotEvent]] = {}
    for page in log.since(0):
        for recorded in page:
            event = recorded.event
            if isinstance(event, get_args(ballots.BallotEvent)) and (
                event.proposal_id == proposal_id
            ):
                said.setdefault(event.voter, []).append(event)
    return sorted(
        voter
        for voter, events in said.items()
        if reduce(ballots.evolve, events, ballots.Ballot()).says == "support"
    )
