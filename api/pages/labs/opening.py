"""The office opens a lab: what is tried, where, from when to when."""

from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.amounts import NotWritten
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.labs.areas import NotAnArea, typed_area
from api.pages.measures.typing import day, ids
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.common import FieldError, Option
from api.pages.views.labs import LabForm, LabFormPage
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import TITLE_MAXIMUM, MeasureId
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import gathering
from domain.use_cases.strategy.gathering import NewLab
from domain.use_cases.strategy.office import Done
from projections import measures
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}


class TypedLab(msgspec.Struct):
    title: str = ""
    hypothesis: str = ""
    area: str = ""
    starts: str = ""
    ends: str = ""
    measure: str = ""


def _around(snapshot: ReadModel, slug: str, person: Person) -> Surroundings:
    around = surroundings.by_slug(snapshot, slug, person.at)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return around


@get("/p/{slug:str}/labs/new", sync_to_thread=True, guards=[office_only])
def new_lab_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the empty form.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader is not of its office.
    """
    return _show(frame, snapshot, texts, _around(snapshot, slug, person), TypedLab())


@post("/p/{slug:str}/labs/new", sync_to_thread=True, guards=[office_only])
def open_lab(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedLab],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Open a lab; it is public at once."""
    with read_models.snapshot() as snapshot:
        around = _around(snapshot, slug, person)
        new = _written(frame, data)
        if not isinstance(new, NewLab):
            return _show(frame, snapshot, texts, around, data, new)
        try:
            outcome = gathering.open_lab(platform, asking, around.process.process_id, new)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="ends", message=frame.refusal(type(refusal).__name__))
            return _show(frame, snapshot, texts, around, data, (error,))
    shown = visible.wait(outcome.position)
    made = msgspec.json.decode(outcome.result, type=Done).id
    return frame.lead_to(f"/labs/{made}", "lab_opened" if shown else "lagging")


def _written(frame: Frame, data: TypedLab) -> NewLab | tuple[FieldError, ...]:
    errors: list[FieldError] = []
    title = " ".join(data.title.split())
    if not 0 < len(title) <= TITLE_MAXIMUM:
        errors.append(frame.error("title", N_("Geben Sie dem Reallabor einen Namen.")))
    if not data.hypothesis.strip():
        errors.append(frame.error("hypothesis", N_("Schreiben Sie, was Sie erwarten.")))
    area = ""
    try:
        area = typed_area(data.area)
    except NotAnArea:
        text = N_("Schreiben Sie mindestens drei Ecken, jede in eine Zeile: 50.1234, 6.9876")
        errors.append(frame.error("area", text))
    days = {}
    for name in ("starts", "ends"):
        try:
            days[name] = day(getattr(data, name))
        except NotWritten:
            days[name] = None
        if days[name] is None:
            errors.append(frame.error(name, N_("Wählen Sie einen Tag.")))
    starts, ends = days["starts"], days["ends"]
    if errors or starts is None or ends is None:
        return tuple(errors)
    chosen: tuple[UUID, ...] = ids(data.measure)
    return NewLab(
        title=title,
        hypothesis=data.hypothesis,
        area=area,
        starts=starts,
        ends=ends,
        measure_id=MeasureId(chosen[0]) if chosen else None,
    )


def _show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    data: TypedLab,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = around.process
    rows = measures.of_process(snapshot, process.process_id)
    words = opened(texts, [*around.rows, *rows], frame.say(UNAVAILABLE))
    page = LabFormPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        form=LabForm(**msgspec.structs.asdict(data)),
        measures=tuple(
            Option(value=str(row.measure_id), label=f"{row.number} {words.text(row.title)}")
            for row in rows
        ),
        errors=errors,
    )
    return frame.show(
        page,
        nav="office",
        process=around.brand(words),
        position=snapshot.position,
        status=400 if errors else 200,
    )
