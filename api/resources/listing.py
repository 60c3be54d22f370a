"""What narrows and orders a list of proposals, as it stands in the address."""

import msgspec
from litestar.params import FromQuery

from api.errors import Malformed
from api.problems import WrongField
from api.provided import SearchPort
from api.resources import reading, schemas
from api.resources.parameters import ListedState, Order, Place, ProcessName, Seed, Words
from domain.codes import FieldId, TerritoryKey
from domain.messages import Channel
from domain.people import ProcessId
from projections import feed
from projections.feed import FeedQuery
from projections.model import Snapshot


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of a list; all of them narrow it together."""

    process: str | None
    action_field: FieldId | None
    territory: TerritoryKey | None
    state: schemas.ListedState | None
    channel: Channel | None
    answer: feed.Answered | None
    sort: feed.Sort
    seed: int
    q: str | None


def provide_wish(
    *,
    process: ProcessName = None,
    action_field: FromQuery[FieldId | None] = None,
    territory: Place = None,
    proposal_state: ListedState = None,
    channel: FromQuery[Channel | None] = None,
    answer: FromQuery[feed.Answered | None] = None,
    sort: Order = "new",
    seed: Seed = 0,
    q: Words = None,
) -> Wish:
    """Collect them."""
    return Wish(
        process=process,
        action_field=action_field,
        territory=territory,
        state=proposal_state,
        channel=channel,
        answer=answer,
        sort=sort,
        seed=seed,
        q=q if q and q.strip() else None,
    )


def query(wish: Wish, seen: Snapshot, search: SearchPort) -> FeedQuery:
    """Return the query that fulfils a wish.

    Raises:
        NotFoundException: there is no such process.
        Malformed: a place without the process it belongs to.
    """
    within = None if wish.process is None else reading.process_of(seen, wish.process).process_id
    return FeedQuery(
        process_id=within,
        sort=wish.sort,
        seed=wish.seed,
        field=wish.action_field,
        territory=_place(wish.territory, within),
        states=() if wish.state is None else (wish.state,),
        channel=wish.channel,
        answer=wish.answer,
        among=None if wish.q is None else tuple(search.matching(wish.q, within, seen)),
    )


def _place(key: TerritoryKey | None, process_id: ProcessId | None) -> TerritoryKey | None:
    if key is not None and process_id is None:
        raise Malformed(WrongField("territory", "needs `process`, whose places it is one of"))
    return key
