"""Why an answer is not taken."""

from domain.messages import Refusal


class AskedForOpinionNotSupport(Refusal): ...


class AskedForSupportNotOpinion(Refusal): ...


class OwnProposal(Refusal): ...


class ProposalNotOpenForSupport(Refusal): ...
