"""Support and opinions: one per person and proposal (I3).

The voter number is the stream id, so the log's primary key is the rule: nobody
needs a lock on the proposal. Vote events carry no actor, command or client id
(ruling 1). Rules: docs/rules/support_and_opinion.md.
"""

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
from domain.ballots.deciding import (
    decide,
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
from domain.ballots.state import (
    Ballot,
    evolve,
    history_of,
)

__all__ = [
    "AskedForOpinionNotSupport",
    "AskedForSupportNotOpinion",
    "Ballot",
    "BallotCommand",
    "BallotEvent",
    "CarriedSupportGivenBack",
    "CarrySupportOver",
    "GiveCarriedSupportBack",
    "GiveOpinion",
    "GiveSupport",
    "ImportOpinion",
    "OpinionChanged",
    "OpinionGiven",
    "OpinionImported",
    "OpinionWithdrawn",
    "OwnProposal",
    "ProposalNotOpenForSupport",
    "SupportCarriedOver",
    "SupportConfirmed",
    "SupportGiven",
    "SupportWithdrawn",
    "WithdrawOpinion",
    "WithdrawSupport",
    "decide",
    "evolve",
    "history_of",
]
