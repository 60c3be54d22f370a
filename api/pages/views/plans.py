"""Plans of years, the roadmap, the project office's board, and what people can use already."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.carrying import PlanChange, Span
from api.pages.views.common import ActionField, FieldError, Option, Page, View
from api.pages.views.measures import MeasureCard
from domain.measures import Status

BarKind = Literal["planned", "running", "done", "stopped"]


class YearCard(View, frozen=True, kw_only=True):
    """A year in short. Money in cents, posts in hundredths; None where nothing is released."""

    year: int
    measures: int
    money: int
    staff: int
    budget: int | None = None
    capacity: int | None = None
    version: int | None = None
    released: datetime | None = None

    @property
    def over(self) -> int:
        """Cents that are planned beyond the budget."""
        return 0 if self.budget is None else max(0, self.money - self.budget)


class Bar(View, frozen=True, kw_only=True):
    """The quarters of one year, placed on a drawing; `label` as it is written on it."""

    kind: BarKind
    x: int
    width: int
    label: str


class Stone(View, frozen=True, kw_only=True):
    """A milestone on a drawing."""

    x: int
    reached: bool
    late: bool


class RoadmapRow(View, frozen=True, kw_only=True):
    """One measure: on the drawing `short` at `y`, in the table everything in words."""

    id: str
    number: str
    title: str
    short: str
    status: Status
    y: int
    bars: tuple[Bar, ...]
    stones: tuple[Stone, ...]


class Column(View, frozen=True, kw_only=True):
    """A year of the drawing, with where its quarters begin."""

    year: int
    x: int
    width: int
    quarters: tuple[int, ...]


class Drawing(View, frozen=True, kw_only=True):
    """The roadmap for windows of one width; all lengths in pixels of its own size.

    `today` is where the present lies, None outside. `left` is where the years begin.
    """

    kind: Literal["wide", "narrow"]
    width: int
    height: int
    left: int
    top: int
    columns: tuple[Column, ...]
    rows: tuple[RoadmapRow, ...]
    today: int | None


class StoneLine(View, frozen=True, kw_only=True):
    """A milestone in words."""

    title: str
    due: date
    reached: date | None
    late: bool


class RoadmapLine(View, frozen=True, kw_only=True):
    """A measure of the roadmap in words."""

    id: str
    number: str
    title: str
    status: Status
    spans: tuple[Span, ...]
    stones: tuple[StoneLine, ...]


class Unplaced(View, frozen=True, kw_only=True):
    """An adopted measure without a place; `until` and `reason` if it was parked (I14)."""

    card: MeasureCard
    until: date | None = None
    reason: str | None = None
    late: bool = False


class PlansPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/plans`: every year, and the roadmap over all of them."""

    template: ClassVar[str] = "plans.html"
    slug: str
    process_title: str
    years: tuple[YearCard, ...]
    drawings: tuple[Drawing, ...]
    lines: tuple[RoadmapLine, ...]
    unplaced: tuple[Unplaced, ...]
    next_year: int
    may_plan: bool = False


class PlannedMeasure(View, frozen=True, kw_only=True):
    """A measure in a year; `others` are the other years it is worked on in."""

    id: str
    number: str
    title: str
    status: Status
    field: ActionField | None
    first: int
    last: int
    budget: int
    staff: int
    light: str | None = None
    percent: int | None = None
    others: tuple[int, ...] = ()


class PlanVersion(View, frozen=True, kw_only=True):
    """A release; `overrun` says why it needs more than there is."""

    number: int
    at: datetime
    reason: str | None
    overrun: str | None


class YearPlanPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/plans/{year}`. `shown` is the version asked for, None for what holds."""

    template: ClassVar[str] = "plan_year.html"
    slug: str
    process_title: str
    summary: YearCard
    measures: tuple[PlannedMeasure, ...]
    changes: tuple[PlanChange, ...]
    versions: tuple[PlanVersion, ...]
    shown: PlanVersion | None
    overrun: str | None
    before: int | None
    after: int | None
    publicity: tuple[str, ...] = ()
    may_plan: bool = False


class PlanLine(View, frozen=True, kw_only=True):
    """A row of the form: a measure that can be planned, with what was typed for it."""

    id: str
    number: str
    title: str
    status: Status
    chosen: bool
    first: str
    last: str
    money: str
    posts: str
    others: tuple[int, ...] = ()


class PlanFormPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/plans/{year}/edit`. `seen` is the version the form began with."""

    template: ClassVar[str] = "plan_form.html"
    slug: str
    process_title: str
    year: int
    seen: int
    budget: str
    capacity: str
    overrun: str
    reason: str
    lines: tuple[PlanLine, ...]
    errors: tuple[FieldError, ...] = ()


class BoardRow(View, frozen=True, kw_only=True):
    """A measure at work: how it stands, what comes next, and what could go wrong.

    `stale` says that nobody has reported for ninety days; `suggested` that a milestone is two
    weeks late although the light is green (P10).
    """

    card: MeasureCard
    lead: str | None
    unit: str
    explanation: str | None
    next_step: str | None
    risk: str | None
    reported: date | None
    stone: StoneLine | None
    overdue: bool
    stale: bool
    suggested: bool
    decision_gone: bool = False


class BoardPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/board`. `shown` is the code of the tab in force, "" for all."""

    template: ClassVar[str] = "board.html"
    slug: str
    process_title: str
    rows: tuple[BoardRow, ...]
    total: int
    tabs: tuple[Option, ...]
    shown: str
    units: tuple[Option, ...]
    unit: str


class NewsEntry(View, frozen=True, kw_only=True):
    """Something that happened to a measure at work; `text` in the office's words."""

    id: str
    number: str
    title: str
    kind: str
    at: datetime
    text: str | None = None
    light: str | None = None
    percent: int | None = None
    day: date | None = None


class UsablePage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/usable`: what is there, what comes next, and the news (R29)."""

    template: ClassVar[str] = "usable.html"
    slug: str
    process_title: str
    usable: tuple[MeasureCard, ...]
    coming: tuple[MeasureCard, ...]
    news: tuple[NewsEntry, ...]
    may_plan: bool = False
