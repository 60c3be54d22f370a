"""All plans of a process, the roadmap over them, and what has no place yet."""

from collections.abc import Iterator

from litestar import get
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.measures import cards
from api.pages.parts import offices
from api.pages.parts.words import UNAVAILABLE, Words
from api.pages.plans import roadmap, summing
from api.pages.plans.reading import Planning, opened, read
from api.pages.views.plans import PlansPage, Unplaced
from api.provided import Now, Texts


@get("/p/{slug:str}/plans", sync_to_thread=True)
def plans_page(slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show the plans of all years, and what is worked on when.

    Raises:
        NotFoundException: there is no such process.
    """
    planning = read(seen, slug, clock(seen, now))
    process_id = planning.around.process.process_id
    words = opened(texts, planning, frame.say(UNAVAILABLE))
    years = planning.years
    page = PlansPage(
        slug=slug,
        process_title=words.text(planning.around.process.title, slug),
        years=tuple(summing.card(year) for year in years),
        drawings=roadmap.drawings(planning, words),
        lines=tuple(roadmap.lines(planning, words)),
        unplaced=tuple(_unplaced(planning, words)),
        next_year=max(planning.today.year, max((each.year for each in years), default=0) + 1),
        may_plan=offices.may(seen, frame.person, "plan", process_id),
    )
    brand = planning.around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=process_id)


def _unplaced(planning: Planning, words: Words) -> Iterator[Unplaced]:
    """Yield the adopted measures that stand in no year, those that wait too long first."""
    waiting = [row for row in planning.rows.values() if row.status == "adopted"]
    for row in sorted(waiting, key=lambda row: (row.parked is None, row.parked, row.position)):
        parked = planning.stories[row.measure_id].parked if row.parked else None
        yield Unplaced(
            card=cards.card(row, planning.around, words),
            until=row.parked,
            reason=words.get(parked.reason) if parked else None,
            late=row.parked is not None and row.parked < planning.today,
        )
