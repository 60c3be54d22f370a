"""Reads everything the page of one idea shows, for whoever is reading it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from litestar.exceptions import NotFoundException

from api.pages.parts import surroundings
from api.pages.parts.readers import Reader
from api.pages.parts.surroundings import Surroundings
from domain.codes import CommentId, ProposalId
from domain.people import Pseudonym
from projections import comments, contributions, feed, proposals, tally
from projections.comments import CommentRow
from projections.contributions import Contribution
from projections.feed import FeedRow, Rank
from projections.model import Snapshot
from projections.proposals import Idea, MergeRow, TimelineRow, VersionRow
from projections.tally import Counts

_THREADS = 100
_PAGES = 10
"""Up to a thousand threads are on one page: more than any idea has had anywhere."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one idea. `mine` is set for its author, `pseudonym` for people signed in.

    `privileged` readers are the author and moderators: they also see what is not public.
    """

    idea: Idea
    around: Surroundings
    timeline: Sequence[TimelineRow]
    versions: Sequence[VersionRow]
    comments: Sequence[CommentRow]
    counts: Counts
    rank: Rank | None
    own_comments: dict[CommentId, Contribution]
    others: dict[ProposalId, FeedRow]
    merged_from: Sequence[MergeRow]
    comment_count: int
    mine: bool
    privileged: bool
    pseudonym: Pseudonym | None
    contribution: Contribution | None
    now: datetime

    @property
    def rows(self) -> Iterable[msgspec.Struct | None]:
        """Everything whose texts the page may show."""
        cases = self.contribution.cases if self.contribution else ()
        return (
            self.idea.feed,
            self.idea.details,
            *self.around.rows,
            *self.timeline,
            *self.versions,
            *self.comments,
            *self.others.values(),
            *cases,
        )


def read(snapshot: Snapshot, reader: Reader, proposal_id: ProposalId, now: datetime) -> Reading:
    """Read an idea as this reader may see it.

    Raises:
        NotFoundException: there is none the reader may know of.
    """
    everything = proposals.find(snapshot, proposal_id, everything=True)
    if everything is None:
        raise NotFoundException
    process_id = everything.feed.process_id
    mine = reader.owns(proposal_id)
    moderates = reader.person.may("moderate", process_id)
    privileged = mine or moderates
    idea = everything if privileged else proposals.find(snapshot, proposal_id)
    if idea is None:
        raise NotFoundException
    timeline = proposals.timeline(
        snapshot, proposal_id, "author" if mine else "staff" if moderates else "public"
    )
    thread = _thread(snapshot, proposal_id)
    merged_from = proposals.merged_into(snapshot, proposal_id)
    mentioned = {row.other for row in timeline if row.other} | {row.source for row in merged_from}
    if idea.details.merged_into:
        mentioned.add(idea.details.merged_into)
    pseudonym = reader.pseudonym(process_id)
    own = [UUID(str(row.comment_id)) for row in thread if row.author == pseudonym]
    return Reading(
        idea=idea,
        around=surroundings.by_id(snapshot, process_id, now),
        timeline=timeline,
        versions=proposals.versions(snapshot, proposal_id, everything=privileged),
        comments=[row for row in thread if idea.readable and _may_see(row, pseudonym)],
        counts=tally.of(snapshot, proposal_id),
        rank=feed.rank(snapshot, idea.feed) if idea.feed.public else None,
        own_comments={CommentId(each.row.id): each for each in contributions.of_ids(snapshot, own)}
        if pseudonym and own
        else {},
        others=dict(feed.rows(snapshot, mentioned)) if mentioned else {},
        merged_from=merged_from,
        comment_count=idea.feed.comments,
        mine=mine,
        privileged=privileged,
        pseudonym=pseudonym,
        contribution=next(iter(contributions.of_ids(snapshot, [proposal_id])), None)
        if mine
        else None,
        now=now,
    )


def _thread(snapshot: Snapshot, proposal_id: ProposalId) -> list[CommentRow]:
    """Return all comments in reading order, whatever their state."""
    rows: list[CommentRow] = []
    cursor: str | None = None
    for _ in range(_PAGES):
        page = comments.thread(
            snapshot, proposal_id, cursor=cursor, limit=_THREADS, everything=True
        )
        rows += page.comments
        cursor = page.next
        if cursor is None:
            break
    return rows


def _may_see(row: CommentRow, pseudonym: Pseudonym | None) -> bool:
    """Tell whether a comment, or at least its place, is shown to this reader."""
    if row.state == "visible" or row.stub:
        return True
    return pseudonym is not None and row.author == pseudonym
