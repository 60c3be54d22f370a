"""The feed of a process: search, filters, four orders, page by page."""

import secrets
from typing import Annotated, cast, get_args
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from api.errors import Malformed
from api.moments import Seen, clock
from api.pages.formatting import number
from api.pages.framing import Answer, Frame, Framing
from api.pages.parts import cards, former_fields, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FeedFilter, FeedPage, Sort
from api.problems import WrongField
from api.provided import Now, Search, SearchPort, Texts
from api.showing import shows
from domain.codes import FieldId
from domain.messages import Channel
from projections import feed, processes
from projections.feed import FeedQuery, State, UnreadableCursor
from projections.model import Snapshot as ReadModel

_PAGE = 20
_SEEDS = 1_000_000
_ANSWERS: tuple[feed.Answered, ...] = (
    *("open", "answered", "measure", "accepted", "partly"),
    *("not_accepted", "already_exists", "forwarded"),
)
_STATES: tuple[State, ...] = ("published", "merged", "withdrawn")
_QUERY = 200  # characters of a search that are looked at


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the address, as it was typed."""

    sort: str = "new"
    seed: str = ""
    field: str = ""
    territory: str = ""
    state: str = ""
    channel: str = ""
    answer: str = ""
    q: str = ""
    cursor: str = ""


def provide_wish(
    *,
    sort: FromQuery[str] = "new",
    seed: FromQuery[str] = "",
    field: FromQuery[str] = "",
    territory: FromQuery[str] = "",
    standing: Annotated[str, QueryParameter(name="state")] = "",
    channel: FromQuery[str] = "",
    answer: FromQuery[str] = "",
    q: FromQuery[str] = "",
    cursor: FromQuery[str] = "",
) -> Wish:
    """Collect the parameters of the feed."""
    return Wish(
        sort=sort,
        seed=seed,
        field=field,
        territory=territory,
        state=standing,
        channel=channel,
        answer=answer,
        q=q,
        cursor=cursor,
    )


@get(
    "/p/{slug:str}/ideas",
    sync_to_thread=True,
    dependencies={"wish": Provide(provide_wish, sync_to_thread=False)},
)
def feed_page(
    slug: FromPath[str],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    search: Search,
    now: Now,
    wish: NamedDependency[Wish],
) -> Answer:
    """Show ideas as the reader wants to see them; a filter that means nothing is passed over.

    Raises:
        NotFoundException: there is no such process.
        Malformed: the cursor is not one of this order.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    shows(seen, around.process.process_id)
    asked = _filter(around, wish)
    if asked.sort == "random" and not asked.seed:
        # The order belongs to the address, so that it can be paged, shared and cached.
        mixed = msgspec.structs.replace(asked, seed=str(secrets.randbelow(_SEEDS)))
        return Redirect(_address(frame, seen, slug, mixed), status_code=303)
    query = _query(search, seen, around, asked)
    try:
        found = feed.page(seen, query, cursor=wish.cursor or None, limit=_PAGE)
    except UnreadableCursor as error:
        raise Malformed(WrongField("cursor", "not a cursor of this list")) from error
    changes = processes.field_changes(seen, around.process.process_id) if asked.q else []
    words = opened(texts, [*around.rows, *found.rows, *changes], frame.say(UNAVAILABLE))
    page = _page(frame, seen, around, words, asked, found)
    page = msgspec.structs.replace(
        page, former=former_fields.named(asked.q, around, changes, words)
    )
    if wish.cursor:
        page = msgspec.structs.replace(page, first_url=_address(frame, seen, slug, asked))
    brand = around.brand(words)
    return frame.show(page, nav="ideas", process=brand, seen=seen, about=around.process.process_id)


