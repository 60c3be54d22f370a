"""The counts of one proposal while a batch of events is folded in."""

from datetime import date

from projections.tally import days
from projections.tally.rows import COUNTS, TallyRow, counted

_CONFIRMED = COUNTS.index("confirmed")


class Running:
    """Counts that move event by event; `stored` are those before the batch.

    `said` holds the differences per text version, `days` the numbers per day.
    """

    __slots__ = ("counts", "days", "newest", "process", "proposal", "public", "said", "stored")

    def __init__(self, row: TallyRow) -> None:
        self.proposal = row.proposal_id
        self.process = row.process_id
        self.public = row.text_version
        self.newest = row.newest_version
        self.stored = [getattr(row, name) for name in COUNTS]
        self.counts = self.stored.copy()
        self.said: dict[int, int] = {}
        self.days: dict[date, list[int]] = {}

    def row(self) -> TallyRow:
        """Return the counts as they are by now."""
        keys = (self.proposal, self.process, self.public, self.newest)
        return counted(TallyRow, self.counts, *keys)

    def say(self, text: int, difference: int) -> None:
        """Add answers that were said of a text, or take them back."""
        self.said[text] = self.said.get(text, 0) + difference
        if text == self.public:
            self.counts[_CONFIRMED] += difference

    def note_day(self, day: date, before: list[int]) -> None:
        """Add what an event changed to the numbers of its day."""
        numbers = self.days.get(day)
        if numbers is None:
            numbers = self.days[day] = list(days.NO_ANSWERS)
        days.add(numbers, before, self.counts)
