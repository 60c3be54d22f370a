"""The labs of a process."""

from litestar import get
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.labs import cards
from api.pages.parts import offices, surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.labs import LabsPage
from api.provided import Now, Texts
from domain.phases import BERLIN
from projections import labs


@get("/p/{slug:str}/labs", sync_to_thread=True)
def labs_page(slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show what is tried where.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    rows = labs.of_process(seen, process_id)
    words = opened(texts, [*around.rows, *rows], frame.say(UNAVAILABLE))
    today = around.now.astimezone(BERLIN).date()
    page = LabsPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        labs=tuple(cards.card(row, words, today) for row in rows),
        may_plan=offices.may(seen, frame.person, "plan", process_id),
    )
    brand = around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=process_id)
