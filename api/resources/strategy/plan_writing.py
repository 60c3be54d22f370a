"""The office releases plans of years by programs."""

from litestar import Controller, put
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from api.people import office_only
from api.problems import WRITING, responses
from api.resources.schemas.strategy import carrying_wishes as wishes
from api.resources.strategy.work import ON_PROCESS, OnProcess
from api.resources.texts import remark
from domain.codes import MeasureId
from domain.measures import Slot
from domain.plans import PlanEntry
from domain.use_cases.strategy import implementing

_FIRST, _LAST = 2000, 2199  # years that plans are made for


class PlanReleasing(Controller):
    path = "/processes/{slug:str}/plans"
    tags = ("Plans",)
    guards = (office_only,)
    dependencies = ON_PROCESS

    @put("/{year:int}", sync_to_thread=True, responses=responses(*WRITING))
    def release_plan(
        self, year: FromPath[int], data: JSONBody[wishes.NewYearPlan], work: OnProcess
    ) -> wishes.PlanReleased:
        """Release the plan of a year; each measure in it gets its place."""
        if not _FIRST <= year <= _LAST:
            raise NotFoundException
        new = implementing.NewPlan(
            year=year,
            seen=data.seen,
            budget=data.budget,
            capacity=data.capacity,
            entries=tuple(_entry(year, each) for each in data.entries),
            overrun=remark(data.overrun),
            reason=remark(data.reason),
        )
        work.order.wait(implementing.release_plan(*work.at, new))
        return wishes.PlanReleased(year=year, version=data.seen + 1)


def _entry(year: int, each: wishes.NewPlanEntry) -> PlanEntry:
    slot = Slot(year, each.first, each.last, each.budget)
    return PlanEntry(MeasureId(each.measure), slot, each.staff)
