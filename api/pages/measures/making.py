"""A new measure, from ideas, recommendations or workshops, or from scratch."""

from collections.abc import Iterator, Mapping

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody

from api.errors import status_of
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.measures import backing, offering
from api.pages.measures.typing import ids
from api.pages.parts import cards, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError, Option
from api.pages.views.office import IdeaGroup, NewMeasureForm, NewMeasurePage
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import (
    Asking,
    Person,
    Platform,
    ReadModels,
    Search,
    SearchPort,
    Snapshot,
    Texts,
    Visible,
)
from domain.codes import FieldId
from domain.measures import Origin, Source, SourceKind
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import measuring
from domain.use_cases.strategy.office import Done
from domain.use_cases.strategy.profiles import WrittenProfile
from projections import inventory
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}


class MakingForm(msgspec.Struct):
    title: str = ""
    summary: str = ""
    field: str = ""
    q: str = ""
    intent: str = ""
    ideas: list[str] | str = msgspec.field(default_factory=list)
    advice: list[str] | str = msgspec.field(default_factory=list)
    formats: list[str] | str = msgspec.field(default_factory=list)

    def view(self) -> NewMeasureForm:
        """Return the form as it is shown again."""
        return NewMeasureForm(
            title=self.title,
            summary=self.summary,
            field=self.field,
            q=offering.asked(self.q),
            ideas=tuple(map(str, ids(self.ideas))),
            advice=tuple(map(str, ids(self.advice))),
            formats=tuple(map(str, ids(self.formats))),
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the measure comes from."""
        return (
            *(Source("proposal", each, "part") for each in ids(self.ideas)),
            *(Source("recommendation", each) for each in ids(self.advice)),
            *(Source("workshop", each) for each in ids(self.formats)),
        )


_ORIGINS: Mapping[SourceKind, Origin] = {
    "proposal": "citizen_idea",
    "recommendation": "recommendation",
    "workshop": "workshop",
}
"""Where a measure comes from, by its first source."""


@get("/p/{slug:str}/measures/new", sync_to_thread=True, guards=[office_only])
def new_measure_page(
    *,
    slug: FromPath[str],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    search: Search,
    person: Person,
    advice: FromQuery[str] = "",
) -> Html:
    """Show the empty form, or one with what a recommendation says.

    Raises:
        NotAllowed: the reader is of an office, but not of this process.
    """
    around = surroundings.by_slug(snapshot, slug, person.at)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    showing = _Showing(frame, snapshot, texts, search, around)
    return showing.form(_begun(snapshot, texts, around, advice))


@post("/p/{slug:str}/measures/new", sync_to_thread=True, guards=[office_only])
def make_measure(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[MakingForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    search: Search,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Make a measure; its profile is written next. Or look for more ideas first."""
    form = data.view()
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        showing = _Showing(frame, snapshot, texts, search, around)
        if data.intent == "find":
            return showing.form(form)
        errors = _wrong(frame, around, form)
        if errors:
            return showing.form(form, errors)
        sources = data.sources
        [field] = ids(form.field)
        profile = WrittenProfile(title=form.title, summary=form.summary, field_id=FieldId(field))
        origin = _ORIGINS[sources[0].kind] if sources else "new"
        new = measuring.NewMeasure(origin=origin, profile=profile, sources=sources)
        try:
            outcome = measuring.propose(platform, asking, around.process.process_id, new)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="title", message=frame.refusal(type(refusal).__name__))
            return showing.form(form, (error,))
    made = msgspec.json.decode(outcome.result, type=Done)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/measures/{made.id}/office", "measure_made" if shown else "lagging")


def _begun(
    snapshot: ReadModel, texts: TextsPort, around: Surroundings, advice: str
) -> NewMeasureForm:
    """Return the form a recommendation of the process begins; empty if there is none."""
    rows = inventory.recommendations(snapshot, around.process.process_id)
    row = next((each for each in rows if str(each.recommendation_id) == advice), None)
    if row is None or row.state == "dropped":
        return NewMeasureForm()
    return NewMeasureForm(
        summary=opened(texts, [row], "").text(row.text),
        field=str(row.field_id or ""),
        advice=(advice,),
    )


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


class _Showing(msgspec.Struct, frozen=True):
    """What the form is shown with."""

    frame: Frame
    snapshot: ReadModel
    texts: TextsPort
    search: SearchPort
    around: Surroundings

    def form(self, form: NewMeasureForm, errors: tuple[FieldError, ...] = ()) -> Html:
        """Show it with what was typed and ticked."""
        frame, snapshot, around = self.frame, self.snapshot, self.around
        process = around.process
        offer = offering.offer(snapshot, self.search, process.process_id, form.q, form.ideas)
        advice = [
            row
            for row in inventory.recommendations(snapshot, process.process_id)
            if row.state != "dropped"
        ]
        held = backing.confirmed(snapshot, process.process_id)
        rows = [*around.rows, *offer.rows, *advice, *held]
        words = opened(self.texts, rows, frame.say(UNAVAILABLE))
        page = NewMeasurePage(
            slug=process.slug,
            process_title=words.text(process.title, process.slug),
            form=form,
            fields=around.field_options(words),
            ideas=tuple(self._groups(offer, words)),
            shown=offer.shown,
            total=offer.total,
            advice=tuple(
                Option(value=str(row.recommendation_id), label=words.text(row.gap))
                for row in advice
            ),
            formats=tuple(
                Option(value=str(row.workshop_id), label=words.text(row.title)) for row in held
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

    def _groups(self, offer: offering.Offer, words: Words) -> Iterator[IdeaGroup]:
        said = cards.said(self.snapshot, list(offer.rows))
        for code, rows in offer.groups:
            yield IdeaGroup(
                code=code,
                ideas=tuple(
                    cards.card(self.frame, row, self.around, words, 0, said.get(row.proposal_id))
                    for row in rows
                ),
            )
