"""Threads page by page: comments on the proposal itself, each with all its replies.

Without `everything` (staff) no text, author or explanation of a comment is given that
is not visible; stubs keep the order. All answers fit `snapshot.as_of`.
"""

from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec.structs import replace
from sqlalchemy import func, or_, select
from sqlalchemy.sql import ColumnElement, FromClause

from domain.codes import CommentId, ProposalId
from domain.messages import ContentRef
from domain.people import ProcessId
from projections import cursors, feed
from projections.comments.rows import CommentRow, CommentVersionRow
from projections.erasures import without_erased
from projections.model import Snapshot

_LIMIT = 100  # threads of one page at most
_ORDER = "comments"


class Thread(msgspec.Struct, frozen=True):
    """Comments in the order they are read: each reply below what it answers.

    `next` is the cursor of the following threads; `total` counts visible comments of
    the proposal on all pages.
    """

    comments: list[CommentRow]
    next: str | None
    total: int


def thread(
    snapshot: Snapshot,
    proposal_id: ProposalId,
    *,
    cursor: str | None = None,
    limit: int = 20,
    everything: bool = False,
) -> Thread:
    """Return the next `limit` threads of a proposal (1 to 100), oldest first.

    Raises:
        UnreadableCursor: not a cursor of such a list.
    """
    after = 0 if cursor is None else cursors.read(cursor, _ORDER, 1)[0]
    limit = max(1, min(limit, _LIMIT))
    if not everything and not _proposal_readable(snapshot, proposal_id):
        return Thread([], None, 0)
    source = snapshot.source("comments", proposal_id=proposal_id)
    wanted = select(source).where(
        source.c.proposal_id == proposal_id,
        source.c.depth == 0,
        source.c.position > after,
        *audience(source, everything=everything),
    )
    found = snapshot.rows(CommentRow, wanted.order_by(source.c.position).limit(limit + 1))
    roots = found[:limit]
    more = cursors.write(_ORDER, [roots[-1].position]) if len(found) > limit else None
    rows = [*roots, *_replies(snapshot, proposal_id, roots, everything=everything)]
    shown = told(snapshot, list(in_reading_order(rows)), everything=everything)
    return Thread(shown, more, visible(snapshot, proposal_id))


def find(
    snapshot: Snapshot, comment_id: CommentId, *, everything: bool = False
) -> CommentRow | None:
    """Return one comment, or None if there is none that the reader may know of."""
    return several(snapshot, [comment_id], everything=everything).get(comment_id)


def several(
    snapshot: Snapshot, comments: Collection[CommentId], *, everything: bool = False
) -> Mapping[CommentId, CommentRow]:
    """Return those of these comments that the reader may know of."""
    source = snapshot.source("comments", comment_id=list(comments))
    wanted = select(source).where(
        source.c.comment_id.in_(comments), *audience(source, everything=everything)
    )
    rows = snapshot.rows(CommentRow, wanted)
    if not everything:
        readable = {row.proposal_id for row in rows}
        readable = {each for each in readable if _proposal_readable(snapshot, each)}
        rows = [row for row in rows if row.proposal_id in readable]
    return {row.comment_id: row for row in told(snapshot, rows, everything=everything)}


def latest(snapshot: Snapshot, process_id: ProcessId, *, limit: int = 20) -> list[CommentRow]:
    """Return the newest visible comments on public proposals of a process, newest first."""
    source, listed = snapshot.source("comments", process_id=process_id), feed.listed(snapshot)
    wanted = select(source).where(
        source.c.process_id == process_id,
        source.c.state == "visible",
        source.c.proposal_id.in_(listed),
    )
    newest = wanted.order_by(source.c.position.desc()).limit(max(1, min(limit, _LIMIT)))
    return told(snapshot, snapshot.rows(CommentRow, newest), everything=False)


def visible(snapshot: Snapshot, proposal_id: ProposalId) -> int:
    """Return how many comments of a proposal are visible."""
    source = snapshot.source("comments", proposal_id=proposal_id)
    wanted = select(func.count()).where(
        source.c.proposal_id == proposal_id, source.c.state == "visible"
    )
    return snapshot.connection.execute(wanted).scalar_one()


def versions(snapshot: Snapshot, comment_id: CommentId) -> list[CommentVersionRow]:
    """Return all texts of a comment, oldest first: for staff and its author only."""
    source = snapshot.table("comment_versions")
    wanted = select(source).where(
        source.c.comment_id == comment_id, source.c.position <= snapshot.until
    )
    return snapshot.rows(CommentVersionRow, wanted.order_by(source.c.number))


def _proposal_readable(snapshot: Snapshot, proposal_id: ProposalId) -> bool:
    row = feed.rows(snapshot, [proposal_id]).get(proposal_id)
    return row is not None and feed.readable_now(snapshot, row)


def audience(source: FromClause, *, everything: bool) -> list[ColumnElement[bool]]:
    """Return what narrows comments to those that everybody may know of, or to all."""
    if everything:
        return []
    return [or_(source.c.state == "visible", source.c.stub.is_(True))]


def _replies(
    snapshot: Snapshot, proposal_id: ProposalId, roots: list[CommentRow], *, everything: bool
) -> list[CommentRow]:
    source = snapshot.source("comments", proposal_id=proposal_id)
    wanted = select(source).where(
        source.c.root_id.in_([root.comment_id for root in roots]),
        source.c.depth > 0,
        *audience(source, everything=everything),
    )
    return snapshot.rows(CommentRow, wanted.order_by(source.c.position))


def in_reading_order(rows: list[CommentRow]) -> Iterator[CommentRow]:
    """Yield each reply below what it answers."""
    below: dict[CommentId | None, list[CommentRow]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        row = waiting.pop()
        yield row
        waiting.extend(reversed(below.get(row.comment_id, [])))


def told(snapshot: Snapshot, rows: list[CommentRow], *, everything: bool) -> list[CommentRow]:
    """Return the rows as the reader may read them, now (ruling 4)."""
    if not everything:
        shown = {row.comment_id for row in rows if row.state == "visible"}
        if snapshot.as_of is not None:
            texts = _visible_now(snapshot, shown)
            shown &= texts.keys()
            # A corrected text is for staff and its author only: everybody reads the last.
            rows = [replace(row, text=texts.get(row.comment_id)) for row in rows]
        rows = [row if row.comment_id in shown else _stub(row) for row in rows]
        rows = [replace(row, explanation=None) for row in rows]
    return without_erased(snapshot, rows, "text", "explanation")


def _stub(row: CommentRow) -> CommentRow:
    return replace(row, text=None, author=None, author_role=None, stance=None)


def _visible_now(
    snapshot: Snapshot, comments: Collection[CommentId]
) -> dict[CommentId, ContentRef | None]:
    """Return the texts of those of these comments that everybody may read today."""
    now = snapshot.table("comments")
    wanted = select(now.c.comment_id, now.c.text).where(
        now.c.comment_id.in_(comments), now.c.state == "visible"
    )
    found = snapshot.connection.execute(wanted)
    return {comment_id: text for comment_id, text in found}  # noqa: C416 - rows are no pairs
