"""What can be asked about one proposal. All answers fit `snapshot.as_of`.

`everything` is for staff and for the author; without it nothing is given that the
public may not read, and proposals that were never published do not exist.
"""

from collections.abc import Collection

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from domain.codes import ProposalId, Receipt
from domain.messages import ContentRef
from domain.people import ProcessId
from projections import feed
from projections.asking_once import once
from projections.erasures import without_erased
from projections.feed import FeedRow
from projections.model import Snapshot
from projections.proposals.rows import Audience, MergeRow, ProposalRow, TimelineRow, VersionRow

_TEXTS = ("location", "explanation", "source_link")
_READABLE: dict[Audience, tuple[Audience, ...]] = {
    "public": ("public",),
    "author": ("public", "author"),
    "staff": ("public", "author", "staff"),
}


class Idea(msgspec.Struct, frozen=True):
    """A proposal with all that its page says.

    `readable` tells whether the reader asked for may read its texts; if not it is a
    stub: `details.rules` or `details.withdrawn` say why.
    """

    feed: FeedRow
    details: ProposalRow
    readable: bool


@once
def _rows(
    snapshot: Snapshot, proposal_id: ProposalId
) -> tuple[feed.FeedRow | None, ProposalRow | None]:
    """Return what lists and what pages know of a proposal."""
    source = snapshot.source("proposals", proposal_id=proposal_id)
    wanted = select(source).where(source.c.proposal_id == proposal_id)
    details = snapshot.first(ProposalRow, wanted)
    if details is not None:
        [details] = without_erased(snapshot, [details], *_TEXTS)
    return feed.all_rows(snapshot, [proposal_id]).get(proposal_id), details


def find(snapshot: Snapshot, proposal_id: ProposalId, *, everything: bool = False) -> Idea | None:
    """Return a proposal, or None if there is none that the reader may know of.

    What was published and then hidden, covered or withdrawn is a stub to the public:
    no text, author or explanation.
    """
    row, details = _rows(snapshot, proposal_id)
    if row is None or details is None:
        return None
    if everything:
        return Idea(row, details, readable=True)
    if row.published_at is None:
        return None
    details = replace(details, explanation=None, held_version=None)
    if feed.readable_now(snapshot, row):
        return Idea(row, details, readable=True)
    stub = replace(row, title=None, body=None, author=None)
    return Idea(stub, replace(details, location=None, source_link=None), readable=False)


def located(
    snapshot: Snapshot, process_id: ProcessId, limit: int
) -> list[tuple[FeedRow, ContentRef]]:
    """Return the newest public proposals with a place on the map, and where each lies."""
    source = snapshot.source("proposals", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id, source.c.location.is_not(None))
    found = without_erased(snapshot, snapshot.rows(ProposalRow, wanted), "location")
    where = {row.proposal_id: row.location for row in found if row.location}
    public = [row for row in feed.rows(snapshot, list(where)).values() if row.state == "published"]
    public.sort(key=lambda row: (row.published_at or row.submitted_at, row.receipt), reverse=True)
    return [(row, where[row.proposal_id]) for row in public[:limit]]


def by_receipt(
    snapshot: Snapshot,
    receipt: Receipt,
    *,
    everything: bool = False,
    beside: ProposalId | None = None,
    process_id: ProcessId | None = None,
) -> ProposalId | None:
    """Return the proposal with this receipt number, or None.

    Every process counts from 1. With `process_id` only that process is looked at, with
    `beside` only that of a proposal; without them the first of several is found.
    """
    source = snapshot.table("proposals")
    wanted = select(source).where(source.c.receipt == receipt).order_by(source.c.proposal_id)
    if beside is not None:
        theirs = select(source.c.process_id).where(source.c.proposal_id == beside)
        wanted = wanted.where(source.c.process_id.in_(theirs))
    if process_id is not None:
        wanted = wanted.where(source.c.process_id == process_id)
    for row in snapshot.rows(ProposalRow, wanted):
        if find(snapshot, row.proposal_id, everything=everything) is not None:
            return row.proposal_id
    return None


def with_receipt(snapshot: Snapshot, receipt: Receipt) -> list[ProposalId]:
    """Return the proposals with this receipt number, public or not, one of each process at most."""
    source = snapshot.table("proposals")
    wanted = select(source.c.proposal_id).where(source.c.receipt == receipt)
    found = snapshot.connection.execute(wanted.order_by(source.c.proposal_id)).scalars()
    return [ProposalId(each) for each in found]


def versions(
    snapshot: Snapshot, proposal_id: ProposalId, *, everything: bool = False
) -> list[VersionRow]:
    """Return the texts of a proposal, oldest first.

    To the public only those that were shown, and none of a proposal it may not read.
    """
    idea = find(snapshot, proposal_id, everything=everything)
    if idea is None or not idea.readable:
        return []
    source = snapshot.source("proposal_versions", proposal_id=proposal_id)
    wanted = select(source).where(source.c.proposal_id == proposal_id)
    rows = snapshot.rows(VersionRow, wanted.order_by(source.c.number))
    shown = [row for row in rows if everything or row.public_at is not None]
    return without_erased(snapshot, shown, "title", "body", "location", "reason")


def timeline(
    snapshot: Snapshot, proposal_id: ProposalId, audience: Audience = "public"
) -> list[TimelineRow]:
    """Return what happened, oldest first, as far as this audience may know."""
    idea = find(snapshot, proposal_id, everything=audience != "public")
    if idea is None:
        return []
    readable = _READABLE[audience]
    source = snapshot.table("timeline")
    wanted = select(source).where(
        source.c.proposal_id == proposal_id,
        source.c.position <= snapshot.until,
        source.c.audience.in_(readable),
    )
    rows = snapshot.rows(TimelineRow, wanted.order_by(source.c.position))
    told = [
        row if idea.readable and row.text_audience in readable else replace(row, text=None)
        for row in rows
    ]
    return without_erased(snapshot, told, "text")


def words_of_office(snapshot: Snapshot, refs: Collection[ContentRef]) -> frozenset[ContentRef]:
    """Return which of these texts moderators gave as reasons to merge, or to undo that."""
    source = snapshot.table("timeline")
    wanted = select(source.c.text).where(
        source.c.kind.in_(("proposal.merged", "proposal.unmerged")),
        source.c.role == "moderator",
        source.c.text.in_(refs),
    )
    return frozenset(snapshot.connection.execute(wanted).scalars())


def merged_into(snapshot: Snapshot, proposal_id: ProposalId) -> list[MergeRow]:
    """Return the merges that brought other proposals into this one, undone ones left out.

    Without their reasons where the public may not read it now.
    """
    return _merges(snapshot, "target", proposal_id)


def merges_of(snapshot: Snapshot, proposal_id: ProposalId) -> list[MergeRow]:
    """Return the merge in force that made this one part of another, as above; at most one."""
    return _merges(snapshot, "source", proposal_id)


def _merges(snapshot: Snapshot, end: str, proposal_id: ProposalId) -> list[MergeRow]:
    source = snapshot.source("merges", **{end: proposal_id})
    wanted = select(source).where(source.c[end] == proposal_id, source.c.undone_at.is_(None))
    rows = snapshot.rows(MergeRow, wanted.order_by(source.c.position))
    if rows:
        idea = find(snapshot, proposal_id)
        if idea is None or not idea.readable:
            rows = [replace(row, reason=None) for row in rows]
    return without_erased(snapshot, rows, "reason")
