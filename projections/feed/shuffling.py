"""Random order of short lists: really shuffled, where long ones are only turned.

A short list can be read whole, so each seed gives it an order of its own. A cursor
remembers which of the two it is of, so that a list may outgrow the limit on the way.
"""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.sql import FromClause

from domain.codes import ProposalId
from projections import cursors
from projections.feed.paging import Conditions
from projections.feed.rows import FeedRow
from projections.model import Snapshot

SHORT = 500
"""Rows that can be read for every page without being felt."""


class Shuffle:
    """The order that a seed gives a short list."""

    def __init__(self, seed: int) -> None:
        self._name = f"shuffle:{seed}"
        self._key = str(seed).encode()[:64]

    def owns(self, cursor: str) -> bool:
        """Tell whether a cursor is of this order."""
        try:
            self.read(cursor)
        except cursors.UnreadableCursor:
            return False
        return True

    def read(self, cursor: str | None) -> tuple[int, ...] | None:
        """Return the key a cursor stands for.

        Raises:
            UnreadableCursor: it is of another order.
        """
        return None if cursor is None else cursors.read(cursor, self._name, 2)

    def write(self, row: FeedRow) -> str:
        """Return the cursor that goes on after this row."""
        return cursors.write(self._name, self._place(row.dice, row.newest))

    def take(
        self,
        snapshot: Snapshot,
        source: FromClause,
        lanes: Sequence[Conditions],
        after: tuple[int, ...] | None,
        limit: int,
    ) -> list[FeedRow]:
        """Return the next `limit` rows of all lanes together."""
        columns = (source.c.dice, source.c.newest, source.c.proposal_id)
        found = [
            (self._place(dice, newest), proposal)
            for lane in lanes
            for dice, newest, proposal in snapshot.connection.execute(select(*columns).where(*lane))
        ]
        chosen: list[ProposalId] = [
            proposal for place, proposal in sorted(found) if after is None or place > after
        ][:limit]
        wanted = select(source).where(source.c.proposal_id.in_(chosen))
        rows = {row.proposal_id: row for row in snapshot.rows(FeedRow, wanted)}
        return [rows[proposal] for proposal in chosen]

    def _place(self, dice: int, newest: int) -> tuple[int, int]:
        digest = hashlib.blake2b(dice.to_bytes(8), digest_size=4, key=self._key).digest()
        return int.from_bytes(digest), newest
