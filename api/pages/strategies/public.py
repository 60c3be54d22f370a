"""The public pages of the strategy: one version, its document, two versions compared."""

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from api.documents import Document, strategy
from api.documents.voice import GERMAN, Voice
from api.moments import Seen, clock
from api.pages.formatting import number as typed_number
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.strategies import comparing, reading
from api.pages.views.strategies import StrategyPage
from api.provided import Documents, Language, Mode, Now, Texts
from domain.ports import Texts as TextsPort
from projections import strategies
from projections.model import Snapshot
from projections.strategies import StrategyRow

PDF = "application/pdf"


@get("/p/{slug:str}/strategy", sync_to_thread=True)
def strategy_page(slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show the strategy in force, or that there is none yet.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    rows = reading.in_force(seen, around)
    return _show(frame, seen, texts, around, rows, rows[-1] if rows else None)


@get("/p/{slug:str}/strategy/{version:int}", sync_to_thread=True)
def strategy_version_page(
    *,
    slug: FromPath[str],
    version: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
) -> Html:
    """Show one published version, exactly as it was decided.

    Raises:
        NotFoundException: there is no such process or version.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    rows = reading.in_force(seen, around)
    return _show(frame, seen, texts, around, rows, reading.find(rows, version))


def _show(
    frame: Frame,
    seen: Snapshot,
    texts: TextsPort,
    around: Surroundings,
    rows: list[StrategyRow],
    row: StrategyRow | None,
) -> Html:
    process = around.process
    found = reading.read(seen, around, row, texts) if row else None
    words = found.words if found else opened(texts, around.rows, frame.say(UNAVAILABLE))
    newest = row is not None and row.version == rows[-1].version
    state = strategies.state(seen, process.process_id)
    turn = strategies.turns(seen, process.process_id)[-1] if state == "in_revision" else None
    page = StrategyPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        state=state,
        shown=reading.shown(found, newest) if found else None,
        versions=reading.lines(rows),
        reports=reading.reports(seen, around),
        revised=turn.at if turn else None,
        revision=opened(texts, [turn], frame.say(UNAVAILABLE)).get(turn.reason) if turn else None,
        may_plan=offices.may(seen, frame.person, "plan", process.process_id),
    )
    brand = around.brand(words)
    return frame.show(page, nav="strategy", process=brand, seen=seen, about=process.process_id)


@get("/p/{slug:str}/strategy/{version:int}/compare", sync_to_thread=True)
def compare_strategies(
    *,
    slug: FromPath[str],
    version: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    against: FromQuery[str] = "",
) -> Html:
    """Show what a version changed, against the one before or another one; the first, the second.

    Raises:
        NotFoundException: there is no such version, or none to compare it with.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    rows = reading.in_force(seen, around)
    chosen = typed_number(against)
    known = {row.version for row in rows}
    other = version - 1 if version > 1 else version + 1
    if chosen is not None and chosen in known and chosen != version:
        other = chosen
    pair = sorted((reading.find(rows, version), reading.find(rows, other)), key=_number)
    before, after = (reading.read(seen, around, row, texts) for row in pair)
    page = comparing.compared(frame, before, after, reading.lines(rows))
    brand = around.brand(after.words)
    process_id = around.process.process_id
    return frame.show(page, nav="strategy", process=brand, seen=seen, about=process_id)


def _number(row: StrategyRow) -> int:
    return row.version


@get("/p/{slug:str}/strategy/{version:int}/document.pdf", sync_to_thread=True)
def strategy_document(
    *,
    slug: FromPath[str],
    version: FromPath[int],
    seen: Seen,
    texts: Texts,
    documents: Documents,
    mode: Mode,
    now: Now,
    language: Language,
) -> Response[bytes]:
    """Hand out the document of a version: in German the very bytes that were published.

    Where they are not kept they are typeset again, from the log of that moment; so is what
    is asked for in another language.

    Raises:
        NotFoundException: there is no such version.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    row = reading.find(reading.in_force(seen, around), version)
    voice = Voice(language)
    kept = documents.published(row.document) if voice == GERMAN else None
    if kept is not None:
        return as_file(kept, f"strategie-{slug}-fassung-{version}.pdf")
    then = seen.at(row.position)
    found = reading.read(then, surroundings.by_slug(then, slug, row.at), row, texts)
    content = strategy.content(found.edition, found.words, mode.base_url, voice)
    made = documents.make("strategy.typ", content)
    if voice != GERMAN:
        return as_file(made, f"strategy-{slug}-version-{version}-{language}.pdf")
    # Another edition of the program may set it otherwise: then its name says so.
    again = "" if made.sha256 == row.document else "-neu-gesetzt"
    return as_file(made, f"strategie-{slug}-fassung-{version}{again}.pdf")


def as_file(document: Document, name: str) -> Response[bytes]:
    """Return a document as browsers show it."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(document.pdf, status_code=200, headers=headers, media_type=PDF)
