"""What residents say to a proposal: support, or agree, disagree, pass."""

from collections.abc import Callable

import msgspec
from litestar import Controller, delete, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from api.people import signed_in_only
from api.problems import WRITING, responses
from api.provided import Allowances, Asking, Person, Platform, Visible
from api.resources import schemas
from api.resources.answers import answer
from domain.codes import ProposalId
from domain.use_cases import Asking as Wish
from domain.use_cases import Outcome, contributing
from domain.use_cases import Platform as PlatformParts


class VotingBooth(msgspec.Struct, frozen=True):
    """Takes one vote of one person and answers with what they say from now on."""

    platform: Platform
    asking: Asking
    person: Person
    allowances: Allowances
    visible: Visible

    def take(self, vote: Callable[[PlatformParts, Wish], Outcome]) -> schemas.Said:
        """Carry a vote out; each counts against what one person may do."""
        self.allowances.spend("votes", self.person)
        return answer(vote(self.platform, self.asking), self.visible, schemas.Said)


def provide_booth(
    platform: Platform, asking: Asking, person: Person, allowances: Allowances, visible: Visible
) -> VotingBooth:
    """Provide `booth` to the handlers of votes."""
    return VotingBooth(platform, asking, person, allowances, visible)


Booth = NamedDependency[VotingBooth]
_VOTERS = [signed_in_only]


class VoteResource(Controller):
    path = "/proposals/{proposal_id:uuid}"
    tags = ("Proposals",)
    dependencies = {"booth": Provide(provide_booth, sync_to_thread=False)}  # noqa: RUF012 - the framework's own name, never changed

    @put("/support", guards=_VOTERS, sync_to_thread=True, responses=responses(*WRITING))
    def give_support(self, proposal_id: FromPath[ProposalId], booth: Booth) -> schemas.Said:
        """Support a proposal as it reads now; repeating it changes nothing."""
        return booth.take(
            lambda platform, asking: contributing.give_support(platform, asking, proposal_id)
        )

    @delete(
        "/support",
        status_code=200,
        guards=_VOTERS,
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def withdraw_support(self, proposal_id: FromPath[ProposalId], booth: Booth) -> schemas.Said:
        """Take support back; repeating it changes nothing."""
        return booth.take(
            lambda platform, asking: contributing.withdraw_support(platform, asking, proposal_id)
        )

    @put("/opinion", guards=_VOTERS, sync_to_thread=True, responses=responses(*WRITING))
    def give_opinion(
        self,
        proposal_id: FromPath[ProposalId],
        data: JSONBody[schemas.NewOpinion],
        booth: Booth,
    ) -> schemas.Said:
        """Agree, disagree or pass; the last opinion counts."""
        return booth.take(
            lambda platform, asking: contributing.give_opinion(
                platform, asking, proposal_id, data.choice
            )
        )

    @delete(
        "/opinion",
        status_code=200,
        guards=_VOTERS,
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def withdraw_opinion(self, proposal_id: FromPath[ProposalId], booth: Booth) -> schemas.Said:
        """Take the opinion back; repeating it changes nothing."""
        return booth.take(
            lambda platform, asking: contributing.give_opinion(platform, asking, proposal_id, None)
        )
