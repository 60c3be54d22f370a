"""What residents say to a proposal: support, or agree, disagree, pass."""

import msgspec
from litestar import Controller, delete, put
from litestar.params import FromPath, JSONBody

from api.people import signed_in_only
from api.problems import WRITING, responses
from api.provided import Booth
from api.resources import schemas
from domain.codes import ProposalId
from domain.use_cases.carrying_out import Deciding
from domain.use_cases.supporting import opining, supporting, withdrawing_support

_VOTERS = [signed_in_only]


async def _said(booth: Booth, vote: Deciding) -> schemas.Said:
    outcome = await booth.take(vote)
    return msgspec.json.decode(outcome.result, type=schemas.Said)


class VoteResource(Controller):
    """Answers do not wait until reads show the vote; they name its position."""

    path = "/proposals/{proposal_id:uuid}"
    tags = ("Proposals",)

    @put("/support", guards=_VOTERS, responses=responses(*WRITING))
    async def give_support(self, proposal_id: FromPath[ProposalId], booth: Booth) -> schemas.Said:
        """Support a proposal as it reads now; repeating it changes nothing."""
        return await _said(booth, supporting(booth.platform, booth.asking, proposal_id))

    @delete("/support", status_code=200, guards=_VOTERS, responses=responses(*WRITING))
    async def withdraw_support(
        self, proposal_id: FromPath[ProposalId], booth: Booth
    ) -> schemas.Said:
        """Take support back; repeating it changes nothing."""
        return await _said(booth, withdrawing_support(booth.platform, booth.asking, proposal_id))

    @put("/opinion", guards=_VOTERS, responses=responses(*WRITING))
    async def give_opinion(
        self,
        proposal_id: FromPath[ProposalId],
        data: JSONBody[schemas.NewOpinion],
        booth: Booth,
    ) -> schemas.Said:
        """Agree, disagree or pass; the last opinion counts."""
        return await _said(booth, opining(booth.platform, booth.asking, proposal_id, data.choice))

    @delete("/opinion", status_code=200, guards=_VOTERS, responses=responses(*WRITING))
    async def withdraw_opinion(
        self, proposal_id: FromPath[ProposalId], booth: Booth
    ) -> schemas.Said:
        """Take the opinion back; repeating it changes nothing."""
        return await _said(booth, opining(booth.platform, booth.asking, proposal_id, None))
