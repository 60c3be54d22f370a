"""Lists of proposals, page by page; every page costs the same (keyset paging).

Unless `everything` is asked for, no query here gives a proposal that the public may
not see. All answers fit `snapshot.as_of`; there they are slower.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.sql import ColumnElement, FromClause

from domain.codes import FieldId, ProposalId, TerritoryKey
from domain.messages import Channel
from domain.people import ProcessId
from projections.erasures import without_erased
from projections.feed import answered, as_of, numbers_then, paging
from projections.feed.answered import Answered, LatestAnswers
from projections.feed.as_of import TEXTS
from projections.feed.numbers_then import Group
from projections.feed.paging import Order
from projections.feed.rows import FeedRow, PlaceRow, State
from projections.feed.shuffling import SHORT, Shuffle
from projections.model import Snapshot

Sort = Literal["new", "supported", "discussed", "answered", "random"]
_LIMIT = 100  # rows of one page at most
_PART = 1000  # rows at a time for who reads all of them


class FeedQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which proposals, in which order.

    Without `process_id` those of all processes. `territory` includes the places in it;
    it needs a process. No `states` means all that may be shown. `among` keeps only
    these (what a search found). `everything` is for staff: also what is not public.
    `answer` keeps what has come so far; sorted by answers, only answered ones are left.
    `seed` makes the random order; the same seed gives the same order.
    """

    process_id: ProcessId | None = None
    sort: Sort = "new"
    seed: int = 0
    field: FieldId | None = None
    territory: TerritoryKey | None = None
    states: tuple[State, ...] = ()
    channel: Channel | None = None
    answer: Answered | None = None
    among: tuple[ProposalId, ...] | None = None
    everything: bool = False

    @property
    def answering(self) -> Answered | None:
        """What is asked of answers, by the filter or by the order."""
        return "answered" if self.answer is None and self.sort == "answered" else self.answer


class FeedPage(msgspec.Struct, frozen=True):
    """One page. `next` is the cursor of the following one; `total` counts all pages."""

    rows: list[FeedRow]
    next: str | None
    total: int


def page(
    snapshot: Snapshot, query: FeedQuery, *, cursor: str | None = None, limit: int = 20
) -> FeedPage:
    """Return the next `limit` proposals (1 to 100) after a cursor, or the first ones.

    Raises:
        UnreadableCursor: the cursor is not one of this order.
    """
    every = total(snapshot, query)
    rows, more = _some(snapshot, query, cursor, max(1, min(limit, _LIMIT)), every)
    return FeedPage(rows, more, every)


def part(
    snapshot: Snapshot, process_id: ProcessId, cursor: str | None = None
) -> tuple[list[FeedRow], str | None]:
    """Return the next thousand public proposals of a process, newest first, and a cursor.

    For what reads all of them: of an earlier moment each look costs as much as the whole list.

    Raises:
        UnreadableCursor: the cursor is not one of this order.
    """
    return _some(snapshot, FeedQuery(process_id=process_id), cursor, _PART, 0)


def _some(
    snapshot: Snapshot, query: FeedQuery, cursor: str | None, limit: int, every: int
) -> tuple[list[FeedRow], str | None]:
    source = _source(snapshot, query)
    conditions = _conditions(snapshot, query, source)
    lanes = [[*lane, *conditions] for lane in _lanes(snapshot, query, source)]
    order = _order(query, cursor, every)
    found = order.take(snapshot, source, lanes, order.read(cursor), limit + 1)
    rows = [row if query.everything else shown(row) for row in found[:limit]]
    rows = without_erased(snapshot, rows, *TEXTS)
    more = order.write(found[limit - 1]) if len(found) > limit else None
    return rows, more


def total(snapshot: Snapshot, query: FeedQuery) -> int:
    """Return how many proposals a query has on all its pages."""
    if query.among is None and query.answering is None:
        if snapshot.as_of is None:
            return paging.counted(snapshot, query.process_id, _count_conditions(snapshot, query))
        if query.process_id is not None:
            meant = _meant(snapshot, query)
            return numbers_then.total(snapshot, query.process_id, "proposals", meant)
    source = _source(snapshot, query)
    conditions = [*_conditions(snapshot, query, source), *_audience(query, source)]
    if query.process_id is not None:
        conditions.append(source.c.process_id == query.process_id)
    wanted = select(func.count()).select_from(source).where(*conditions)
    return snapshot.connection.execute(wanted).scalar_one()


def rows(snapshot: Snapshot, proposals: Collection[ProposalId]) -> Mapping[ProposalId, FeedRow]:
    """Return those of these proposals that lists may show."""
    source = as_of.source(snapshot, proposal_id=list(proposals))
    wanted = select(source).where(source.c.proposal_id.in_(proposals), source.c.public.is_(True))
    shown_rows = [shown(row) for row in snapshot.rows(FeedRow, wanted)]
    return {row.proposal_id: row for row in without_erased(snapshot, shown_rows, *TEXTS)}


