"""What residents say to a proposal: support, or agree, disagree, pass."""

import msgspec
from litestar import Controller, delete, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from api.people import signed_in_only
from api.problems import WRITING, responses
from api.provided import Allowances, Asking, Person, Platform, Visible, Voting
from api.resources import schemas
from domain.codes import ProposalId
from domain.use_cases import supporting
from domain.use_cases.carrying_out import Deciding


class VotingBooth(msgspec.Struct, frozen=True):
    """Takes one vote of one person and answers with what they say from now on.

    It does not wait until reads show the vote: the answer names its position, and a
    program's next read can ask for it (docs/rules/api.md).
    """

    voting: Voting
    asking: Asking
    person: Person
    allowances: Allowances
    visible: Visible

    async def take(self, vote: Deciding) -> schemas.Said:
        """Carry a vote out; each counts against what one person may do."""
        self.allowances.spend("votes", self.person)
        outcome = await self.voting.take(self.asking, vote)
        self.visible.note(outcome.position)
        return msgspec.json.decode(outcome.result, type=schemas.Said)


def provide_booth(
    voting: Voting, asking: Asking, person: Person, allowances: Allowances, visible: Visible
) -> VotingBooth:
    """Provide `booth` to the handlers of votes."""
    return VotingBooth(voting, asking, person, allowances, visible)


Booth = NamedDependency[VotingBooth]
_VOTERS = [signed_in_only]


class VoteResource(Controller):
    path = "/proposals/{proposal_id:uuid}"
    tags = ("Proposals",)
    dependencies = {"booth": Provide(provide_booth, sync_to_thread=False)}  # noqa: RUF012 - the framework's own name, never changed

    @put("/support", guards=_VOTERS, responses=responses(*WRITING))
    async def give_support(
        self, proposal_id: FromPath[ProposalId], platform: Platform, booth: Booth
    ) -> schemas.Said:
        """Support a proposal as it reads now; repeating it changes nothing."""
        return await booth.take(supporting.supporting(platform, booth.asking, proposal_id))

    @delete("/support", status_code=200, guards=_VOTERS, responses=responses(*WRITING))
    async def withdraw_support(
        self, proposal_id: FromPath[ProposalId], platform: Platform, booth: Booth
    ) -> schemas.Said:
        """Take support back; repeating it changes nothing."""
        vote = supporting.withdrawing_support(platform, booth.asking, proposal_id)
        return await booth.take(vote)

    @put("/opinion", guards=_VOTERS, responses=responses(*WRITING))
    async def give_opinion(
        self,
        proposal_id: FromPath[ProposalId],
        data: JSONBody[schemas.NewOpinion],
        platform: Platform,
        booth: Booth,
    ) -> schemas.Said:
        """Agree, disagree or pass; the last opinion counts."""
        vote = supporting.opining(platform, booth.asking, proposal_id, data.choice)
        return await booth.take(vote)

    @delete("/opinion", status_code=200, guards=_VOTERS, responses=responses(*WRITING))
    async def withdraw_opinion(
        self, proposal_id: FromPath[ProposalId], platform: Platform, booth: Booth
    ) -> schemas.Said:
        """Take the opinion back; repeating it changes nothing."""
        return await booth.take(supporting.opining(platform, booth.asking, proposal_id, None))
