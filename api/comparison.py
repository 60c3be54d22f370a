"""Two moments of one object side by side: what the page and the API tell of them."""

from collections.abc import Iterator, Sequence

import msgspec

from domain.codes import CommentId, ProposalId
from domain.messages import ContentRef
from projections import comments, feed, processes, proposals, tally
from projections.comments import CommentRow
from projections.feed import FeedQuery, FeedRow, Sums
from projections.model import Snapshot
from projections.processes import FieldRow, PhaseRow, ProcessRow, TerritoryRow
from projections.proposals import Idea, TimelineRow
from projections.tally import Counts

_PART = 100  # threads or ideas of one query
_PARTS = 10


class IdeaMoment(msgspec.Struct, frozen=True):
    """An idea as everybody could know it at one moment; `idea` is None before that."""

    seen: Snapshot
    idea: Idea | None
    counts: Counts
    comments: dict[CommentId, CommentRow]

    @property
    def title(self) -> ContentRef | None:
        """The title, as far as it may be read today."""
        return None if self.idea is None else self.idea.feed.title

    @property
    def body(self) -> ContentRef | None:
        """The text, as far as it may be read today."""
        return None if self.idea is None else self.idea.feed.body


class IdeaComparison(msgspec.Struct, frozen=True):
    """`events` happened after the first moment and up to the second one, oldest first.

    `added` are comments that could be read at the second moment only, `gone` at the
    first one only.
    """

    before: IdeaMoment
    after: IdeaMoment
    events: Sequence[TimelineRow]
    added: Sequence[CommentRow]
    gone: Sequence[CommentRow]


def ideas(before: Snapshot, after: Snapshot, proposal_id: ProposalId) -> IdeaComparison:
    """Compare two moments of an idea, in whichever order they come."""
    early, late = in_order(before, after)
    one, other = _idea(early, proposal_id), _idea(late, proposal_id)
    happened = proposals.timeline(late, proposal_id)
    return IdeaComparison(
        before=one,
        after=other,
        events=[row for row in happened if row.position > early.until],
        added=[row for key, row in other.comments.items() if key not in one.comments],
        gone=[row for key, row in one.comments.items() if key not in other.comments],
    )


def in_order(one: Snapshot, other: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Return two moments, the earlier one first."""
    return (one, other) if one.until <= other.until else (other, one)


def _idea(seen: Snapshot, proposal_id: ProposalId) -> IdeaMoment:
    idea = proposals.find(seen, proposal_id)
    readable = idea is not None and idea.readable
    return IdeaMoment(
        seen=seen,
        idea=idea,
        counts=tally.of(seen, proposal_id),
        comments={row.comment_id: row for row in _comments(seen, proposal_id)} if readable else {},
    )


def _comments(seen: Snapshot, proposal_id: ProposalId) -> Iterator[CommentRow]:
    cursor: str | None = None
    for _ in range(_PARTS):
        part = comments.thread(seen, proposal_id, cursor=cursor, limit=_PART)
        yield from (row for row in part.comments if row.state == "visible")
        cursor = part.next
        if cursor is None:
            return


class ProcessMoment(msgspec.Struct, frozen=True):
    """A process at one moment; `process` is None before it was opened."""

    seen: Snapshot
    process: ProcessRow | None
    phases: Sequence[PhaseRow]
    fields: Sequence[FieldRow]
    territories: Sequence[TerritoryRow]
    sums: Sums

    @property
    def title(self) -> ContentRef | None:
        """What it was called."""
        return None if self.process is None else self.process.title

    @property
    def summary(self) -> ContentRef | None:
        """What it was said to be about."""
        return None if self.process is None else self.process.summary

    @property
    def rows(self) -> Iterator[msgspec.Struct]:
        """Everything whose texts are shown."""
        if self.process is not None:
            yield self.process
        yield from (*self.phases, *self.fields, *self.territories)


class ProcessComparison(msgspec.Struct, frozen=True):
    """`ideas` are the newest of those that became public in between, newest first."""

    before: ProcessMoment
    after: ProcessMoment
    ideas: Sequence[FeedRow]


def of_process(before: Snapshot, after: Snapshot, row: ProcessRow) -> ProcessComparison:
    """Compare two moments of a process, in whichever order they come."""
    early, late = in_order(before, after)
    newest = feed.page(late, FeedQuery(process_id=row.process_id), limit=_PART).rows
    return ProcessComparison(
        before=_process(early, row),
        after=_process(late, row),
        ideas=[each for each in newest if (each.published_position or 0) > early.until],
    )


def _process(seen: Snapshot, row: ProcessRow) -> ProcessMoment:
    process_id = row.process_id
    return ProcessMoment(
        seen=seen,
        process=processes.by_id(seen, process_id),
        phases=processes.phases(seen, process_id),
        fields=processes.fields(seen, process_id),
        territories=processes.territories(seen, process_id),
        sums=feed.sums(seen, process_id),
    )
