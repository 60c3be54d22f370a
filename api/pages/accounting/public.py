"""The report on a year, as a page and as a document."""

from datetime import datetime

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.documents import report
from api.documents.issuing import Told, tell
from api.documents.voice import GERMAN, Voice
from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.parts import offices, surroundings
from api.pages.strategies.public import as_file
from api.pages.views.accounting import BudgetView, DoneView, ReportPage, StateView
from api.provided import Documents, Language, Mode, Now, Texts
from projections import strategies
from projections.model import Snapshot
from projections.strategies import ReportRow


def _row(seen: Snapshot, slug: str, year: int, now: datetime) -> ReportRow:
    around = surroundings.by_slug(seen, slug, now)
    rows = strategies.reports(seen, around.process.process_id)
    found = next((row for row in rows if row.year == year), None)
    if found is None:
        raise NotFoundException
    return found


@get("/p/{slug:str}/reports/{year:int}", sync_to_thread=True)
def report_year_page(
    *,
    slug: FromPath[str],
    year: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
) -> Html:
    """Show a published report.

    Raises:
        NotFoundException: there is none about this year.
    """
    row = _row(seen, slug, year, clock(seen, now))
    told = tell(seen.at(row.position), slug, year, texts, row.at)
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    note = texts.open([row.note]).get(row.note) if row.note else None
    page = _page(told, row, note, Voice(frame.language))
    page = msgspec.structs.replace(
        page,
        years=tuple(each.year for each in strategies.reports(seen, process_id)),
        may_plan=offices.may(seen, frame.person, "plan", process_id),
    )
    brand = around.brand(told.words)
    return frame.show(page, nav="strategy", process=brand, seen=seen, about=process_id)


def _page(told: Told, row: ReportRow, note: str | None, voice: Voice) -> ReportPage:
    year, words, process = told.year, told.words, told.around.process
    return ReportPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        year=row.year,
        at=row.at,
        sha256=row.document,
        note=note,
        ideas=year.ideas,
        answered=year.answered,
        unanswered=year.unanswered,
        completed=sum(1 for each in year.worked if each.completed),
        decided=len(year.decisions),
        verdicts=tuple(
            (code, year.verdicts[code]) for code in report.VERDICTS if year.verdicts.get(code)
        ),
        states=tuple(
            StateView(status=state, count=year.states[state])
            for state in report.STATES
            if year.states.get(state)
        ),
        done=tuple(
            DoneView(
                id=str(each.row.measure_id),
                number=each.row.number,
                title=words.text(each.row.title, each.row.number),
                status=each.row.status,
                rows=tuple(report.steps(voice, each, words)),
            )
            for each in year.worked
            if each.anything
        ),
        budgets=tuple(
            BudgetView(
                id=str(each.row.measure_id),
                number=each.row.number,
                title=words.text(each.row.title, each.row.number),
                budget=each.budget,
            )
            for each in year.worked
            if each.budget
        ),
        budget=year.budget,
        years=(),
    )


@get("/p/{slug:str}/reports/{year:int}/document.pdf", sync_to_thread=True)
def report_document(
    *,
    slug: FromPath[str],
    year: FromPath[int],
    seen: Seen,
    texts: Texts,
    documents: Documents,
    mode: Mode,
    now: Now,
    language: Language,
) -> Response[bytes]:
    """Hand out a published report: the very bytes, or typeset again if they are not kept here.

    What is asked for in another language than German is typeset for it.

    Raises:
        NotFoundException: there is none about this year.
    """
    row = _row(seen, slug, year, clock(seen, now))
    voice = Voice(language)
    kept = documents.published(row.document) if voice == GERMAN else None
    if kept is not None:
        return as_file(kept, f"bericht-{slug}-{year}.pdf")
    told = tell(seen.at(row.position), slug, year, texts, row.at)
    note = texts.open([row.note]).get(row.note) if row.note else None
    made = told.document(documents, mode.base_url, note, voice)
    if voice != GERMAN:
        return as_file(made, f"report-{slug}-{year}-{language}.pdf")
    again = "" if made.sha256 == row.document else "-neu-gesetzt"
    return as_file(made, f"bericht-{slug}-{year}{again}.pdf")
