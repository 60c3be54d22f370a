"""Years in short: what they hold, and what they take of money and posts."""

from api.pages.views.plans import YearCard
from projections.plans import Year


def card(year: Year) -> YearCard:
    """Return a year with its sums; empty ones have no version."""
    plan = year.plan
    return YearCard(
        year=year.year,
        measures=len(year.places),
        money=year.money,
        staff=year.staff,
        budget=plan.budget if plan else None,
        capacity=plan.capacity if plan else None,
        version=plan.version if plan else None,
        released=plan.at if plan else None,
    )
