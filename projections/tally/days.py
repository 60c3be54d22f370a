"""What events change in the numbers of a day."""

from collections.abc import Sequence

from projections.tally.rows import COUNTS

NO_ANSWERS = (0, 0, 0, 0, 0, 0)
"""The numbers of a `DayRow` on which nothing happened."""

_SUPPORTS, _AGREE, _DISAGREE, _PASSES = map(
    COUNTS.index, ("supports", "agree", "disagree", "passes")
)
_ALL_AGREE, _ALL_DISAGREE, _ALL_PASSES = map(
    COUNTS.index, ("all_agree", "all_disagree", "all_passes")
)


def add(day: list[int], before: Sequence[int], after: Sequence[int]) -> None:
    """Add one event to the numbers of its day, given the counts before and after it."""
    supports = after[_SUPPORTS] - before[_SUPPORTS]
    agree = after[_AGREE] - before[_AGREE]
    disagree = after[_DISAGREE] - before[_DISAGREE]
    passes = after[_PASSES] - before[_PASSES]
    opinions = agree + disagree + passes
    day[0] += after[_ALL_AGREE] - before[_ALL_AGREE]
    day[0] += after[_ALL_DISAGREE] - before[_ALL_DISAGREE]
    day[0] += after[_ALL_PASSES] - before[_ALL_PASSES]
    if supports > 0:
        day[0] += supports
    else:
        day[1] -= supports
    if opinions < 0:
        day[1] -= opinions
    day[2] += supports
    day[3] += agree
    day[4] += disagree
    day[5] += passes
