"""The office invites people to a place on a day."""

from typing import get_args

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.amounts import NotWritten
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.measures.typing import day
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import FieldError
from api.pages.views.workshops import NewFormatForm, NewWorkshopPage
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import TITLE_MAXIMUM
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import gathering
from domain.use_cases.strategy.gathering import NewFormat
from domain.use_cases.strategy.office import Done
from domain.workshops import FormatKind
from projections.model import Snapshot as ReadModel

_KINDS: tuple[FormatKind, ...] = get_args(FormatKind)
_ELSEWHERE = {403, 404}


class Announcement(msgspec.Struct):
    kind: str = "workshop"
    title: str = ""
    place: str = ""
    on: str = ""

    def view(self) -> NewFormatForm:
        """Return the form as it is shown again."""
        return NewFormatForm(**msgspec.structs.asdict(self))


@get("/p/{slug:str}/workshops/new", sync_to_thread=True, guards=[office_only])
def new_workshop_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the empty form.

    Raises:
        NotAllowed: the reader is of an office, but not of this process.
    """
    around = surroundings.by_slug(snapshot, slug, person.at)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return _form(frame, snapshot, texts, around, NewFormatForm())


@post("/p/{slug:str}/workshops/new", sync_to_thread=True, guards=[office_only])
def announce(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[Announcement],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Announce it; everybody sees it at once."""
    form = data.view()
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        new = _written(frame, form)
        if isinstance(new, tuple):
            return _form(frame, snapshot, texts, around, form, new)
        try:
            outcome = gathering.schedule_format(platform, asking, around.process.process_id, new)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="title", message=frame.refusal(type(refusal).__name__))
            return _form(frame, snapshot, texts, around, form, (error,))
    made = msgspec.json.decode(outcome.result, type=Done)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/workshops/{made.id}", "format_announced" if shown else "lagging")


def _written(frame: Frame, form: NewFormatForm) -> NewFormat | tuple[FieldError, ...]:
    """Return what was typed, or what is wrong with it."""
    errors = []
    title, place = " ".join(form.title.split()), " ".join(form.place.split())
    if not 0 < len(title) <= TITLE_MAXIMUM:
        errors.append(frame.error("title", N_("Sagen Sie in wenigen Worten, wie es heißt.")))
    if not place:
        errors.append(frame.error("place", N_("Sagen Sie, wo es stattfindet.")))
    try:
        on = day(form.on)
    except NotWritten:
        on = None
    if on is None:
        errors.append(frame.error("on", N_("Geben Sie den Tag an.")))
    if errors or on is None:
        return tuple(errors)
    kind: FormatKind = next((each for each in _KINDS if each == form.kind), "other")
    return NewFormat(kind=kind, title=title, place=place, on=on)


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    form: NewFormatForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = around.process
    words = opened(texts, around.rows, frame.say(UNAVAILABLE))
    page = NewWorkshopPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        form=form,
        kinds=_KINDS,
        errors=errors,
    )
    return frame.show(
        page,
        nav="process",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/workshops/new",
        status=400 if errors else 200,
    )
