"""What is late on a moderator's desk, for the morning's reminder (P2)."""

from datetime import datetime

import msgspec
from sqlalchemy import func, select

from projections.model import Snapshot
from projections.moderation.queries import Desk, visible
from projections.moderation.rows import TAB_OF


class Overdue(msgspec.Struct, frozen=True):
    """How many undecided cases of a desk are late, and when the oldest was due."""

    cases: int
    oldest: datetime


def overdue(snapshot: Snapshot, desk: Desk) -> Overdue | None:
    """Return what is late at `desk.now`; None if nothing is."""
    source = snapshot.table("cases")
    found = [
        snapshot.rows(
            Overdue,
            select(func.count().label("cases"), func.min(source.c.due).label("oldest"))
            .where(*visible(source, tab, desk), source.c.due < desk.now)
            .having(func.count() > 0),
        )
        for tab in dict.fromkeys(TAB_OF.values())
        if tab != "decided"
    ]
    late = [row for rows in found for row in rows]
    if not late:
        return None
    return Overdue(sum(row.cases for row in late), min(row.oldest for row in late))
