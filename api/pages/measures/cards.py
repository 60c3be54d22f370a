"""Measures in lists."""

from api.pages.formatting import excerpt
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views.measures import MeasureCard
from projections.measures import MeasureRow


def card(row: MeasureRow, around: Surroundings, words: Words) -> MeasureCard:
    """Return a measure as lists show it."""
    places = (around.territory(key, words) for key in row.territories)
    return MeasureCard(
        id=str(row.measure_id),
        number=row.number,
        title=words.text(row.title, row.number),
        excerpt=excerpt(words.text(row.summary)),
        status=row.status,
        field=around.field(row.field_id, words),
        places=tuple(place for place in places if place),
        year=row.year,
        light=row.light_now,
        percent=row.percent if row.at_work else None,
        usable_from=row.usable_from,
        benefit=words.get(row.benefit),
    )
