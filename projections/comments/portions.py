"""The threads of a proposal in numbered pages, as one reader may see them."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.sql import ColumnElement, FromClause

from domain.codes import CommentId, ProposalId
from domain.people import Pseudonym
from projections.comments.queries import audience, in_reading_order, told
from projections.comments.rows import CommentRow
from projections.model import Snapshot

THREADS = 50
"""Of one page; each with all its replies."""


class Portion(msgspec.Struct, frozen=True):
    """Comments in the order they are read, on page `number` of `pages`, both from 1 on."""

    comments: Sequence[CommentRow] = ()
    number: int = 1
    pages: int = 1


def portion(
    snapshot: Snapshot, proposal_id: ProposalId, number: int, own: Pseudonym | None = None
) -> Portion:
    """Return a page of the threads of a proposal, oldest first; the last one if there are fewer.

    Comments by `own` are there whatever became of them, those of others if they are visible
    or have a stub. Whether the proposal may be read at all is for the caller to know.
    """
    source = snapshot.source("comments", proposal_id=proposal_id)
    seen = [source.c.proposal_id == proposal_id, _seen_by(source, own)]
    roots = [*seen, source.c.depth == 0]
    count = snapshot.connection.execute(select(func.count()).where(*roots)).scalar_one()
    pages = max(1, -(-count // THREADS))
    number = max(1, min(number, pages))
    wanted = select(source).where(*roots).order_by(source.c.position)
    begun = snapshot.rows(CommentRow, wanted.limit(THREADS).offset((number - 1) * THREADS))
    below = select(source).where(
        *seen, source.c.depth > 0, source.c.root_id.in_([row.comment_id for row in begun])
    )
    replies = snapshot.rows(CommentRow, below.order_by(source.c.position)) if begun else []
    rows = list(in_reading_order([*begun, *replies]))
    return Portion(_told_to(snapshot, rows, own), number, pages)


def page_of(snapshot: Snapshot, row: CommentRow, own: Pseudonym | None = None) -> int:
    """Return on which page of `portion` a comment is for the same reader."""
    source = snapshot.source("comments", proposal_id=row.proposal_id)
    root = select(source.c.position).where(source.c.comment_id == row.root_id).scalar_subquery()
    before = select(func.count()).where(
        source.c.proposal_id == row.proposal_id,
        _seen_by(source, own),
        source.c.depth == 0,
        source.c.position < root,
    )
    return snapshot.connection.execute(before).scalar_one() // THREADS + 1


def _seen_by(source: FromClause, own: Pseudonym | None) -> ColumnElement[bool]:
    [public] = audience(source, everything=False)
    return public if own is None else or_(public, source.c.author == own)


def _told_to(
    snapshot: Snapshot, rows: Sequence[CommentRow], own: Pseudonym | None
) -> list[CommentRow]:
    """Return the rows as they may be read: one's own in full."""
    mine = [row for row in rows if own is not None and row.author == own]
    theirs = [row for row in rows if own is None or row.author != own]
    found: dict[CommentId, CommentRow] = {
        row.comment_id: row
        for row in [
            *told(snapshot, mine, everything=True),
            *told(snapshot, theirs, everything=False),
        ]
    }
    return [found[row.comment_id] for row in rows]
