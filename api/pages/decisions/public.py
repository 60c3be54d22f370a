"""The public register of decisions, and the page of one decision."""

from itertools import groupby
from typing import get_args
from uuid import UUID

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from api.moments import Seen, clock
from api.pages.decisions.reading import Agenda, agenda, detailed, details
from api.pages.framing import Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import Option
from api.pages.views.decisions import DecisionPage, DecisionRegister, SessionView
from api.provided import Now, Texts
from domain.codes import DecisionId
from domain.decisions import Result
from projections import decisions
from projections.decisions import DecisionRow

_RESULTS: tuple[str, ...] = get_args(Result)


@get("/p/{slug:str}/decisions", sync_to_thread=True)
def register_page(
    *,
    slug: FromPath[str],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    committee: FromQuery[str] = "",
    result: FromQuery[str] = "",
    year: FromQuery[str] = "",
) -> Html:
    """Show the public agenda items of a process by session; unknown filters find nothing."""
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    found = agenda(seen, around)
    every = decisions.register(seen, around.process.process_id)
    chosen = [row for row in every if _fits(row, committee, result, year)]
    words = opened(texts, [*found.rows, *every], frame.say(UNAVAILABLE))
    years = sorted({str(row.session.year) for row in every if row.session}, reverse=True)
    told = {row.result for row in every}
    page = DecisionRegister(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        sessions=_sessions(chosen, found, words),
        bodies=tuple(
            Option(value=str(row.body_id), label=words.text(row.name))
            for row in found.bodies.values()
        ),
        results=tuple(code for code in _RESULTS if code in told),
        years=tuple(Option(value=each, label=each) for each in years),
        committee=committee,
        result=result,
        year=year,
        shown=len(chosen),
        every=len(every),
    )
    return frame.show(
        page,
        nav="decisions",
        process=around.brand(words),
        seen=seen,
        about=around.process.process_id,
    )


def _fits(row: DecisionRow, committee: str, result: str, year: str) -> bool:
    return (
        (not committee or str(row.body_id) == committee)
        and (not result or row.result == result)
        and (not year or (row.session is not None and str(row.session.year) == year))
    )


def _sessions(rows: list[DecisionRow], found: Agenda, words: Words) -> tuple[SessionView, ...]:
    """Group items by session and body; of one day, bodies follow by name."""
    entries = [found.entry(row, words) for row in rows]
    entries.sort(key=lambda each: each.body)
    entries.sort(key=lambda each: each.session.toordinal() if each.session else 0, reverse=True)
    return tuple(
        SessionView(day=day, body=body, entries=tuple(group))
        for (day, body), group in groupby(entries, key=lambda each: (each.session, each.body))
    )


@get("/decisions/{decision_id:uuid}", sync_to_thread=True)
def decision_page(
    decision_id: FromPath[UUID], frame: Framing, seen: Seen, texts: Texts, now: Now
) -> Html:
    """Show one agenda item and what was decided.

    Raises:
        NotFoundException: there is none that everybody may see.
    """
    row = decisions.find(seen, DecisionId(decision_id))
    if row is None:
        raise NotFoundException
    around = surroundings.by_id(seen, row.process_id, clock(seen, now))
    found, belonging = agenda(seen, around), details(seen, row)
    words = opened(texts, [*found.rows, *belonging.rows], frame.say(UNAVAILABLE))
    slug = around.process.slug
    page = DecisionPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        decision=detailed(found, belonging, words),
    )
    return frame.show(
        page,
        nav="decisions",
        process=around.brand(words),
        seen=seen,
        about=row.decision_id,
    )
