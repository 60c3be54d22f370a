"""What events change in the numbers of a day."""

from collections.abc import Sequence

from projections.tally.rows import COUNTS

NO_ANSWERS = (0, 0, 0, 0, 0, 0)
"""The numbers of a `DayRow` on which nothing happened."""

_SUPPORTS, _AGREE, _DISAGREE, _PASSES = map(
    COUNTS.index, ("supports", "agree", "disagree", "passes")
)
_EVER = slice(COUNTS.index("all_agree"), COUNTS.index("all_passes") + 1)


def add(day: list[int], before: Sequence[int], after: Sequence[int]) -> None:
    """Add one event to the numbers of its day, given the counts before and after it."""
    supports = after[_SUPPORTS] - before[_SUPPORTS]
    agree = after[_AGREE] - before[_AGREE]
    disagree = after[_DISAGREE] - before[_DISAGREE]
    passes = after[_PASSES] - before[_PASSES]
    day[0] += sum(after[_EVER]) - sum(before[_EVER]) + max(0, supports)
    day[1] += max(0, -supports) + max(0, -(agree + disagree + passes))
    day[2] += supports
    day[3] += agree
    day[4] += disagree
    day[5] += passes
