"""Ideas by what the office said to them, and in the order of their last answers."""

from collections.abc import Collection, Sequence
from typing import Literal

from sqlalchemy import func, or_, select
from sqlalchemy.sql import ColumnElement, FromClause

from domain.codes import ProposalId, Verdict
from domain.people import ProcessId
from projections import cursors
from projections.feed.paging import Conditions
from projections.feed.rows import FeedRow
from projections.model import Snapshot

Answered = Literal["open", "answered", "measure"] | Verdict
"""What became of an idea: it waits, has any answer or this one, or became part of a measure."""

_ORDER = "answered"


def such(
    snapshot: Snapshot, source: FromClause, wanted: Answered, process_id: ProcessId | None
) -> ColumnElement[bool]:
    """Return the condition that an idea has come this far, as of the snapshot."""
    keys = {} if process_id is None else {"process_id": process_id}
    if wanted == "measure":
        links = snapshot.source("measure_sources", **keys)
        measures = snapshot.source("measures", **keys)
        ids = select(links.c.source_id).where(_promised(links, measures))
        return source.c.proposal_id.in_(ids)
    answers = snapshot.source("answers", **keys)
    condition = _said(answers, wanted)
    return source.c.proposal_id.in_(select(answers.c.proposal_id).where(condition))


def _said(answers: FromClause, wanted: Answered) -> ColumnElement[bool]:
    if wanted == "answered":
        return answers.c.verdict.is_not(None)
    if wanted != "open":
        return answers.c.verdict == wanted
    owed = answers.c.state.in_(("published", "merged")) & answers.c.published_at.is_not(None)
    return answers.c.verdict.is_(None) & owed


def in_measures(snapshot: Snapshot, proposals: Collection[ProposalId]) -> frozenset[ProposalId]:
    """Return those of these ideas that went into a measure, at least in part.

    A measure that was rejected does not count.
    """
    links = snapshot.source("measure_sources", source_id=list(proposals))
    promised = _promised(links, snapshot.source("measures"))
    wanted = select(links.c.source_id).where(links.c.source_id.in_(proposals), promised)
    return frozenset(snapshot.connection.execute(wanted).scalars())


def _promised(links: FromClause, measures: FromClause) -> ColumnElement[bool]:
    """Leave out what was an inspiration only, and measures that were rejected."""
    some = or_(links.c.share == "whole", links.c.share == "part")
    standing = select(measures.c.measure_id).where(measures.c.status != "rejected")
    kept = links.c.measure_id.in_(standing)
    return links.c.linked & (links.c.kind == "proposal") & some & kept


class LatestAnswers:
    """The order of the last answers, newest first; ideas without one are not in it."""

    def __init__(self) -> None:
        self._places: dict[ProposalId, int] = {}

    def read(self, cursor: str | None) -> tuple[int, ...] | None:
        """Return the key a cursor stands for.

        Raises:
            UnreadableCursor: it is of another order.
        """
        return None if cursor is None else cursors.read(cursor, _ORDER, 1)

    def write(self, row: FeedRow) -> str:
        """Return the cursor that goes on after this row."""
        return cursors.write(_ORDER, (self._places[row.proposal_id],))

    def take(
        self,
        snapshot: Snapshot,
        source: FromClause,
        lanes: Sequence[Conditions],
        after: tuple[int, ...] | None,
        limit: int,
    ) -> list[FeedRow]:
        """Return the next `limit` rows of all lanes together."""
        last = self._last(snapshot)
        for lane in lanes:
            wanted = (
                select(source.c.proposal_id, last.c.place)
                .join_from(source, last, last.c.proposal_id == source.c.proposal_id)
                .where(*lane, *([] if after is None else [last.c.place < after[0]]))
                .order_by(last.c.place.desc())
                .limit(limit)
            )
            found = snapshot.connection.execute(wanted).all()
            self._places |= {each.proposal_id: each.place for each in found}
        first = sorted(self._places, key=self._places.__getitem__, reverse=True)[:limit]
        rows = snapshot.rows(FeedRow, select(source).where(source.c.proposal_id.in_(first)))
        return sorted(rows, key=lambda row: -self._places[row.proposal_id])

    @staticmethod
    def _last(snapshot: Snapshot) -> FromClause:
        versions = snapshot.table("answer_versions")
        places = select(versions.c.proposal_id, func.max(versions.c.position).label("place"))
        until = places.where(versions.c.position <= snapshot.until)
        return until.group_by(versions.c.proposal_id).subquery("last_answers")
