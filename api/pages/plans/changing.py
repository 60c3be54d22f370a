"""Places in plans, and how they changed, as pages show them."""

from api.pages.parts.words import Words
from api.pages.views.carrying import PlanChange, Span
from projections.measures import MeasureRow
from projections.plans import MoveRow, PlaceRow


def span(place: PlaceRow) -> Span:
    """Return a place as quarters with money."""
    return Span(year=place.year, first=place.first, last=place.last, budget=place.budget)


def change(move: MoveRow, row: MeasureRow, words: Words) -> PlanChange:
    """Return a place that was changed or taken away."""
    return PlanChange(
        id=str(row.measure_id),
        number=row.number,
        title=words.text(row.title, row.number),
        at=move.at,
        old=_quarters(move.year, move.old_first, move.old_last, move.old_budget),
        new=_quarters(move.year, move.first, move.last, move.budget),
        to_year=move.to_year,
        reason=words.get(move.reason),
    )


def _quarters(year: int, first: int | None, last: int | None, budget: int | None) -> Span | None:
    if first is None or last is None or budget is None:
        return None
    return Span(year=year, first=first, last=last, budget=budget)
