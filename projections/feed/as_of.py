"""The feed as of an earlier position: facts and counts of then, texts as permitted now."""

from typing import Any

from sqlalchemy import case, exists, func, select
from sqlalchemy.sql import ColumnElement, FromClause

from projections.feed.rows import FeedRow
from projections.model import Snapshot

_TEXTS = ("title", "body")
_VOTES = ("supports", "agree", "disagree", "passes")


def source(snapshot: Snapshot) -> FromClause:
    """Return what to select feed rows from: the table, or the rows of an earlier position."""
    now = snapshot.table("feed")
    if snapshot.as_of is None:
        return now
    then = snapshot.source("feed")
    texts: dict[str, ColumnElement[Any]] = {
        name: _permitted(snapshot, then, name) for name in _TEXTS
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
    """Leave out what was taken from the public since, or erased (ruling 4)."""
    now, erased = snapshot.table("feed"), snapshot.table("erasures")
    gone = exists().where(erased.c.ref == then.c[name])
    return case((now.c.public.is_(True) & ~gone, then.c[name]), else_=None)


def _counted(snapshot: Snapshot, then: FromClause, name: str) -> ColumnElement[int]:
    changes = snapshot.table("tally_changes")
    last = (
        select(changes.c[name])
        .where(changes.c.proposal_id == then.c.proposal_id, changes.c.position <= snapshot.until)
        .order_by(changes.c.position.desc())
        .limit(1)
    )
    return func.coalesce(last.scalar_subquery(), 0)
