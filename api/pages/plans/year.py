"""The plan of one year: its measures, its sums, what changed, and former versions."""

from collections.abc import Iterator, Sequence

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from api.moments import Seen, clock
from api.pages.formatting import number as typed_number
from api.pages.framing import Framing, Html
from api.pages.parts import offices
from api.pages.parts.words import UNAVAILABLE, Words
from api.pages.plans import summing
from api.pages.plans.changing import change
from api.pages.plans.reading import Planning, opened, read
from api.pages.views.carrying import PlanChange
from api.pages.views.plans import PlannedMeasure, PlanVersion, YearPlanPage
from api.provided import Now, Texts
from projections.plans import PlaceRow, ReleaseRow, Year


@get("/p/{slug:str}/plans/{year:int}", sync_to_thread=True)
def year_plan_page(
    *,
    slug: FromPath[str],
    year: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    version: FromQuery[str] = "",
) -> Html:
    """Show a year as it stands, or as a former version of its plan had it.

    Raises:
        NotFoundException: there is no such process, year or version.
    """
    planning = read(seen, slug, clock(seen, now))
    process_id = planning.around.process.process_id
    may_plan = offices.may(seen, frame.person, "plan", process_id)
    known = {each.year: each for each in planning.years}
    if year not in known:
        raise NotFoundException
    words = opened(texts, planning, frame.say(UNAVAILABLE))
    page = _page(planning, words, known[year], _asked(planning, year, version))
    return frame.show(
        msgspec.structs.replace(page, may_plan=may_plan),
        nav="measures",
        process=planning.around.brand(words),
        seen=seen,
        about=process_id,
    )


def _asked(planning: Planning, year: int, version: str) -> ReleaseRow | None:
    """Return the version asked for; None where what holds now is wanted.

    Raises:
        NotFoundException: the plan has no such version.
    """
    if not version:
        return None
    wanted = typed_number(version)
    for plan in planning.releases:
        if (plan.year, plan.version) == (year, wanted):
            return plan
    raise NotFoundException


def _page(planning: Planning, words: Words, now: Year, asked: ReleaseRow | None) -> YearPlanPage:
    shown = now if asked is None else _then(asked)
    years = [each.year for each in planning.years]
    at = years.index(now.year)
    process = planning.around.process
    measures = tuple(_measures(planning, words, shown.places))
    return YearPlanPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        summary=summing.card(shown),
        measures=measures,
        changes=tuple(_changes(planning, words, now.year)),
        versions=tuple(
            _version(each, words) for each in planning.releases if each.year == now.year
        ),
        shown=_version(asked, words) if asked else None,
        overrun=words.get(shown.plan.overrun) if shown.plan else None,
        before=years[at - 1] if at else None,
        after=years[at + 1] if at + 1 < len(years) else None,
        publicity=tuple(_publicity(planning, words, shown.places)),
    )


def _version(row: ReleaseRow, words: Words) -> PlanVersion:
    return PlanVersion(
        number=row.version,
        at=row.at,
        reason=words.get(row.reason),
        overrun=words.get(row.overrun),
    )


def _then(plan: ReleaseRow) -> Year:
    """Return a year as one version of its plan had it."""
    places = (
        PlaceRow(
            measure_id=entry.measure_id,
            year=plan.year,
            process_id=plan.process_id,
            first=entry.slot.first,
            last=entry.slot.last,
            budget=entry.slot.budget,
            staff=entry.staff,
            standing=True,
            released=True,
            begun=False,
            position=plan.position,
        )
        for entry in plan.entries
    )
    return Year(plan.year, plan, tuple(sorted(places, key=lambda each: (each.first, each.last))))


def _measures(
    planning: Planning, words: Words, places: Sequence[PlaceRow]
) -> Iterator[PlannedMeasure]:
    for place in places:
        row = planning.rows.get(place.measure_id)
        if row is None:
            continue
        standing = (each.year for each in planning.standing(row.measure_id))
        yield PlannedMeasure(
            id=str(row.measure_id),
            number=row.number,
            title=words.text(row.title, row.number),
            status=row.status,
            field=planning.around.field(row.field_id, words),
            first=place.first,
            last=place.last,
            budget=place.budget,
            staff=place.staff,
            light=row.light_now,
            percent=row.percent if row.at_work else None,
            others=tuple(year for year in standing if year != place.year),
        )


def _changes(planning: Planning, words: Words, year: int) -> Iterator[PlanChange]:
    """Yield what was planned otherwise before, the newest first.

    What came into the year with or before its first plan is no change.
    """
    released = (plan.position for plan in planning.releases if plan.year == year)
    begun = next(released, None)
    for move in reversed(planning.moves):
        first = move.kind == "placed" and (begun is None or move.position <= begun)
        if move.year != year or first:
            continue
        yield change(move, planning.rows[move.measure_id], words)


def _publicity(planning: Planning, words: Words, places: Sequence[PlaceRow]) -> Iterator[str]:
    """Yield what funders want to be said of the measures of a year, each line once."""
    said: set[str] = set()
    for place in places:
        story = planning.stories.get(place.measure_id)
        for share in story.profile.funding if story else ():
            notice = planning.notices.get(share.notice) if share.notice else None
            line = words.get(notice.publicity) if notice else None
            if line and line not in said:
                said.add(line)
                yield line