def all_rows(snapshot: Snapshot, proposals: Collection[ProposalId]) -> Mapping[ProposalId, FeedRow]:
    """Return these proposals whether public or not: for staff and for their authors."""
    source = as_of.source(snapshot, proposal_id=list(proposals))
    wanted = select(source).where(source.c.proposal_id.in_(proposals))
    found = without_erased(snapshot, snapshot.rows(FeedRow, wanted), *TEXTS)
    return {row.proposal_id: row for row in found}


def changed_since(snapshot: Snapshot, position: int) -> list[ProposalId]:
    """Return the proposals of which anything but counts has changed after a position."""
    twin = snapshot.table("feed_history")
    wanted = select(twin.c.proposal_id).where(twin.c.since > position).distinct()
    return list(snapshot.connection.execute(wanted.order_by(twin.c.proposal_id)).scalars())


def shown(row: FeedRow) -> FeedRow:
    """Return the row as the public may read it: withdrawn proposals are stubs."""
    if row.public and row.state != "withdrawn":
        return row
    return replace(row, title=None, body=None)


def _order(query: FeedQuery, cursor: str | None, length: int) -> Order | Shuffle | LatestAnswers:
    if query.sort == "answered":
        return LatestAnswers()
    if query.sort == "random":
        shuffle = Shuffle(query.seed)
        if shuffle.owns(cursor) if cursor is not None else length <= SHORT:
            return shuffle
    return Order(query.sort, query.seed)


def _source(snapshot: Snapshot, query: FeedQuery) -> FromClause:
    if query.process_id is None:
        return as_of.source(snapshot)
    return as_of.source(snapshot, process_id=query.process_id)


def _lanes(
    snapshot: Snapshot, query: FeedQuery, source: FromClause
) -> list[list[ColumnElement[bool]]]:
    """Return conditions that an index begins with; their pages are merged."""
    processes = [query.process_id] if query.process_id else paging.processes(snapshot)
    audience = (True, False) if query.everything else (True,)
    return [
        [source.c.process_id == process, source.c.public.is_(public)]
        for process in processes
        for public in audience
    ]


def _audience(query: FeedQuery, source: FromClause) -> list[ColumnElement[bool]]:
    return [] if query.everything else [source.c.public.is_(True)]


def _conditions(
    snapshot: Snapshot, query: FeedQuery, source: FromClause
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.field is not None:
        conditions.append(source.c.field == query.field)
    if query.channel is not None:
        conditions.append(source.c.channel == query.channel)
    if query.states:
        one = query.states[0]
        several = source.c.state.in_(query.states)
        conditions.append(source.c.state == one if len(query.states) == 1 else several)
    if query.among is not None:
        conditions.append(source.c.proposal_id.in_(query.among))
    if query.answering is not None:
        such = answered.such(snapshot, source, query.answering, query.process_id)
        conditions.append(such)
    if query.territory is not None:
        conditions.extend(_within(snapshot, query, source))
    return conditions


def _within(snapshot: Snapshot, query: FeedQuery, source: FromClause) -> list[ColumnElement[bool]]:
    """Ask for a place and everything in it, by the column of its depth."""
    path = _path(snapshot, query)
    match len(path):
        case 0:
            return []
        case 1:
            return [source.c.place_1 == path[0]]
        case 2:
            return [source.c.place_2 == path[1]]
        case _:
            below = _below(snapshot, query, path)
            return [source.c.place_2 == path[1], source.c.territory.in_(below)]


def _path(snapshot: Snapshot, query: FeedQuery) -> tuple[str, ...]:
    """Return the way down to a place; empty for the whole area, as nothing is left out."""
    places = snapshot.table("feed_places")
    wanted = select(places).where(
        places.c.process_id == query.process_id, places.c.key == query.territory
    )
    place = snapshot.first(PlaceRow, wanted)
    return (query.territory or "",) if place is None else place.path


def _below(snapshot: Snapshot, query: FeedQuery, path: tuple[str, ...]) -> list[str]:
    places = snapshot.table("feed_places")
    wanted = select(places).where(places.c.process_id == query.process_id)
    found = snapshot.rows(PlaceRow, wanted)
    return [place.key for place in found if place.path[: len(path)] == path]


def _count_conditions(snapshot: Snapshot, query: FeedQuery) -> list[ColumnElement[bool]]:
    counts = snapshot.table("feed_counts")
    conditions = _audience(query, counts)
    if query.field is not None:
        conditions.append(counts.c.field == query.field)
    if query.channel is not None:
        conditions.append(counts.c.channel == query.channel)
    if query.states:
        conditions.append(counts.c.state.in_(query.states))
    if query.territory is not None:
        path = _path(snapshot, query)
        if path:
            conditions.append(counts.c.territory.in_(_below(snapshot, query, path) or path))
    return conditions


def _meant(snapshot: Snapshot, query: FeedQuery) -> Callable[[Group], bool]:
    """Return the same conditions for the groups of an earlier moment."""
    path = () if query.territory is None else _path(snapshot, query)
    places = set(_below(snapshot, query, path) or path) if path else None

    def meant(group: Group) -> bool:
        return (
            (query.everything or group.public)
            and query.field in (None, group.field)
            and query.channel in (None, group.channel)
            and (not query.states or group.state in query.states)
            and (places is None or group.territory in places)
        )

    return meant
