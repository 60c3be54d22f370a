"""The map with the tree of places, and the page of one place."""

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.decisions.reading import agenda
from api.pages.framing import Frame, Framing, Html
from api.pages.measures import cards as measure_cards
from api.pages.parts import cards, surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.places.reading import Geography, geography
from api.pages.places.tiling import admitting, tiled
from api.pages.views import IdeaCard
from api.pages.views.places import PlacePage, PlacesPage
from api.provided import Now, Texts
from projections import decisions, feed, measures
from projections.decisions import Wanted
from projections.feed import FeedQuery
from projections.measures import MeasureRow
from projections.model import Snapshot
from projections.processes import TerritoryRow

_IDEAS = 6
_DECISIONS = 10


@get("/p/{slug:str}/places", sync_to_thread=True)
def places_page(slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show where the process takes place: a map if outlines are known, and the tree.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    found = geography(seen, around)
    words = opened(texts, found.rows, frame.say(UNAVAILABLE))
    top = found.top
    tiles = found.below(top.key) if top else found.below(None)
    page = PlacesPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        whole=words.text(top.name) if top else "",
        map=tiled(frame, found.map_of(top, words)),
        tiles=tuple(found.entry(row, words) for row in tiles),
        tree=tuple(found.entry(row, words) for row in around.territories),
        located=_located(frame, found, words),
    )
    brand = around.brand(words)
    process_id = around.process.process_id
    answer = frame.show(page, nav="process", process=brand, seen=seen, about=process_id)
    return admitting(frame, answer, page.map)


def _located(frame: Frame, found: Geography, words: Words) -> tuple[IdeaCard, ...]:
    known = {each.id for each in found.spots(words)}
    return tuple(
        cards.card(frame, row, found.around, words)
        for row, _ in found.located
        if str(row.proposal_id) in known
    )


@get("/p/{slug:str}/places/{key:str}", sync_to_thread=True)
def place_page(
    slug: FromPath[str], key: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now
) -> Html:
    """Show one place: what it lies in, and ideas, measures and decisions that concern it.

    Raises:
        NotFoundException: there is no such process, or it has no such place.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    found = geography(seen, around, within=key)
    place = found.find(key)
    if place is None:
        raise NotFoundException
    process_id = around.process.process_id
    ideas = feed.page(seen, FeedQuery(process_id=process_id, territory=key), limit=_IDEAS).rows
    planned, wider = _measures(seen, found, place)
    bodies = agenda(seen, around)
    wanted = Wanted(territory=place.key)
    order = sorted(bodies.bodies)
    decided = decisions.page(seen, process_id, wanted, bodies=order, start=0, limit=_DECISIONS)
    rows = (*found.rows, *ideas, *planned, *wider, *bodies.rows, *decided.rows)
    words = opened(texts, rows, frame.say(UNAVAILABLE))
    above = [found.find(each) for each in place.path[:-1]]
    page = PlacePage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        place=found.entry(place, words),
        above=tuple(found.entry(row, words) for row in above if row),
        below=tuple(found.entry(row, words) for row in found.below(place.key)),
        map=tiled(frame, found.map_of(place, words)),
        located=_located(frame, found, words),
        ideas=tuple(cards.card(frame, row, around, words) for row in ideas),
        measures=tuple(measure_cards.card(row, around, words) for row in planned),
        wider=tuple(measure_cards.card(row, around, words) for row in wider),
        decisions=tuple(bodies.entry(row, words) for row in decided.rows),
        decided=decided.count,
    )
    brand = around.brand(words)
    answer = frame.show(page, nav="process", process=brand, seen=seen, about=process_id)
    return admitting(frame, answer, page.map)


def _measures(
    snapshot: Snapshot, found: Geography, place: TerritoryRow
) -> tuple[list[MeasureRow], list[MeasureRow]]:
    """Return the measures for a place or places in it, and those for what it lies in."""
    here, around = found.inside(place.key), set(place.path[:-1])
    rows = measures.of_process(snapshot, place.process_id)
    own = [row for row in rows if here & set(row.territories)]
    wider = [row for row in rows if row not in own and around & set(row.territories)]
    return own, wider
