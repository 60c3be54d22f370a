"""The start page: what is open, what is new, how it works."""

from litestar import get

from api.moments import Seen, clock
from api.pages.formatting import excerpt
from api.pages.framing import Framing, Html
from api.pages.parts import cards, surroundings
from api.pages.parts.figures import figures, together
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import Figures, ProcessCard, StartPage
from api.provided import Now, Texts
from api.showing import shows
from projections import feed, processes
from projections.feed import FeedQuery

_LATEST = 6


@get("/", sync_to_thread=True)
def start(frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show all processes and the newest ideas of all of them."""
    around = {
        row.process_id: surroundings.of(seen, row, clock(seen, now))
        for row in processes.all_processes(seen)
    }
    shows(seen, *around)
    numbers = {key: figures(seen, each.process) for key, each in around.items()}
    latest = feed.page(seen, FeedQuery(), limit=_LATEST).rows
    said = cards.said(seen, latest)
    rows = [row for each in around.values() for row in each.rows]
    words = opened(texts, [*rows, *latest], frame.say(UNAVAILABLE))
    running = {key for key, each in around.items() if _is_open(each)}
    cards_of = {key: _card(each, numbers[key], words) for key, each in around.items()}
    highest = {key: feed.highest(seen, key) for key in {row.process_id for row in latest}}
    page = StartPage(
        open_processes=tuple(cards_of[key] for key in around if key in running),
        other_processes=tuple(cards_of[key] for key in around if key not in running),
        figures=together([numbers[key] for key in sorted(around, key=lambda k: k not in running)]),
        latest=tuple(
            cards.card(
                frame,
                row,
                around[row.process_id],
                words,
                highest[row.process_id],
                said.get(row.proposal_id),
            )
            for row in latest
        ),
    )
    return frame.show(page, nav="start", seen=seen)


def _is_open(around: Surroundings) -> bool:
    return around.current is not None and around.state(around.current) == "open"


def _card(around: Surroundings, numbers: Figures, words: Words) -> ProcessCard:
    process = around.process
    return ProcessCard(
        slug=process.slug,
        title=words.text(process.title, process.slug),
        summary=excerpt(words.text(process.summary).split("\n\n", 1)[0], 280),
        client=around.client(words),
        phase=around.current_view(words),
        figures=numbers,
    )


HANDLERS = (start,)
