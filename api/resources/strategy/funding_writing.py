"""The office keeps the funding register by programs."""

from uuid import UUID

from litestar import Controller, post, put
from litestar.params import FromPath, JSONBody

from api.pages.formatting import typed
from api.people import office_only
from api.problems import WRITING, responses
from api.resources.schemas.set_up import Made
from api.resources.schemas.strategy import carrying_wishes as wishes
from api.resources.strategy.work import ON_PROCESS, OnProcess
from api.resources.texts import one_line
from domain.use_cases.strategy import organising


class FundingWriting(Controller):
    path = "/processes/{slug:str}/funding"
    tags = ("Plans",)
    guards = (office_only,)
    dependencies = ON_PROCESS

    @post(sync_to_thread=True, responses=responses(*WRITING))
    def register_funding(self, data: JSONBody[wishes.NewFundingNotice], work: OnProcess) -> Made:
        """Register a grant; profiles of measures name it by this `id`."""
        return work.done(organising.register_funding(*work.at, _written(data, None)))

    @put("/{notice_id:uuid}", sync_to_thread=True, responses=responses(*WRITING))
    def change_funding(
        self,
        notice_id: FromPath[UUID],
        data: JSONBody[wishes.NewFundingNotice],
        work: OnProcess,
    ) -> Made:
        """Change a grant, or register one under an id of one's own."""
        return work.done(organising.register_funding(*work.at, _written(data, notice_id)))


def _written(data: wishes.NewFundingNotice, notice_id: UUID | None) -> organising.NewFunding:
    return organising.NewFunding(
        programme=one_line(data.programme),
        number=one_line(data.number),
        amount=data.amount,
        starts=data.starts,
        ends=data.ends,
        publicity=typed(data.publicity),
        notice_id=notice_id,
    )
