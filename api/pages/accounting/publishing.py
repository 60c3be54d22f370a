"""The office publishes the report on a year that has begun."""

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from api.documents.issuing import Press, years
from api.errors import status_of
from api.pages.formatting import number, typed
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.strategies.public import as_file
from api.pages.views import FieldError, Option
from api.pages.views.accounting import PublishReportPage, ReportForm
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import (
    Asking,
    Documents,
    Mode,
    Person,
    Platform,
    ReadModels,
    Snapshot,
    Texts,
    Visible,
)
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from projections import strategies
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}


class TypedReport(msgspec.Struct):
    year: str = ""
    note: str = ""
    act: str = ""

    def view(self) -> ReportForm:
        """Return the form as it is shown again."""
        return ReportForm(year=self.year, note=typed(self.note))


def _around(snapshot: ReadModel, person: Person, slug: str) -> Surroundings:
    around = surroundings.by_slug(snapshot, slug, person.at)
    process_id = around.process.process_id
    if not person.may("plan", process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return around


@get("/p/{slug:str}/reports/publish", sync_to_thread=True, guards=[office_only])
def publish_report_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the form.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader is not of its office.
    """
    around = _around(snapshot, person, slug)
    form = ReportForm(year=str(years(around)[0]))
    return _show(frame, snapshot, texts, around, form)


@post("/p/{slug:str}/reports/publish", sync_to_thread=True, guards=[office_only])
def publish_report(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[TypedReport],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    documents: Documents,
    mode: Mode,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Response[str] | Response[bytes] | Redirect:
    """Publish a report with its document, or show what the document would say."""
    with read_models.snapshot() as snapshot:
        around, form = _around(snapshot, person, slug), data.view()
        year = number(data.year)
        if year is None or year not in years(around):
            error = frame.error("year", N_("Wählen Sie das Jahr."))
            return _show(frame, snapshot, texts, around, form, (error,))
        press, note = Press(texts, documents, mode.base_url), form.note or None
        document = press.report(snapshot, around, year, note)
        if data.act == "preview":
            return as_file(document, f"vorschau-bericht-{slug}-{year}.pdf")
        process_id = around.process.process_id
        try:
            outcome = press.issue_report(platform, asking, process_id, year, document, note)
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            told_why = FieldError(field="year", message=frame.refusal(type(refusal).__name__))
            return _show(frame, snapshot, texts, around, form, (told_why,))
    done = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/reports/{year}", "report_published" if done else "lagging")


def _show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    form: ReportForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    process = around.process
    words = opened(texts, around.rows, frame.say(UNAVAILABLE))
    page = PublishReportPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        form=form,
        years=tuple(Option(value=str(each), label=str(each)) for each in years(around)),
        possible=bool(strategies.versions(snapshot, process.process_id)),
        errors=errors,
    )
    return frame.show(
        page,
        nav="strategy",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/reports/publish",
        status=400 if errors else 200,
    )
