"""Numbers about the feed that explain a single idea or a whole process.

All answers but `ids` fit `snapshot.as_of`; there they are slower.
"""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.asking_once import once
from projections.feed import as_of, numbers_then
from projections.feed.numbers_then import Group
from projections.feed.rows import FeedRow
from projections.model import Snapshot

_NO_FIELD = UUID(int=0)


class Sums(msgspec.Struct, frozen=True):
    """Proposals of a process and the answers to them, last answer of each person."""

    proposals: int = 0
    comments: int = 0
    supports: int = 0
    agree: int = 0
    disagree: int = 0
    passes: int = 0


class Rank(msgspec.Struct, frozen=True):
    """`rank` of `proposals` by approval, 1 for the most; `highest` is the most there is."""

    rank: int
    proposals: int
    highest: int


@once
def sums(snapshot: Snapshot, process_id: ProcessId, *, everything: bool = False) -> Sums:
    """Return the sums over public proposals, or over all: for the audit."""
    if snapshot.as_of is not None:
        return _sums_then(snapshot, process_id, everything=everything)
    counts = snapshot.table("feed_counts")
    wanted = select(
        *(func.coalesce(func.sum(counts.c[name]), 0) for name in Sums.__struct_fields__)
    ).where(counts.c.process_id == process_id)
    if not everything:
        wanted = wanted.where(counts.c.public.is_(True))
    return Sums(*map(int, snapshot.connection.execute(wanted).one()))


def _sums_then(snapshot: Snapshot, process_id: ProcessId, *, everything: bool) -> Sums:
    def meant(group: Group) -> bool:
        return group.public or everything

    names = Sums.__struct_fields__
    return Sums(*(numbers_then.total(snapshot, process_id, name, meant) for name in names))


def numbers_by(
    snapshot: Snapshot,
    process_id: ProcessId,
    by: Literal["field", "territory", "state", "channel"],
    *,
    everything: bool = False,
) -> Mapping[UUID | str, int]:
    """Return how many proposals there are for each value; for filters.

    The zero id stands for no field, the empty text for no place; a place is counted
    without the places in it.
    """
    if snapshot.as_of is not None:
        then = numbers_then.by(snapshot, process_id, by, everything=everything)
        nothing: UUID | str = _NO_FIELD if by == "field" else ""
        return {nothing if value is None else value: count for value, count in then.items()}
    counts = snapshot.table("feed_counts")
    number = func.sum(counts.c.proposals)
    wanted = select(counts.c[by], number).where(counts.c.process_id == process_id)
    if not everything:
        wanted = wanted.where(counts.c.public.is_(True))
    found = snapshot.connection.execute(wanted.group_by(counts.c[by]).having(number > 0))
    return {value: int(count) for value, count in found}


def rank(snapshot: Snapshot, row: FeedRow) -> Rank:
    """Return where a public proposal stands in its process."""
    feed = as_of.source(snapshot, process_id=row.process_id)
    public = (feed.c.process_id == row.process_id, feed.c.public.is_(True))
    better = select(func.count()).where(*public, feed.c.approval > row.approval)
    return Rank(
        rank=snapshot.connection.execute(better).scalar_one() + 1,
        proposals=sums(snapshot, row.process_id).proposals,
        highest=highest(snapshot, row.process_id),
    )


@once
def highest(snapshot: Snapshot, process_id: ProcessId) -> int:
    """Return the highest approval of a public proposal: the scale of all bars."""
    if snapshot.as_of is not None:
        found = numbers_then.groups(snapshot, process_id)
        return max((group.highest for group in found if group.public), default=0)
    feed = snapshot.table("feed")
    most = select(func.max(feed.c.approval)).where(
        feed.c.process_id == process_id, feed.c.public.is_(True)
    )
    return snapshot.connection.execute(most).scalar_one() or 0


def ids(snapshot: Snapshot, process_id: ProcessId) -> list[ProposalId]:
    """Return all proposals of a process, public or not, in no particular order."""
    feed = snapshot.table("feed")
    wanted = select(feed.c.proposal_id).where(feed.c.process_id == process_id)
    return list(snapshot.connection.execute(wanted).scalars())
