"""How a measure is carried out: its quarters in the plans, who pays, where it is tried."""

from datetime import datetime

from api.pages.views.common import View
from api.pages.views.labs import LabCard


class Span(View, frozen=True, kw_only=True):
    """Quarters of one year with their money in cents."""

    year: int
    first: int
    last: int
    budget: int


class PlanChange(View, frozen=True, kw_only=True):
    """A place that changed: `old` and `new` as spans, `to_year` if it went elsewhere."""

    id: str
    number: str
    title: str
    at: datetime
    old: Span | None
    new: Span | None
    to_year: int | None
    reason: str | None


class Carrying(View, frozen=True, kw_only=True):
    """What a measure's page says of plans, funding and labs; changes newest first."""

    spans: tuple[Span, ...] = ()
    changes: tuple[PlanChange, ...] = ()
    publicity: tuple[str, ...] = ()
    labs: tuple[LabCard, ...] = ()
