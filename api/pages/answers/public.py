"""The public list: how many ideas are answered, which answers are overdue and whose they are."""

from litestar import get
from litestar.params import FromPath, FromQuery

from api.moments import Seen, clock
from api.pages.answers import listing
from api.pages.formatting import number
from api.pages.framing import Framing, Html
from api.pages.parts import numbering_pages, surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.answers import AnswersPage
from api.provided import Now, Texts
from projections import answers


@get("/p/{slug:str}/answers", sync_to_thread=True)
def answers_page(
    slug: FromPath[str],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    page: FromQuery[str] = "",
) -> Html:
    """Show how answers stand, by unit, and name what is overdue.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    found = listing.read(seen, around, everything=False, page=number(page) or 1)
    words = opened(texts, found.rows, frame.say(UNAVAILABLE))
    waiting = [each for each in found.waiting if not each.overdue]
    shown = AnswersPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        numbers=listing.numbers(
            answers.numbers(found.standings), listing.withdrawn(seen, around.process.process_id)
        ),
        units=listing.by_unit(found, words),
        overdue=listing.due_ideas(found.listed, found, words),
        pages=numbering_pages.pages(frame, seen, f"/p/{slug}/answers", found.page),
        waiting=len(waiting),
        next_due=waiting[0].due if waiting else None,
    )
    return frame.show(
        shown,
        nav="process",
        process=around.brand(words),
        seen=seen,
        about=around.process.process_id,
    )
