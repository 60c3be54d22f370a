"""Plans of years and the funding register for programs."""

from litestar import Controller, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import Seen, mask
from api.problems import READING, responses
from api.provided import Texts
from api.resources import reading
from api.resources.schemas.strategy import plans as schemas
from api.resources.texts import Words
from projections import funding, plans
from projections.plans import MoveRow, PlaceRow, ReleaseRow, Year


class PlanResource(Controller):
    path = "/processes/{slug:str}"
    tags = ("Plans",)

    @get("/plans", sync_to_thread=True, responses=responses(*READING, 404))
    def list_plans(self, slug: FromPath[str], seen: Seen) -> schemas.YearPlanList:
        """The years of a process with what each holds, in one part."""
        process_id = reading.process_by_slug(seen, slug).process_id
        every = plans.years(plans.releases(seen, process_id), plans.places(seen, process_id))
        return schemas.YearPlanList(
            items=[_year(each) for each in every],
            next=None,
            as_of=seen.until,
            mask=mask(seen),
        )

    @get("/plans/{year:int}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_plan(
        self, slug: FromPath[str], year: FromPath[int], seen: Seen, texts: Texts
    ) -> schemas.YearPlanDetails:
        """One year: its measures, every version of its plan, and how places moved."""
        process_id = reading.process_by_slug(seen, slug).process_id
        released = plans.releases(seen, process_id)
        every = plans.years(released, plans.places(seen, process_id))
        told = next((_year(each) for each in every if each.year == year), None)
        if told is None:
            raise NotFoundException
        releases = [each for each in released if each.year == year]
        moves = [each for each in plans.moves(seen, process_id) if each.year == year]
        refs = [ref for each in releases for ref in (each.overrun, each.reason)]
        words = Words(texts, [*refs, *(each.reason for each in moves)])
        return schemas.YearPlanDetails(
            **{name: getattr(told, name) for name in told.__struct_fields__},
            releases=[_release(each, words) for each in releases],
            moves=[_move(each, words) for each in moves],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/funding", sync_to_thread=True, responses=responses(*READING, 404))
    def list_funding(
        self, slug: FromPath[str], seen: Seen, texts: Texts
    ) -> schemas.FundingRegister:
        """The grants of a process with the line that each asks for, in one part."""
        process_id = reading.process_by_slug(seen, slug).process_id
        rows = funding.of_process(seen, process_id)
        refs = [ref for row in rows for ref in (row.programme, row.number, row.publicity)]
        words = Words(texts, refs)
        return schemas.FundingRegister(
            items=[
                schemas.FundingNotice(
                    id=row.notice_id,
                    programme=words.get(row.programme),
                    number=words.get(row.number),
                    amount=row.amount,
                    starts=row.starts,
                    ends=row.ends,
                    publicity=words.get(row.publicity),
                    changed=row.at,
                )
                for row in rows
            ],
            next=None,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )


def _year(year: Year) -> schemas.YearPlan:
    return schemas.YearPlan(
        year=year.year,
        version=year.plan.version if year.plan else None,
        budget=year.plan.budget if year.plan else None,
        capacity=year.plan.capacity if year.plan else None,
        money=year.money,
        staff=year.staff,
        measures=[_planned(each) for each in year.places],
    )


def _planned(row: PlaceRow) -> schemas.PlannedMeasure:
    return schemas.PlannedMeasure(
        measure=row.measure_id,
        first=row.first,
        last=row.last,
        budget=row.budget,
        staff=row.staff,
        released=row.released,
    )


def _release(row: ReleaseRow, words: Words) -> schemas.PlanRelease:
    return schemas.PlanRelease(
        version=row.version,
        budget=row.budget,
        capacity=row.capacity,
        overrun=words.get(row.overrun),
        reason=words.get(row.reason),
        at=row.at,
    )


def _move(row: MoveRow, words: Words) -> schemas.PlanMove:
    return schemas.PlanMove(
        measure=row.measure_id,
        kind=row.kind,
        first=row.first,
        last=row.last,
        budget=row.budget,
        old_first=row.old_first,
        old_last=row.old_last,
        old_budget=row.old_budget,
        to_year=row.to_year,
        reason=words.get(row.reason),
        at=row.at,
    )
