"""The counts of one proposal while a batch of events is folded in."""

from datetime import date
from typing import Any

from projections.tally import days
from projections.tally.rows import COUNTS, TallyRow, counted

_CONFIRMED = COUNTS.index("confirmed")


class Running:
    """Counts that move event by event; `stored` are those before the batch.

    `changes` holds the rows of what happened, `said` the differences per text version, `days` the
    numbers per day. Counts that
    `moved` since `begin` are those of one local day; what was withdrawn on it is counted.
    """

    __slots__ = (
        "_morning",
        "changes",
        "counts",
        "day",
        "days",
        "moved",
        "newest",
        "process",
        "proposal",
        "public",
        "said",
        "stored",
        "withdrawn_opinions",
        "withdrawn_supports",
    )

    def __init__(self, row: TallyRow) -> None:
        self.proposal = row.proposal_id
        self.process = row.process_id
        self.public = row.text_version
        self.newest = row.newest_version
        self.stored = [getattr(row, name) for name in COUNTS]
        self.counts = self.stored.copy()
        self.changes: list[tuple[Any, ...]] = []  # rows of `ChangeRow`
        self.said: dict[int, int] = {}
        self.days: dict[date, list[int]] = {}
        self.day: date | None = None
        self._morning = self.stored
        self.moved = False
        self.withdrawn_opinions = self.withdrawn_supports = 0

    def row(self) -> TallyRow:
        """Return the counts as they are by now."""
        keys = (self.proposal, self.process, self.public, self.newest)
        return counted(TallyRow, self.counts, *keys)

    def say(self, text: int, difference: int) -> None:
        """Add answers that were said of a text, or take them back."""
        self.said[text] = self.said.get(text, 0) + difference
        if text == self.public:
            self.counts[_CONFIRMED] += difference

    def begin(self, day: date) -> None:
        """Let what follows count for a day, until `end` or another day begins."""
        self.end()
        self.day = day
        self._morning = self.counts.copy()

    def end(self) -> None:
        """Add what changed since `begin` to the numbers of that day."""
        if self.moved and self.day is not None:
            numbers = self.days.setdefault(self.day, list(days.NO_ANSWERS))
            withdrawn = (self.withdrawn_supports, self.withdrawn_opinions)
            days.add(numbers, self._morning, self.counts, withdrawn)
        self.day, self.moved = None, False
        self.withdrawn_opinions = self.withdrawn_supports = 0
