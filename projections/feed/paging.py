"""Keyset paging: a page is a range of an index, wherever in the list it is."""

import hashlib
import heapq
import itertools
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.sql import ColumnElement, FromClause

from domain.people import ProcessId
from projections import cursors
from projections.feed.rows import DICE_BITS, FeedRow
from projections.model import Snapshot

_ALL_DICE = 2**DICE_BITS
Conditions = Sequence[ColumnElement[bool]]


class Order:
    """The order of a list, as keys of rows and as ranges of an index.

    Random order walks once round the circle of dice; the seed says where it begins.
    """

    def __init__(self, sort: str, seed: int) -> None:
        self._sort = sort
        self._name = f"random:{seed}" if sort == "random" else sort
        digest = hashlib.blake2b(str(seed).encode(), digest_size=8, person=b"seed").digest()
        self._start = int.from_bytes(digest) % _ALL_DICE
        self._columns = {
            "new": ("newest",),
            "supported": ("approval", "newest"),
            "discussed": ("comments", "newest"),
            "random": ("dice", "newest"),
        }[sort]

    def key(self, row: FeedRow) -> tuple[int, ...]:
        """Return what rows are sorted by, ascending."""
        if self._sort == "random":
            return ((row.dice - self._start) % _ALL_DICE, row.newest)
        return tuple(-getattr(row, name) for name in self._columns)

    def read(self, cursor: str | None) -> tuple[int, ...] | None:
        """Return the key a cursor stands for.

        Raises:
            UnreadableCursor: it is of another order.
        """
        if cursor is None:
            return None
        return cursors.read(cursor, self._name, len(self._columns))

    def write(self, row: FeedRow) -> str:
        """Return the cursor that goes on after this row."""
        return cursors.write(self._name, self.key(row))

    def ranges(self, source: FromClause, after: tuple[int, ...] | None) -> list[Conditions]:
        """Return the ranges of the index that follow a key, in their order."""
        columns = [source.c[name] for name in self._columns]
        if self._sort != "random":
            if after is None:
                return [[]]
            last = [-part for part in after]
            return [[_beyond(columns, last, descending=True)]]
        return self._round(columns, after)

    def _round(
        self, columns: Sequence[ColumnElement[Any]], after: tuple[int, ...] | None
    ) -> list[Conditions]:
        dice = columns[0]
        to_the_end, from_zero = dice >= self._start, dice < self._start
        if after is None:
            return [[to_the_end], [from_zero]]
        last = (after[0] + self._start) % _ALL_DICE
        beyond = _beyond(columns, [last, after[1]], descending=False)
        if last >= self._start:
            return [[beyond], [from_zero]]
        return [[beyond, from_zero]]

    def by(self, source: FromClause) -> Sequence[ColumnElement[Any]]:
        """Return the ORDER BY of one range."""
        columns = [source.c[name] for name in self._columns]
        return columns if self._sort == "random" else [column.desc() for column in columns]

    def take(
        self,
        snapshot: Snapshot,
        source: FromClause,
        lanes: Sequence[Conditions],
        after: tuple[int, ...] | None,
        limit: int,
    ) -> list[FeedRow]:
        """Return the next `limit` rows of all lanes together."""
        taken = [self._of_lane(snapshot, source, lane, after, limit) for lane in lanes]
        return list(itertools.islice(heapq.merge(*taken, key=self.key), limit))

    def _of_lane(
        self,
        snapshot: Snapshot,
        source: FromClause,
        lane: Conditions,
        after: tuple[int, ...] | None,
        limit: int,
    ) -> list[FeedRow]:
        found: list[FeedRow] = []
        for span in self.ranges(source, after):
            wanted = select(source).where(*lane, *span).order_by(*self.by(source))
            found += snapshot.rows(FeedRow, wanted.limit(limit - len(found)))
            if len(found) == limit:
                break
        return found


def _beyond(
    columns: Sequence[ColumnElement[Any]], last: Sequence[int], *, descending: bool
) -> ColumnElement[bool]:
    if len(columns) == 1:
        return columns[0] < last[0] if descending else columns[0] > last[0]
    left, right = tuple_(*columns), tuple_(*last)
    return left < right if descending else left > right


def processes(snapshot: Snapshot) -> list[ProcessId]:
    """Return the processes that have proposals."""
    counts = snapshot.table("feed_counts")
    wanted = select(counts.c.process_id).distinct().order_by(counts.c.process_id)
    return list(snapshot.connection.execute(wanted).scalars())


def counted(snapshot: Snapshot, process_id: ProcessId | None, conditions: Conditions) -> int:
    """Return a total from the maintained counters."""
    counts = snapshot.table("feed_counts")
    wanted = select(func.coalesce(func.sum(counts.c.proposals), 0)).where(*conditions)
    if process_id is not None:
        wanted = wanted.where(counts.c.process_id == process_id)
    return int(snapshot.connection.execute(wanted).scalar_one())
