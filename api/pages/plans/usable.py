"""What people can use already, what comes next, and the news from the work (R29)."""

from collections.abc import Iterator

import msgspec
from litestar import get
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.measures import cards
from api.pages.parts import offices
from api.pages.parts.words import UNAVAILABLE, Words
from api.pages.plans.reading import Planning, opened, read
from api.pages.views.plans import NewsEntry, UsablePage
from api.provided import Now, Texts
from domain.measures import MeasureCompleted, MilestoneReached, ProgressReported
from projections import measures
from projections.measures import MeasureRow, StepRow

NEWS = 30
"""How many pieces of news a page holds; older ones are on the pages of the measures."""


@get("/p/{slug:str}/usable", sync_to_thread=True)
def usable_page(slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show what there is of use by now, and what happened lately.

    Raises:
        NotFoundException: there is no such process.
    """
    planning = read(seen, slug, clock(seen, now))
    process_id = planning.around.process.process_id
    words = opened(texts, planning, frame.say(UNAVAILABLE))
    page = UsablePage(
        slug=slug,
        process_title=words.text(planning.around.process.title, slug),
        usable=tuple(cards.card(row, planning.around, words) for row in usable(planning)),
        coming=tuple(cards.card(row, planning.around, words) for row in _coming(planning)),
        news=tuple(_news(planning, words)),
        may_plan=offices.may(seen, frame.person, "plan", process_id),
    )
    brand = planning.around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=process_id)


def usable(planning: Planning) -> list[MeasureRow]:
    """Return the completed measures whose day of use has come, the newest first."""
    found = [
        (row.usable_from, row)
        for row in planning.rows.values()
        if row.usable_from is not None and row.usable_from <= planning.today
    ]
    return [row for _, row in sorted(found, key=lambda each: each[0], reverse=True)]


def _coming(planning: Planning) -> list[MeasureRow]:
    """Return what is worked on or about to open, the farthest first."""
    soon = [
        row
        for row in planning.rows.values()
        if row.status == "in_implementation"
        or (row.usable_from is not None and row.usable_from > planning.today)
    ]
    return sorted(soon, key=lambda row: (row.usable_from is None, -(row.percent or 0)))


def _news(planning: Planning, words: Words) -> Iterator[NewsEntry]:
    told = [step for step in planning.steps if step.kind in measures.NEWS_KINDS]
    for step in reversed(told[-NEWS:]):
        row = planning.rows[step.measure_id]
        entry = NewsEntry(
            id=str(row.measure_id),
            number=row.number,
            title=words.text(row.title, row.number),
            kind=step.kind,
            at=step.at,
        )
        yield _told(entry, step, planning, words)


def _told(entry: NewsEntry, step: StepRow, planning: Planning, words: Words) -> NewsEntry:
    """Return a piece of news with what was said of it."""
    change = msgspec.structs.replace
    entry = change(entry, text=words.get(measures.said(step)))
    match step.event:
        case ProgressReported() as event:
            return change(entry, light=event.light, percent=event.percent)
        case MilestoneReached() as event:
            stone = planning.stories[step.measure_id].milestones.get(event.milestone_id)
            return change(entry, text=words.get(stone.title) if stone else None, day=event.on)
        case MeasureCompleted() as event:
            return change(entry, day=event.usable_from)
        case _:
            return entry