def _page(
    frame: Frame,
    snapshot: ReadModel,
    around: Surroundings,
    words: Words,
    asked: FeedFilter,
    found: feed.FeedPage,
) -> FeedPage:
    process = around.process
    highest = feed.highest(snapshot, process.process_id)
    numbers = _numbers(snapshot, around)
    said = cards.said(snapshot, found.rows)
    answered = FeedQuery(process_id=process.process_id, answer="answered")
    return FeedPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        question=process.question,
        phase=around.current_view(words),
        ideas=tuple(
            cards.card(frame, row, around, words, highest, said.get(row.proposal_id))
            for row in found.rows
        ),
        matching=found.total,
        total=feed.total(snapshot, FeedQuery(process_id=process.process_id)),
        filter=asked,
        fields=around.field_options(words, numbers.fields),
        territories=around.territory_options(words, numbers.places),
        states=tuple(each for each in _STATES if each in numbers.states),
        channels=numbers.channels,
        answers=_ANSWERS if feed.total(snapshot, answered) else (),
        next_url=_address(frame, snapshot, process.slug, asked, found.next) if found.next else None,
    )


class _Numbers(msgspec.Struct, frozen=True):
    """What there is to filter by, and how much of it."""

    fields: dict[FieldId, int]
    places: dict[str, int]
    states: frozenset[str]
    channels: tuple[str, ...]


def _numbers(snapshot: ReadModel, around: Surroundings) -> _Numbers:
    process_id = around.process.process_id
    fields = feed.numbers_by(snapshot, process_id, "field")
    places = feed.numbers_by(snapshot, process_id, "territory")
    return _Numbers(
        fields={FieldId(cast("UUID", key)): count for key, count in fields.items()},
        places={str(key): count for key, count in places.items()},
        states=frozenset(map(str, feed.numbers_by(snapshot, process_id, "state"))),
        channels=tuple(sorted(map(str, feed.numbers_by(snapshot, process_id, "channel")))),
    )


def _filter(around: Surroundings, wish: Wish) -> FeedFilter:
    """Return what was asked for; what cannot be meant is no restriction."""
    fields = {str(row.field_id) for row in around.fields}
    places = {row.key for row in around.territories}
    order = cast("Sort", wish.sort) if wish.sort in get_args(Sort) else "new"
    mixed = number(wish.seed)
    plain = mixed is not None and mixed < _SEEDS
    return FeedFilter(
        sort=order,
        seed=wish.seed if plain and order == "random" else "",
        field=wish.field if wish.field in fields else "",
        territory=wish.territory if wish.territory in places else "",
        state=wish.state if wish.state in _STATES else "",
        channel=wish.channel if wish.channel in get_args(Channel) else "",
        answer=wish.answer if wish.answer in _ANSWERS else "",
        q=" ".join(wish.q[:_QUERY].split()),
    )


def _query(
    search: SearchPort, seen: ReadModel, around: Surroundings, asked: FeedFilter
) -> FeedQuery:
    process_id = around.process.process_id
    among = None
    if asked.q:
        among = tuple(search.matching(asked.q, process_id, seen))
    return FeedQuery(
        process_id=process_id,
        sort=asked.sort,
        seed=int(asked.seed or 0),
        field=FieldId(UUID(asked.field)) if asked.field else None,
        territory=asked.territory or None,
        states=(cast("State", asked.state),) if asked.state else (),
        channel=cast("Channel", asked.channel) if asked.channel else None,
        answer=cast("feed.Answered", asked.answer) if asked.answer else None,
        among=among,
    )


def _address(
    frame: Frame, seen: ReadModel, slug: str, asked: FeedFilter, cursor: str | None = None
) -> str:
    """Return the address of a page of this list, the whole filter and the moment kept."""
    chosen = {name: value for name, value in msgspec.structs.asdict(asked).items() if value}
    if chosen.get("sort") == "new":
        del chosen["sort"]
    if cursor:
        chosen["cursor"] = cursor
    if seen.as_of is not None:
        chosen["as_of"] = str(seen.until)
    return frame.url(f"/p/{slug}/ideas") + (f"?{urlencode(chosen)}" if chosen else "")


HANDLERS = (feed_page,)
