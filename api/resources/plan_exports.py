"""The plans of a process as files (R02): one row for each measure and year."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Controller, Response, get
from litestar.params import FromPath, QueryParameter

from api.exports import Head, answer, as_csv, as_json
from api.moments import Seen, mask
from api.people import AnyRequest
from api.provided import Mode, Texts
from api.resources import reading
from api.resources.exports import CSV, JSON, LICENCE
from api.resources.texts import Words, all_words
from domain.ports import Texts as AnyTexts
from projections import audit, measures, plans
from projections.measures import MeasureRow
from projections.model import Snapshot as ReadModel
from projections.plans import PlaceRow, ReleaseRow

FIELDS = {
    "year": "year of the plan",
    "plan_version": "version of the plan in force; empty where none was released",
    "measure": "number of the measure",
    "measure_id": "id, as in the address of its page",
    "url": "address of its page",
    "title": "title of the measure",
    "state": "state of the measure, as in the API",
    "first_quarter": "first quarter it is worked on, 1 to 4",
    "last_quarter": "last quarter",
    "money": "money of that year in cents",
    "posts": "full-time posts in hundredths",
    "in_plan": "true if the plan in force names it",
    "light": "green, amber or red, as last reported",
    "percent": "progress, as last reported",
}

YearQuery = Annotated[
    int | None, QueryParameter(name="year", ge=2000, le=2199, description="One year only.")
]


class PlanExports(Controller):
    path = "/processes"
    tags = ("Processes",)

    @get("/{slug:str}/plans.csv", sync_to_thread=True, include_in_schema=False)
    def plans_csv(
        self,
        *,
        slug: FromPath[str],
        request: AnyRequest,
        seen: Seen,
        texts: Texts,
        mode: Mode,
        year: YearQuery = None,
    ) -> Response[Any]:
        """All plans, or one year, as CSV; the same position gives the same bytes."""
        head, rows = _read(seen, slug, texts, mode.base_url, year)
        name = _name(slug, year, "csv")
        return answer(request, as_csv(head, rows), kind=CSV, name=name, version=_version(head))

    @get("/{slug:str}/plans.json", sync_to_thread=True, include_in_schema=False)
    def plans_json(
        self,
        *,
        slug: FromPath[str],
        request: AnyRequest,
        seen: Seen,
        texts: Texts,
        mode: Mode,
        year: YearQuery = None,
    ) -> Response[Any]:
        """All plans, or one year, as one JSON object, with what it is about."""
        head, rows = _read(seen, slug, texts, mode.base_url, year)
        name = _name(slug, year, "json")
        return answer(request, as_json(head, rows), kind=JSON, name=name, version=_version(head))


def _name(slug: str, year: int | None, ending: str) -> str:
    return f"{slug}-plans-{year}.{ending}" if year else f"{slug}-plans.{ending}"


def _version(head: Head) -> str:
    return f"{head.position}-{head.mask}"


def _read(
    seen: ReadModel, slug: str, texts: AnyTexts, base_url: str, year: int | None
) -> tuple[Head, list[Sequence[object]]]:
    process = reading.process_by_slug(seen, slug)
    process_id = process.process_id
    known = {row.measure_id: row for row in measures.of_process(seen, process_id)}
    in_force = {plan.year: plan for plan in plans.releases(seen, process_id)}
    words = all_words(texts, [process.title, *(row.title for row in known.values())])
    source = f"{base_url}/de/p/{process.slug}/plans" + (f"/{year}" if year else "")
    head = Head(
        title=words.get(process.title) or process.slug,
        position=seen.until,
        mask=mask(seen),
        moment=audit.moment_of(seen, seen.until),
        licence=LICENCE,
        source=source,
        fields=FIELDS,
    )
    rows = [
        _row(place, known[place.measure_id], in_force.get(place.year), words, base_url)
        for place in plans.places(seen, process_id)
        if place.measure_id in known and year in {None, place.year}
    ]
    return head, rows


def _row(
    place: PlaceRow, row: MeasureRow, plan: ReleaseRow | None, words: Words, base_url: str
) -> Sequence[object]:
    return (
        place.year,
        plan.version if plan else None,
        row.number,
        str(row.measure_id),
        f"{base_url}/de/measures/{row.measure_id}",
        words.get(row.title),
        row.status,
        place.first,
        place.last,
        place.budget,
        place.staff,
        place.released,
        row.light,
        row.percent,
    )
