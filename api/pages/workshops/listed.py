"""All formats of a process: what comes, what has been, and what waits for a second person."""

from litestar import get
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.parts import offices, surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.workshops import WorkshopsPage
from api.pages.workshops import cards
from api.provided import Now, Texts
from domain.phases import BERLIN
from projections import workshops


@get("/p/{slug:str}/workshops", sync_to_thread=True)
def workshops_page(slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show the formats of a process.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    rows = workshops.of_process(seen, process_id)
    words = opened(texts, [*around.rows, *rows], frame.say(UNAVAILABLE))
    today = around.now.astimezone(BERLIN).date()
    coming = [row for row in rows if row.on >= today and row.state in {"scheduled", "cancelled"}]
    held = [row for row in reversed(rows) if row not in coming]
    may_plan = offices.may(seen, frame.person, "plan", process_id)
    page = WorkshopsPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        coming=tuple(cards.card(row, words) for row in coming),
        held=tuple(cards.card(row, words) for row in held),
        waiting=tuple(cards.card(row, words) for row in rows if row.state == "recorded")
        if may_plan
        else (),
        may_plan=may_plan,
    )
    brand = around.brand(words)
    return frame.show(page, nav="process", process=brand, seen=seen, about=process_id)
