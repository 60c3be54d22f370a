"""Numbers about the feed that explain a single idea or a whole process."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.feed.rows import FeedRow
from projections.model import Snapshot


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


def sums(snapshot: Snapshot, process_id: ProcessId, *, everything: bool = False) -> Sums:
    """Return the sums over public proposals, or over all: for the audit. As of now only."""
    counts = snapshot.table("feed_counts")
    wanted = select(
        *(func.coalesce(func.sum(counts.c[name]), 0) for name in Sums.__struct_fields__)
    ).where(counts.c.process_id == process_id)
    if not everything:
        wanted = wanted.where(counts.c.public.is_(True))
    return Sums(*map(int, snapshot.connection.execute(wanted).one()))


def numbers_by(
    snapshot: Snapshot,
    process_id: ProcessId,
    by: Literal["field", "territory", "state", "channel"],
    *,
    everything: bool = False,
) -> Mapping[UUID | str, int]:
    """Return how many proposals there are for each value; for filters. As of now only.

    The zero id stands for no field, the empty text for no place; a place is counted
    without the places in it.
    """
    counts = snapshot.table("feed_counts")
    number = func.sum(counts.c.proposals)
    wanted = select(counts.c[by], number).where(counts.c.process_id == process_id)
    if not everything:
        wanted = wanted.where(counts.c.public.is_(True))
    found = snapshot.connection.execute(wanted.group_by(counts.c[by]).having(number > 0))
    return {value: int(count) for value, count in found}


def rank(snapshot: Snapshot, row: FeedRow) -> Rank:
    """Return where a public proposal stands in its process. As of now only."""
    feed = snapshot.table("feed")
    public = (feed.c.process_id == row.process_id, feed.c.public.is_(True))
    better = select(func.count()).where(*public, feed.c.approval > row.approval)
    return Rank(
        rank=snapshot.connection.execute(better).scalar_one() + 1,
        proposals=sums(snapshot, row.process_id).proposals,
        highest=highest(snapshot, row.process_id),
    )


def highest(snapshot: Snapshot, process_id: ProcessId) -> int:
    """Return the highest approval of a public proposal: the scale of all bars."""
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
