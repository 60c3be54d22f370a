"""Typing a sheet in, and typing it in again."""

from datetime import date
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.days import typed_day
from api.errors import status_of
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.idea_forms import IdeaForm, check
from api.pages.papers.reading import ACTION, Sheet, read
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import FieldError
from api.pages.views.papers import PaperForm, PaperFormPage
from api.pages.vocabulary.terms import N_
from api.people import clerks_only
from api.provided import (
    Asking,
    Now,
    Person,
    Platform,
    ReadModels,
    Snapshot,
    Texts,
    Visible,
)
from domain.messages import Refusal
from domain.papers import PaperId
from domain.permissions import ALLOWED, NotAllowed
from domain.phases import BERLIN
from domain.ports import Texts as TextsPort
from domain.use_cases import transcribing
from domain.use_cases.transcribing import PaperState
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}
"""Answers that no other form would change."""
_FIELDS = {"FieldUnknown": "field", "TerritoryUnknown": "territory"}
"""Where on the form a refusal is explained; all others are about the day."""


class SheetForm(msgspec.Struct):
    received_on: str = ""
    title: str = ""
    body: str = ""
    field: str = ""
    territory: str = ""

    def view(self) -> PaperForm:
        """Return the form as it is shown again."""
        return PaperForm(**msgspec.structs.asdict(self))

    def idea(self) -> IdeaForm:
        """Return it as the form of any idea, to be checked as such."""
        return IdeaForm(
            title=self.title, body=self.body, field=self.field, territory=self.territory
        )


@get("/p/{slug:str}/papers/new", sync_to_thread=True, guards=[clerks_only])
def form_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person, now: Now
) -> Html:
    """Show the empty form.

    Raises:
        NotAllowed: the reader is a clerk, but not of this process.
    """
    around = surroundings.by_slug(snapshot, slug, now)
    if not person.may(ACTION, around.process.process_id):
        raise NotAllowed(action=ACTION, needs=sorted(ALLOWED[ACTION]))
    return _form(frame, snapshot, texts, around, SheetForm())


@post("/p/{slug:str}/papers/new", sync_to_thread=True, guards=[clerks_only])
def record(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[SheetForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Type a sheet in for somebody whom only the vault will know."""
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        checked, received_on = check(frame, data.idea(), around), _day(data.received_on)
        errors = checked.errors
        if received_on is None:
            error = frame.error("received_on", N_("Geben Sie an, wann der Bogen eingegangen ist."))
            errors = (error, *errors)
        if checked.text is None or received_on is None:
            return _form(frame, snapshot, texts, around, data, errors)
        process_id = around.process.process_id
        try:
            outcome = transcribing.record_paper(
                platform, asking, process_id, received_on, checked.text
            )
        except Refusal as refusal:
            return _form(frame, snapshot, texts, around, data, (_explained(frame, refusal),))
    paper = msgspec.json.decode(outcome.result, type=PaperState)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/papers/{paper.id}" if shown else "/papers", "paper_recorded")


def _day(typed: str) -> date | None:
    try:
        return typed_day(typed)
    except ValueError:
        return None


def _explained(frame: Frame, refusal: Refusal) -> FieldError:
    if status_of(refusal) in _ELSEWHERE:
        raise refusal
    name = type(refusal).__name__
    return frame.error(_FIELDS.get(name, "received_on"), frame.refusal(name))


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    form: SheetForm,
    errors: tuple[FieldError, ...] = (),
    sheet: Sheet | None = None,
) -> Html:
    words = opened(texts, around.rows, frame.say(UNAVAILABLE))
    slug = around.process.slug
    paper_id = None if sheet is None else str(sheet.row.paper_id)
    page = PaperFormPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        form=form.view(),
        fields=around.field_options(words),
        territories=around.territory_options(words),
        today=around.now.astimezone(BERLIN).date(),
        paper_id=paper_id,
        receipt=None if sheet is None else sheet.row.receipt,
        errors=errors,
    )
    return frame.show(
        page,
        nav="papers",
        position=snapshot.position,
        path=f"/p/{slug}/papers/new" if sheet is None else f"/papers/{paper_id}/correction",
        status=400 if errors else 200,
    )


@get("/papers/{paper_id:uuid}/correction", sync_to_thread=True, guards=[clerks_only])
def correction_page(
    paper_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    now: Now,
) -> Html:
    """Show the form with what was typed in before."""
    sheet = read(snapshot, person, paper_id, now)
    words = opened(texts, [sheet.row], "")
    form = SheetForm(
        received_on=sheet.row.received_on.isoformat(),
        title=words.text(sheet.row.title),
        body=words.text(sheet.row.body),
        field=str(sheet.row.action_field or ""),
        territory=sheet.row.territory or "",
    )
    return _form(frame, snapshot, texts, sheet.around, form, sheet=sheet)


@post("/papers/{paper_id:uuid}/correction", sync_to_thread=True, guards=[clerks_only])
def correct(
    *,
    paper_id: FromPath[UUID],
    data: URLEncodedBody[SheetForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Replace a transcript that waits; somebody else confirms it then."""
    with read_models.snapshot() as snapshot:
        sheet = read(snapshot, person, paper_id, asking.at)
        checked = check(frame, data.idea(), sheet.around)
        if checked.text is None:
            return _form(frame, snapshot, texts, sheet.around, data, checked.errors, sheet)
    outcome = transcribing.correct_transcript(platform, asking, PaperId(paper_id), checked.text)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/papers/{paper_id}", "paper_corrected" if shown else "lagging")
