"""Support and opinions: one person's answer to one question (I3)."""

from collections.abc import Callable

import msgspec

from domain import ballots, participants, phases, proposals
from domain.codes import (
    Choice,
    PhaseId,
    ProposalId,
)
from domain.people import VoterNumber
from domain.permissions import NotAllowed
from domain.use_cases.carrying_out import Asking, Deciding, Outcome, Platform, carry_out, role_of
from domain.use_cases.finding import known
from domain.use_cases.histories import Histories

Answer = Choice | None
"""What is said to an opinion question; None takes it back."""


class _Answering(msgspec.Struct, frozen=True):
    """What a ballot decision looks at."""

    ballot_stream: VoterNumber
    own: bool
    proposal: proposals.Proposal
    phase: phases.Phase


def _deciding(
    platform: Platform,
    asking: Asking,
    proposal_id: ProposalId,
    wish: Callable[[_Answering], ballots.BallotCommand],
) -> Deciding:
    """Decide on one person's ballot, guarded by phase, proposal and account."""
    person = asking.person
    if person is None:
        raise NotAllowed(action="support", needs=["citizen"])

    def decide(histories: Histories) -> bytes:
        account = platform.vault.pseudonym(person, "installation")
        histories.fetch(proposals.history_of(proposal_id), participants.history_of(account))
        proposal, process_id = known(histories, proposal_id)
        # The log names no voter, so nobody needs their pseudonym of the process here.
        role_of(histories.participant(account), asking, "support", process_id)
        voter = platform.vault.voter_number(person, process_id, proposal_id)
        phase_id = proposal.phase_id or PhaseId(proposal_id)
        histories.presume_new(ballots.history_of(voter))
        histories.fetch(phases.history_of(phase_id), ballots.history_of(voter))
        answering = _Answering(
            ballot_stream=voter,
            own=platform.vault.owner(proposal_id) == person,
            proposal=proposal,
            phase=histories.phase(phase_id),
        )
        events = ballots.decide(histories.ballot(voter), wish(answering))
        histories.add(ballots.history_of(voter), events)
        return msgspec.json.encode({"id": proposal_id, "says": histories.ballot(voter).says})

    return decide


def supporting(platform: Platform, asking: Asking, proposal_id: ProposalId) -> Deciding:
    """Return the decision of `give_support`.

    Raises:
        NotAllowed: nobody asks.
    """

    def wish(answering: _Answering) -> ballots.BallotCommand:
        return ballots.GiveSupport(
            voter=answering.ballot_stream,
            own=answering.own,
            proposal=answering.proposal,
            phase=answering.phase,
            at=asking.at,
        )

    return _deciding(platform, asking, proposal_id, wish)


def give_support(platform: Platform, asking: Asking, proposal_id: ProposalId) -> Outcome:
    """Support a proposal, or confirm it for its newest text. Repeating changes nothing."""
    return carry_out(platform, asking, supporting(platform, asking, proposal_id))


def withdrawing_support(platform: Platform, asking: Asking, proposal_id: ProposalId) -> Deciding:
    """Return the decision of `withdraw_support`.

    Raises:
        NotAllowed: nobody asks.
    """

    def wish(answering: _Answering) -> ballots.BallotCommand:
        return ballots.WithdrawSupport(
            voter=answering.ballot_stream,
            proposal=answering.proposal,
            phase=answering.phase,
            at=asking.at,
        )

    return _deciding(platform, asking, proposal_id, wish)


def withdraw_support(platform: Platform, asking: Asking, proposal_id: ProposalId) -> Outcome:
    """Take support back while the phase is open. Repeating changes nothing."""
    return carry_out(platform, asking, withdrawing_support(platform, asking, proposal_id))


def opining(
    platform: Platform, asking: Asking, proposal_id: ProposalId, answer: Answer
) -> Deciding:
    """Return the decision of `give_opinion`.

    Raises:
        NotAllowed: nobody asks.
    """

    def wish(answering: _Answering) -> ballots.BallotCommand:
        if answer is None:
            return ballots.WithdrawOpinion(
                voter=answering.ballot_stream,
                proposal=answering.proposal,
                phase=answering.phase,
                at=asking.at,
            )
        return ballots.GiveOpinion(
            voter=answering.ballot_stream,
            choice=answer,
            own=answering.own,
            proposal=answering.proposal,
            phase=answering.phase,
            at=asking.at,
        )

    return _deciding(platform, asking, proposal_id, wish)


def give_opinion(
    platform: Platform, asking: Asking, proposal_id: ProposalId, answer: Answer
) -> Outcome:
    """Agree, disagree, pass, or take the opinion back. Repeating changes nothing."""
    return carry_out(platform, asking, opining(platform, asking, proposal_id, answer))
