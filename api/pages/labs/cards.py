"""Labs in lists, and how each of them stands by the clock."""

from datetime import date

from api.pages.formatting import excerpt
from api.pages.parts.words import Words
from api.pages.views.labs import LabCard, LabStanding
from projections.labs import LabRow


def standing(row: LabRow, today: date) -> LabStanding:
    """Return how a lab stands today."""
    if row.outcome is not None:
        return "evaluated"
    if today < row.starts:
        return "coming"
    return "running" if today <= row.ends else "over"


def card(row: LabRow, words: Words, today: date) -> LabCard:
    """Return a lab as lists show it."""
    return LabCard(
        id=str(row.lab_id),
        title=words.text(row.title),
        excerpt=excerpt(words.text(row.hypothesis)),
        standing=standing(row, today),
        starts=row.starts,
        ends=row.ends,
        outcome=row.outcome,
    )
