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


def add(
    day: list[int], before: Sequence[int], after: Sequence[int], withdrawn: tuple[int, int]
) -> None:
    """Add events to the numbers of their day, given the counts before and after them.

    `withdrawn` is how many supports and how many opinions went among them.
    """
    supports = after[_SUPPORTS] - before[_SUPPORTS]
    given = sum(after[index] - before[index] for index in (_ALL_AGREE, _ALL_DISAGREE, _ALL_PASSES))
    day[0] += given + supports + withdrawn[0]
    day[1] += sum(withdrawn)
    day[2] += supports
    day[3] += after[_AGREE] - before[_AGREE]
    day[4] += after[_DISAGREE] - before[_DISAGREE]
    day[5] += after[_PASSES] - before[_PASSES]


def add_one(day: list[int], before: Sequence[int], after: Sequence[int]) -> None:
    """Add a single event, which tells by itself what went."""
    supports = before[_SUPPORTS] - after[_SUPPORTS]
    opinions = sum(before[index] - after[index] for index in (_AGREE, _DISAGREE, _PASSES))
    add(day, before, after, (max(0, supports), max(0, opinions)))
