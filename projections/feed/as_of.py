"""The feed as of an earlier position: facts and counts of then, texts as permitted now."""

from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.sql import ColumnElement, FromClause, Select

from domain.codes import ProposalId
from projections.feed.rows import FeedRow
from projections.model import Snapshot

TEXTS = ("title", "body")
_VOTES = ("supports", "agree", "disagree", "passes")


def source(snapshot: Snapshot, **keys: object) -> FromClause:
    """Return what to select feed rows from: the table, or the rows of an earlier position.

    `keys` as in `Snapshot.source`.
    """
    now = snapshot.table("feed")
    if snapshot.as_of is None:
        return now
    then = snapshot.source("feed", **keys)
    texts: dict[str, ColumnElement[Any]] = {
        name: _permitted(snapshot, then, name) for name in TEXTS
    }
    votes: dict[str, ColumnElement[Any]] = {name: _counted(snapshot, then, name) for name in _VOTES}
    made = {**texts, **votes, "approval": votes["supports"] + votes["agree"]}
    columns = [
        made[name].label(name) if name in made else then.c[name]
        for name in FeedRow.__struct_fields__
    ]
    joined = then.join(now, now.c.proposal_id == then.c.proposal_id)
    return select(*columns).select_from(joined).subquery("feed_then")


def _permitted(snapshot: Snapshot, then: FromClause, name: str) -> ColumnElement[str | None]:
    """Leave out what was taken from the public since (ruling 4)."""
    now = snapshot.table("feed")
    return case((readable(now), then.c[name]), else_=None)


def readable(now: FromClause) -> ColumnElement[bool]:
    """Return the condition that the public may read texts of a row."""
    return now.c.public.is_(True) & (now.c.state != "withdrawn")


def readable_now(snapshot: Snapshot, row: FeedRow) -> bool:
    """Tell whether the public may read the row's texts: both then and now."""
    if not row.public or row.state == "withdrawn":
        return False
    if snapshot.as_of is None:
        return True
    now = snapshot.table("feed")
    wanted = select(now.c.proposal_id).where(now.c.proposal_id == row.proposal_id, readable(now))
    return snapshot.connection.execute(wanted).first() is not None


def _counted(snapshot: Snapshot, then: FromClause, name: str) -> ColumnElement[int]:
    changes = snapshot.table("tally_changes")
    last = (
        select(changes.c[name])
        .where(changes.c.proposal_id == then.c.proposal_id, changes.c.position <= snapshot.until)
        .order_by(changes.c.position.desc())
        .limit(1)
    )
    return func.coalesce(last.scalar_subquery(), 0)


def listed(snapshot: Snapshot) -> Select[tuple[ProposalId]]:
    """Return a select of the ids whose texts everybody may read: both then and now."""
    now = snapshot.table("feed")
    open_now = select(now.c.proposal_id).where(readable(now))
    if snapshot.as_of is None:
        return open_now
    then = snapshot.source("feed")
    return open_now.where(now.c.proposal_id.in_(select(then.c.proposal_id).where(readable(then))))
