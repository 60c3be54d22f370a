"""Formal positions on the measures of a process."""

from datetime import date, datetime
from typing import ClassVar

from api.pages.views.common import Page, View


class StatedView(View, frozen=True, kw_only=True):
    """A position on a measure; `stance` is None while it is missing."""

    measure: str
    number: str
    title: str
    who: str
    asked: datetime
    due: date
    overdue: bool = False
    stance: str | None = None
    text: str | None = None
    filed: datetime | None = None
    late: bool = False


class StatementsPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/statements`: the missing ones first. `overdue` counts them."""

    template: ClassVar[str] = "statements.html"
    slug: str
    process_title: str
    missing: tuple[StatedView, ...]
    filed: tuple[StatedView, ...]
    overdue: int
    may_plan: bool = False
