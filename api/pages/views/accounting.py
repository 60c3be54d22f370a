"""Reports on a year, and the office's form for them."""

from datetime import datetime
from typing import ClassVar

from api.documents.content import Line
from api.pages.views.common import FieldError, Option, Page, View
from domain.measures import Status


class DoneView(View, frozen=True, kw_only=True):
    """What was done for a measure within the year, one German line each."""

    id: str
    number: str
    title: str
    status: Status
    rows: tuple[Line, ...]


class BudgetView(View, frozen=True, kw_only=True):
    """What the plan of the year held for a measure, in cents."""

    id: str
    number: str
    title: str
    budget: int


class StateView(View, frozen=True, kw_only=True):
    """How many measures stood somewhere when the year ended."""

    status: Status
    count: int


class ReportPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/reports/{year}`. Everything as it was when the year ended."""

    template: ClassVar[str] = "report_year.html"
    slug: str
    process_title: str
    year: int
    at: datetime
    sha256: str
    note: str | None
    ideas: int
    answered: int
    unanswered: int
    completed: int
    decided: int
    verdicts: tuple[tuple[str, int], ...]
    states: tuple[StateView, ...]
    done: tuple[DoneView, ...]
    budgets: tuple[BudgetView, ...]
    budget: int
    years: tuple[int, ...]
    may_plan: bool = False


class ReportForm(View, frozen=True, kw_only=True):
    """What was typed."""

    year: str = ""
    note: str = ""


class PublishReportPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/reports/publish`: for the project office."""

    template: ClassVar[str] = "report_publish.html"
    slug: str
    process_title: str
    form: ReportForm
    years: tuple[Option, ...]
    possible: bool
    errors: tuple[FieldError, ...] = ()
