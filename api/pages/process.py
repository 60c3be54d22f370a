"""The page of one process: its phases, what is possible now, its fields and places."""

from litestar import get
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.answers import listing
from api.pages.framing import Framing, Html
from api.pages.parts import cards, surroundings
from api.pages.parts.chain import chain, measures_of, usable
from api.pages.parts.figures import figures
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldCount, ProcessPage
from api.pages.views.answers import AnswerNumbers
from api.provided import Now, Texts
from api.rendering import formatted
from api.showing import shows
from domain.phases import BERLIN
from projections import answers, feed, strategies
from projections.feed import FeedQuery
from projections.model import Snapshot as ReadModel

_LATEST = 6


@get("/p/{slug:str}", sync_to_thread=True)
def process_page(slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show a process.

    Raises:
        NotFoundException: there is none of this name.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process = around.process
    shows(seen, process.process_id)
    latest = feed.page(seen, FeedQuery(process_id=process.process_id), limit=_LATEST).rows
    measures = measures_of(seen, around)
    shown = [*around.rows, *latest, *usable(around, measures)]
    words = opened(texts, shown, frame.say(UNAVAILABLE))
    highest = feed.highest(seen, process.process_id)
    said = cards.said(seen, latest)
    numbers, answered = figures(seen, process), _answers(seen, around)
    places = feed.numbers_by(seen, process.process_id, "territory")
    opening, _, rest = words.text(process.summary).strip().partition("\n\n")
    page = ProcessPage(
        slug=slug,
        title=words.text(process.title, slug),
        opening=" ".join(opening.split()),
        summary_html=formatted(rest) if rest.strip() else None,
        client=around.client(words),
        started_at=process.opened_at,
        lead=words.get(process.lead),
        archived=strategies.state(seen, process.process_id) == "archived",
        contractors=_lines(words.get(process.contractors)),
        funding=words.get(process.funding),
        phases=tuple(around.phase_view(phase, words) for phase in around.phases),
        current=around.current_view(words),
        fields=_fields(seen, around, words),
        territories=around.territory_options(words, {str(k): n for k, n in places.items()}),
        figures=numbers,
        answers=answered,
        chain=chain(seen, around, measures, words, numbers.ideas, answered),
        latest=tuple(
            cards.card(frame, row, around, words, highest, said.get(row.proposal_id))
            for row in latest
        ),
    )
    brand = around.brand(words)
    return frame.show(
        page,
        nav="process",
        process=brand,
        seen=seen,
        about=process.process_id,
        compare=f"/p/{slug}/compare",
    )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _answers(snapshot: ReadModel, around: Surroundings) -> AnswerNumbers:
    today = around.now.astimezone(BERLIN).date()
    process_id = around.process.process_id
    numbers = answers.numbers_of(snapshot, process_id, today)
    return listing.numbers(numbers, listing.withdrawn(snapshot, process_id))


def _fields(snapshot: ReadModel, around: Surroundings, words: Words) -> tuple[FieldCount, ...]:
    numbers = feed.numbers_by(snapshot, around.process.process_id, "field")
    found = []
    for row in around.standing_fields():
        field = around.field(row.field_id, words)
        if field is not None:
            count = numbers.get(row.field_id, 0)
            description = words.get(row.description)
            found.append(FieldCount(field=field, ideas=count, description=description))
    return tuple(found)


HANDLERS = (process_page,)
