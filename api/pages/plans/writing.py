"""The office writes the plan of a year: what is worked on when, with which money and posts."""

from collections.abc import Iterator

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.amounts import decimal, euros
from api.pages.formats import filters
from api.pages.formatting import number
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts.words import UNAVAILABLE, Words
from api.pages.plans.form import Row, TypedPlan, rows_of, written
from api.pages.plans.reading import Planning, opened, read
from api.pages.views import FieldError
from api.pages.views.plans import PlanFormPage, PlanLine
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import MeasureId
from domain.measures import OVER
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.plans import PLANNABLE, PlanOverruns
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import implementing
from domain.use_cases.strategy.implementing import NewPlan
from projections.measures import MeasureRow
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}
_FIRST_YEAR, _LAST_YEAR = 2000, 2199
_POST = 100  # hundredths
_NEEDS_REASON = {"PlanNeedsReason", "ReplanningNeedsReason"}


class _Writing(msgspec.Struct, frozen=True):
    """The form of one year, with what it is about."""

    frame: Frame
    position: int
    planning: Planning
    words: Words
    year: int

    @property
    def plannable(self) -> list[MeasureRow]:
        """The measures that can be planned, in the order of their numbers.

        What is over is only there where it stood: its place stays in the plan of its year.
        """
        standing = {each.measure_id for each in self.planning.places if each.year == self.year}
        return [
            row
            for row in self.planning.rows.values()
            if row.status in PLANNABLE - OVER or row.measure_id in standing
        ]


def _begin(
    frame: Frame, snapshot: ReadModel, texts: TextsPort, slug: str, year: int, person: Person
) -> _Writing:
    """Read what the form needs.

    Raises:
        NotFoundException: there is no such process, or no such year in a calendar.
        NotAllowed: the reader is not of its office.
    """
    planning = read(snapshot, slug, person.at)
    if not person.may("plan", planning.around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotFoundException
    words = opened(texts, planning, frame.say(UNAVAILABLE))
    return _Writing(frame, snapshot.position, planning, words, year)


@get("/p/{slug:str}/plans/{year:int}/edit", sync_to_thread=True, guards=[office_only])
def plan_form_page(
    slug: FromPath[str],
    year: FromPath[int],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
) -> Html:
    """Show the plan as it stands, to be changed."""
    writing = _begin(frame, snapshot, texts, slug, year, person)
    return _show(writing, _standing(writing), _rows_standing(writing))


@post("/p/{slug:str}/plans/{year:int}/edit", sync_to_thread=True, guards=[office_only])
def release_plan(
    *,
    slug: FromPath[str],
    year: FromPath[int],
    data: URLEncodedBody[TypedPlan],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Release the plan; a refusal comes back with the form and says what to do."""
    with read_models.snapshot() as snapshot:
        writing = _begin(frame, snapshot, texts, slug, year, person)
        rows = rows_of(data)
        new = written(frame, year, writing.plannable, data)
        if not isinstance(new, NewPlan):
            return _show(writing, data, rows, new)
        process_id = writing.planning.around.process.process_id
        try:
            outcome = implementing.release_plan(platform, asking, process_id, new)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            return _show(writing, data, rows, (_explained(frame, refusal),))
    shown = visible.wait(outcome.position)
    done = "plan_released" if shown else "lagging"
    return frame.lead_to(f"/p/{slug}/plans/{year}" if new.entries else f"/p/{slug}/plans", done)


def _explained(frame: Frame, refusal: Refusal) -> FieldError:
    """Return what a refusal means, at the field where it can be mended."""
    name = type(refusal).__name__
    told = frame.refusal(name)
    if isinstance(refusal, PlanOverruns):
        money, staff = int(str(refusal.facts["money"])), int(str(refusal.facts["staff"]))
        form = filters(frame.language)
        if money:
            told += " " + frame.say(N_("Es fehlen %(money)s."), money=form["money"](money))
        if staff:
            shown = form["number"](staff / _POST)
            told += " " + frame.say(N_("Es fehlen %(posts)s Stellen."), posts=shown)
        return FieldError(field="overrun", message=told)
    return FieldError(field="reason" if name in _NEEDS_REASON else "budget", message=told)


def _standing(writing: _Writing) -> TypedPlan:
    """Return the head of the form as the plan in force would fill it."""
    plans = [each for each in writing.planning.releases if each.year == writing.year]
    if not plans:
        return TypedPlan(seen="0")
    plan, language = plans[-1], writing.frame.language
    return TypedPlan(
        seen=str(plan.version),
        budget=euros(plan.budget, language),
        capacity=decimal(plan.capacity, language),
        overrun=writing.words.text(plan.overrun),
    )


def _rows_standing(writing: _Writing) -> dict[MeasureId, Row]:
    """Return the rows of the form as measures stand in the year now."""
    language = writing.frame.language
    return {
        place.measure_id: Row(
            chosen=True,
            first=str(place.first),
            last=str(place.last),
            money=euros(place.budget, language),
            posts=decimal(place.staff, language),
        )
        for place in writing.planning.places
        if place.year == writing.year
    }


def _lines(writing: _Writing, rows: dict[MeasureId, Row]) -> Iterator[PlanLine]:
    empty = Row(chosen=False, first="1", last="4", money="", posts="")
    for row in writing.plannable:
        standing = writing.planning.standing(row.measure_id)
        yield PlanLine(
            id=str(row.measure_id),
            number=row.number,
            title=writing.words.text(row.title, row.number),
            status=row.status,
            others=tuple(each.year for each in standing if each.year != writing.year),
            **rows.get(row.measure_id, empty)._asdict(),
        )


def _show(
    writing: _Writing,
    data: TypedPlan,
    rows: dict[MeasureId, Row],
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = writing.planning.around.process
    page = PlanFormPage(
        slug=process.slug,
        process_title=writing.words.text(process.title, process.slug),
        year=writing.year,
        seen=number(data.seen) or 0,
        budget=data.budget,
        capacity=data.capacity,
        overrun=data.overrun,
        reason=data.reason,
        lines=tuple(_lines(writing, rows)),
        errors=errors,
    )
    return writing.frame.show(
        page,
        nav="office",
        process=writing.planning.around.brand(writing.words),
        position=writing.position,
        status=400 if errors else 200,
    )
