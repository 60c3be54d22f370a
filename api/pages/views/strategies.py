"""The strategy as it was published: its versions, two of them compared, and the office's form."""

from datetime import date, datetime
from typing import ClassVar

from api.pages.views.common import ActionField, FieldError, Option, Page, View
from api.pages.views.comparing import ComparedText, ComparedValue
from api.pages.views.decisions import DecisionEntry
from projections.strategies import State


class StrategyLine(View, frozen=True, kw_only=True):
    """A published version in a list."""

    number: int
    at: datetime
    newest: bool


class FrozenView(View, frozen=True, kw_only=True):
    """A measure in the version that was published. `newer` is its newest one, if it differs."""

    id: str
    number: str
    title: str
    summary: str
    version: int
    period: str
    cost: int | None
    lead: str | None
    newer: int | None = None


class FrozenGroup(View, frozen=True, kw_only=True):
    """The measures of one action field."""

    field: ActionField | None
    measures: tuple[FrozenView, ...]


class ReportLine(View, frozen=True, kw_only=True):
    """A published report."""

    year: int
    at: datetime


class PublishedVersion(View, frozen=True, kw_only=True):
    """One version with everything that was frozen. `cost` is the sum, in cents."""

    number: int
    newest: bool
    at: datetime
    presented: date | None
    place: str | None
    note: str | None
    decision: DecisionEntry | None
    decided: str | None
    mission: tuple[str, ...]
    mission_version: int | None
    groups: tuple[FrozenGroup, ...]
    count: int
    cost: int
    sha256: str


class StrategyPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/strategy` and `/strategy/{version}`; `shown` is None before the first.

    `revised` is when the version in force began to be worked on anew, `revision` why.
    """

    template: ClassVar[str] = "strategy.html"
    slug: str
    process_title: str
    state: State
    shown: PublishedVersion | None
    versions: tuple[StrategyLine, ...]
    reports: tuple[ReportLine, ...]
    revised: datetime | None = None
    revision: str | None = None
    may_plan: bool = False


class MeasureChange(View, frozen=True, kw_only=True):
    """A measure that both versions hold, in another version; `before` and `after` number them."""

    id: str
    number: str
    title: str
    before: int
    after: int
    values: tuple[ComparedValue, ...]
    texts: tuple[ComparedText, ...]


class StrategyComparison(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/strategy/{version}/compare?against=`: what another version changed."""

    template: ClassVar[str] = "strategy_compare.html"
    slug: str
    process_title: str
    before: StrategyLine
    after: StrategyLine
    versions: tuple[StrategyLine, ...]
    values: tuple[ComparedValue, ...]
    mission: tuple[ComparedText, ...]
    added: tuple[FrozenView, ...]
    removed: tuple[FrozenView, ...]
    changed: tuple[MeasureChange, ...]
    same: int


class FreezableMeasure(View, frozen=True, kw_only=True):
    """A measure that can be published. `value` names it in this version."""

    value: str
    number: str
    title: str
    version: int
    decided: bool
    chosen: bool


class PublishForm(View, frozen=True, kw_only=True):
    """What was typed; `measures` are values of chosen ones."""

    measures: tuple[str, ...] = ()
    decision: str = ""
    mission: str = ""
    presented: str = ""
    place: str = ""
    note: str = ""


class PublishPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/strategy/publish`, for the office; `mission` is the one in force."""

    template: ClassVar[str] = "strategy_publish.html"
    slug: str
    process_title: str
    version: int
    form: PublishForm
    measures: tuple[FreezableMeasure, ...]
    decisions: tuple[Option, ...]
    mission: int | None
    errors: tuple[FieldError, ...] = ()


class RevisionPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/strategy/revision`: for the project office."""

    template: ClassVar[str] = "strategy_revision.html"
    slug: str
    process_title: str
    reason: str = ""
    errors: tuple[FieldError, ...] = ()
