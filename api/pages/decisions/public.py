"""The public register of decisions, and the page of one decision."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import get_args
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from api.moments import Seen, clock
from api.pages import vocabulary
from api.pages.decisions.reading import Agenda, agenda, detailed, details
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import Option
from api.pages.views.decisions import DecisionPage, DecisionRegister, SessionView
from api.provided import Now, Texts
from domain.codes import BodyId, DecisionId
from domain.decisions import Result
from domain.ports import Texts as TextsPort
from projections import decisions
from projections.decisions import DecisionRow, RegisterPage, Told, Wanted
from projections.model import Snapshot

_RESULTS: tuple[Result, ...] = get_args(Result)
_PAGE = 60


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
    territory: FromQuery[str] = "",
    page: FromQuery[str] = "1",
) -> Html:
    """Show the public agenda items of a process by session; unknown filters find nothing."""
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    found, told = agenda(seen, around), decisions.told(seen, around.process.process_id)
    number = int(page) if page.isascii() and page.isdigit() else 1
    asked = Asked(committee, result, year, territory, number)
    chosen = _chosen(seen, found, asked, texts)
    words = opened(texts, [*found.rows, *chosen.rows], frame.say(UNAVAILABLE))
    start = asked.start
    shown = DecisionRegister(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        sessions=_sessions(chosen.rows, found, words),
        bodies=_bodies(found, told, words),
        results=_results(frame, told),
        years=tuple(Option(value=str(each), label=str(each)) for each in told.years),
        places=_places(found, told, territory, words),
        committee=committee,
        result=result,
        year=year,
        territory=territory,
        matching=chosen.count,
        every=told.items,
        papers=told.papers,
        first=start + 1,
        last=start + len(chosen.rows),
        newer_url=asked.url(seen, slug, asked.page - 1) if start and chosen.count else None,
        older_url=asked.url(seen, slug, asked.page + 1)
        if start + len(chosen.rows) < chosen.count
        else None,
    )
    return frame.show(
        shown,
        nav="decisions",
        process=around.brand(words),
        seen=seen,
        about=around.process.process_id,
    )


class Asked(msgspec.Struct, frozen=True):
    """Filters and page as the address names them."""

    committee: str
    result: str
    year: str
    territory: str
    page: int

    @property
    def start(self) -> int:
        """How many items stand on the pages before this one."""
        return (max(1, min(self.page, 100_000)) - 1) * _PAGE

    @property
    def wanted(self) -> Wanted | None:
        """What to look for; None if there can be nothing."""
        try:
            return Wanted(
                body=BodyId(UUID(self.committee)) if self.committee else None,
                result=next((each for each in _RESULTS if each == self.result), None),
                other_wording=self.result == "other",
                contradicting=self.result == "contradiction",
                year=date(int(self.year), 1, 1).year if self.year else None,
                territory=self.territory or None,
            )
        except ValueError:
            return None

    @property
    def known(self) -> bool:
        """Whether the result is one there can be."""
        return not self.result or self.result in {*_RESULTS, "other", "contradiction"}

    def url(self, seen: Snapshot, slug: str, page: int) -> str:
        """Return the address of another page of the same, at the same moment."""
        asked = {
            "committee": self.committee,
            "result": self.result,
            "year": self.year,
            "territory": self.territory,
            "page": str(page) if page > 1 else "",
        }
        query = asked if seen.as_of is None else {**asked, "as_of": str(seen.as_of)}
        told = urlencode({name: value for name, value in query.items() if value})
        return f"/p/{slug}/decisions" + (f"?{told}" if told else "")


def _chosen(seen: Snapshot, found: Agenda, asked: Asked, texts: TextsPort) -> RegisterPage:
    """Read one page; bodies of one day follow by name."""
    wanted = asked.wanted
    if wanted is None or not asked.known:
        return RegisterPage((), 0)
    names = texts.open([row.name for row in found.bodies.values()])
    bodies = sorted(found.bodies, key=lambda each: (names.get(found.bodies[each].name, ""), each))
    process_id = found.around.process.process_id
    return decisions.page(seen, process_id, wanted, bodies=bodies, start=asked.start, limit=_PAGE)


def _bodies(found: Agenda, told: Told, words: Words) -> tuple[Option, ...]:
    options = [
        Option(value=str(row.body_id), label=words.text(row.name))
        for row in found.bodies.values()
        if row.body_id in told.bodies
    ]
    return tuple(sorted(options, key=lambda option: option.label))


def _places(found: Agenda, told: Told, chosen: str, words: Words) -> tuple[Option, ...]:
    """Return the places a council decided for, and the one that is asked for."""
    offered = {*told.territories, chosen}
    return tuple(
        Option(value=row.key, label=words.text(row.name, row.key))
        for row in found.around.territories
        if row.key in offered
    )


def _results(frame: Frame, told: Told) -> tuple[Option, ...]:
    codes: list[tuple[str, str]] = [
        ("council_result", each) for each in _RESULTS if each in told.results
    ]
    codes += [("result_filter", "other")] if told.other_wording else []
    codes += [("result_filter", "contradiction")] if told.contradicting else []
    return tuple(
        Option(value=code, label=frame.say(vocabulary.word(kind, code))) for kind, code in codes
    )


def _sessions(rows: Sequence[DecisionRow], found: Agenda, words: Words) -> tuple[SessionView, ...]:
    """Group items by session and body, in the order of the register."""
    entries = [found.entry(row, words) for row in rows]
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
