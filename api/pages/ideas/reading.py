"""Reads everything the page of one idea shows, for whoever is reading it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from litestar.exceptions import NotFoundException

from api.pages.ideas import fates
from api.pages.ideas.fates import Fate
from api.pages.parts import surroundings
from api.pages.parts.readers import Reader
from api.pages.parts.surroundings import Surroundings
from domain.codes import ProposalId
from domain.people import Pseudonym
from domain.phases import BERLIN
from projections import comments, contributions, feed, measures, proposals, public_log, tally
from projections.comments import Portion
from projections.contributions import Contribution
from projections.feed import FeedRow, Rank
from projections.measures import MeasureRow, SourceRow
from projections.model import Snapshot
from projections.proposals import Audience, Idea, MergeRow, TimelineRow, VersionRow
from projections.tally import Counts


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one idea. `mine` is set for its author, `pseudonym` for people signed in.

    `unpublished` votes are counted, but not in the public log yet (ruling 12): `many` where
    there are too many to count them for a page, None of earlier moments, of which it is not known.
    """

    idea: Idea
    around: Surroundings
    timeline: Sequence[TimelineRow]
    versions: Sequence[VersionRow]
    comments: Portion
    counts: Counts
    unpublished: int | Literal["many"] | None
    rank: Rank | None
    others: Mapping[ProposalId, FeedRow]
    merged_from: Sequence[MergeRow]
    comment_count: int
    became: Sequence[tuple[SourceRow, MeasureRow]]
    mine: bool
    pseudonym: Pseudonym | None
    contribution: Contribution | None
    fate: Fate
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
            *self.comments.comments,
            *self.others.values(),
            *(measure for _, measure in self.became),
            *cases,
            *self.fate.rows,
        )


def read(
    snapshot: Snapshot, reader: Reader, proposal_id: ProposalId, now: datetime, page: int = 1
) -> Reading:
    """Read an idea as this reader may see it, with one page of its comments.

    Raises:
        NotFoundException: there is none the reader may know of.
    """
    seen = _seen(snapshot, reader, proposal_id)
    idea, process_id = seen.idea, seen.idea.feed.process_id
    timeline = proposals.timeline(snapshot, proposal_id, seen.audience)
    merged_from = proposals.merged_into(snapshot, proposal_id)
    mentioned = {row.other for row in timeline} | {row.source for row in merged_from}
    mentioned.add(idea.details.merged_into)
    linked = {each for each in mentioned if each is not None}
    own = contributions.of_ids(snapshot, [proposal_id]) if seen.mine else []
    pseudonym = reader.pseudonym(process_id)
    return Reading(
        idea=idea,
        around=surroundings.by_id(snapshot, process_id, now),
        timeline=timeline,
        versions=proposals.versions(snapshot, proposal_id, everything=seen.audience != "public"),
        comments=_comments(snapshot, idea, page, pseudonym),
        counts=tally.of(snapshot, proposal_id),
        unpublished=_unpublished(snapshot, proposal_id),
        rank=feed.rank(snapshot, idea.feed) if idea.feed.public else None,
        others=feed.rows(snapshot, linked) if linked else {},
        merged_from=merged_from,
        comment_count=idea.feed.comments,
        became=measures.taken_up(snapshot, proposal_id),
        mine=seen.mine,
        pseudonym=pseudonym,
        contribution=own[0] if own else None,
        fate=fates.of(snapshot, process_id, proposal_id, now.astimezone(BERLIN).date()),
        now=now,
    )


def _unpublished(snapshot: Snapshot, proposal_id: ProposalId) -> int | Literal["many"] | None:
    if snapshot.as_of is not None:
        return None
    waiting = public_log.unpublished(snapshot, proposal_id)
    return "many" if waiting is None else waiting


class _Seen(msgspec.Struct, frozen=True):
    """An idea, and as whom the reader sees it."""

    idea: Idea
    mine: bool
    audience: Audience


def _seen(snapshot: Snapshot, reader: Reader, proposal_id: ProposalId) -> _Seen:
    """Find the idea: all of it for its author and moderators, the public part for others."""
    everything = proposals.find(snapshot, proposal_id, everything=True)
    if everything is None:
        raise NotFoundException
    if reader.owns(proposal_id):
        return _Seen(everything, mine=True, audience="author")
    if reader.person.may("moderate", everything.feed.process_id):
        return _Seen(everything, mine=False, audience="staff")
    public = proposals.find(snapshot, proposal_id)
    if public is None:
        raise NotFoundException
    return _Seen(public, mine=False, audience="public")


def _comments(snapshot: Snapshot, idea: Idea, page: int, pseudonym: Pseudonym | None) -> Portion:
    """Return the comments this reader may see, their own included, others as stubs."""
    row = idea.feed
    if not idea.readable:
        return Portion()
    if snapshot.as_of is None:
        return comments.portion(snapshot, row.proposal_id, page, pseudonym)
    # Of earlier moments everybody is shown the same: what is public today.
    if not feed.readable_now(snapshot, row):
        return Portion()
    return comments.portion(snapshot, row.proposal_id, page)
