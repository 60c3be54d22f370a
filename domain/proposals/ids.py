"""Where a proposal belongs; every event of its stream repeats it."""

from domain.codes import ProposalId
from domain.people import ProcessId

Ids = tuple[ProposalId, ProcessId]
