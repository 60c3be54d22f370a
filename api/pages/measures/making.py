"""A new measure, from ideas or from scratch."""

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.measures.typing import ids
from api.pages.parts import cards, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import FieldError
from api.pages.views.office import NewMeasureForm, NewMeasurePage
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import FieldId
from domain.measures import Source
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import measuring
from domain.use_cases.strategy.office import Done
from domain.use_cases.strategy.profiles import WrittenProfile
from projections import feed
from projections.feed import FeedQuery
from projections.model import Snapshot as ReadModel

_IDEAS = 200
_ELSEWHERE = {403, 404}


class MakingForm(msgspec.Struct):
    title: str = ""
    summary: str = ""
    field: str = ""
    ideas: list[str] | str = msgspec.field(default_factory=list)

    def view(self) -> NewMeasureForm:
        """Return the form as it is shown again."""
        return NewMeasureForm(
            title=self.title,
            summary=self.summary,
            field=self.field,
            ideas=tuple(map(str, ids(self.ideas))),
        )


@get("/p/{slug:str}/measures/new", sync_to_thread=True, guards=[office_only])
def new_measure_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the empty form.

    Raises:
        NotAllowed: the reader is of an office, but not of this process.
    """
    around = surroundings.by_slug(snapshot, slug, person.at)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return _form(frame, snapshot, texts, around, NewMeasureForm())


@post("/p/{slug:str}/measures/new", sync_to_thread=True, guards=[office_only])
def make_measure(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[MakingForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Make a measure; its profile is written next."""
    form = data.view()
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        errors = _wrong(frame, around, form)
        if errors:
            return _form(frame, snapshot, texts, around, form, errors)
        sources = tuple(Source("proposal", each, "part") for each in ids(data.ideas))
        [field] = ids(form.field)
        profile = WrittenProfile(title=form.title, summary=form.summary, field_id=FieldId(field))
        new = measuring.NewMeasure(
            origin="citizen_idea" if sources else "new", profile=profile, sources=sources
        )
        try:
            outcome = measuring.propose(platform, asking, around.process.process_id, new)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="title", message=frame.refusal(type(refusal).__name__))
            return _form(frame, snapshot, texts, around, form, (error,))
    made = msgspec.json.decode(outcome.result, type=Done)
    visible.wait(outcome.position)
    return frame.lead_to(f"/measures/{made.id}/office")


def _wrong(frame: Frame, around: Surroundings, form: NewMeasureForm) -> tuple[FieldError, ...]:
    known = {str(row.field_id) for row in around.standing_fields()}
    errors = []
    if not form.title.strip():
        errors.append(frame.error("title", N_("Geben Sie der Maßnahme einen Titel.")))
    if not form.summary.strip():
        errors.append(frame.error("summary", N_("Sagen Sie in zwei Sätzen, worum es geht.")))
    if form.field not in known:
        errors.append(frame.error("field", N_("Wählen Sie ein Handlungsfeld.")))
    return tuple(errors)


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    form: NewMeasureForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = around.process
    ideas = feed.page(snapshot, FeedQuery(process_id=process.process_id), limit=_IDEAS).rows
    public = [row for row in ideas if row.public and row.state == "published"]
    words = opened(texts, [*around.rows, *public], frame.say(UNAVAILABLE))
    page = NewMeasurePage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        form=form,
        fields=around.field_options(words),
        ideas=tuple(cards.card(frame, row, around, words, 0) for row in public),
        errors=errors,
    )
    return frame.show(
        page,
        nav="office",
        process=around.brand(words),
        position=snapshot.position,
        status=400 if errors else 200,
    )
