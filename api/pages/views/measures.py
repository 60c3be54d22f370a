"""Measures: the catalogue of a process, the profile, and two versions side by side."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.carrying import Carrying
from api.pages.views.common import (
    ActionField,
    IdeaLink,
    Option,
    Page,
    TimelineEntry,
    View,
)
from api.pages.views.comparing import ComparedText, ComparedValue
from api.pages.views.partners import PartnerView
from domain.measures import Group, Quadrant, Status


class MeasureCard(View, frozen=True, kw_only=True):
    """A measure in a list. `light` and `percent` are those of its last report."""

    id: str
    number: str
    title: str
    excerpt: str
    status: Status
    field: ActionField | None = None
    places: tuple[str, ...] = ()
    year: int | None = None
    light: str | None = None
    percent: int | None = None
    usable_from: date | None = None
    benefit: str | None = None


class MeasureGroup(View, frozen=True, kw_only=True):
    """The measures of one action field."""

    field: ActionField | None
    cards: tuple[MeasureCard, ...]


class MeasureFilter(View, frozen=True, kw_only=True):
    """What the reader asked for; "" is no restriction."""

    state: str = ""
    field: str = ""
    territory: str = ""
    year: str = ""
    light: str = ""
    q: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether something is left out."""
        return any((self.state, self.field, self.territory, self.year, self.light, self.q))


class MeasuresPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/measures`. `usable` is what people can use already (R29)."""

    template: ClassVar[str] = "measures.html"
    slug: str
    process_title: str
    groups: tuple[MeasureGroup, ...]
    usable: tuple[MeasureCard, ...]
    matching: int
    total: int
    filter: MeasureFilter
    states: tuple[Option, ...]
    fields: tuple[Option, ...]
    territories: tuple[Option, ...]
    years: tuple[Option, ...]
    lights: tuple[Option, ...]
    may_plan: bool = False


class ProfileText(View, frozen=True, kw_only=True):
    """A part of the profile; `name` is its heading, in the reader's language."""

    name: str
    text: str


class MoneyShare(View, frozen=True, kw_only=True):
    """Who pays how much, in cents; `start` and `width` place it on a bar of 1000."""

    kind: Literal["own", "funding", "gap"]
    label: str
    amount: int
    start: int
    width: int


class IndicatorView(View, frozen=True, kw_only=True):
    """An indicator from baseline to target; numbers as they are written.

    `share` is how much of the way is gone, in percent from 0 to 100.
    """

    name: str
    unit: str
    baseline: str
    target: str
    by_day: date
    last: str | None = None
    last_at: date | None = None
    source: str | None = None
    share: int = 0
    history: tuple[tuple[date, str], ...] = ()


class GoalView(View, frozen=True, kw_only=True):
    text: str
    indicators: tuple[IndicatorView, ...]


class ScoresView(View, frozen=True, kw_only=True):
    """Scores in tenths of a point; `result` in hundredths.

    `x` and `y` place it in the picture of effort and benefit, 0 to 400.
    """

    benefit: int
    reach: int
    urgency: int
    feasibility: int
    transfer: int
    effort: int
    result: int
    quadrant: Quadrant
    x: int
    y: int


class AssessmentView(ScoresView, frozen=True, kw_only=True):
    """How a group scored a version of the profile, and what each score counted for it."""

    group: Group
    version: int
    weights: tuple[tuple[str, int], ...] = ()


class DotsView(View, frozen=True, kw_only=True):
    """The dots a measure got at one place, confirmed by a second person."""

    id: str
    title: str
    on: date
    dots: int


class BackingView(View, frozen=True, kw_only=True):
    """What people say to a measure, apart and together.

    `online` counts the supports of the ideas it comes from, `dots` those of confirmed
    results, `together` is their sum: somebody may be in both. `workshop` is the result
    of the workshops in hundredths of a point.
    """

    online: int
    ideas: int
    dots: int
    together: int
    workshop: int | None = None
    places: tuple[DotsView, ...] = ()


class MeasureSource(View, frozen=True, kw_only=True):
    """An idea that went into it, or something else; `path` is None where there is no page."""

    kind: str
    title: str
    path: str | None = None
    share: str | None = None
    idea: IdeaLink | None = None


class StatementView(View, frozen=True, kw_only=True):
    """A formal position; `stance` is None while it is missing."""

    id: str
    who: str
    due: date
    overdue: bool
    stance: str | None = None
    text: str | None = None
    filed: datetime | None = None


class MilestoneView(View, frozen=True, kw_only=True):
    id: str
    title: str
    due: date
    announced: date
    late: bool
    reached: date | None = None
    reason: str | None = None
    evidence: str | None = None


class ProgressView(View, frozen=True, kw_only=True):
    percent: int
    light: str
    as_of: date
    text: str | None
    next_step: str | None


class DecidedView(View, frozen=True, kw_only=True):
    """What a council decided, or will; `who` is None for the lead.

    Where it is not `public`, its page and its words wait until it is published.
    """

    id: str
    who: str | None
    body: str | None
    version: int
    submitted: datetime
    outcome: str | None
    at: datetime | None
    conditions: str | None
    revoked: datetime | None
    public: bool = True


class ProfileVersion(View, frozen=True, kw_only=True):
    number: int
    at: datetime
    reason: str | None


class MeasurePage(Page, frozen=True, kw_only=True):
    """`/{lang}/measures/{id}`: the profile (Steckbrief). Money is in cents."""

    template: ClassVar[str] = "measure.html"
    card: MeasureCard
    slug: str
    process_title: str
    summary: str
    way: tuple[Status, ...]
    reached: int
    texts: tuple[ProfileText, ...]
    more: tuple[ProfileText, ...]
    starts: date | None
    ends: date | None
    cost_once: int | None
    cost_yearly: int | None
    shares: tuple[MoneyShare, ...]
    staff: int | None
    lead: str | None
    priority: str | None
    rank: int | None
    priority_basis: str | None
    backing: BackingView | None
    together: ScoresView | None
    goals: tuple[GoalView, ...]
    assessments: tuple[AssessmentView, ...]
    sources: tuple[MeasureSource, ...]
    statements: tuple[StatementView, ...]
    milestones: tuple[MilestoneView, ...]
    reports: tuple[ProgressView, ...]
    decisions: tuple[DecidedView, ...]
    partners: tuple[PartnerView, ...]
    carrying: Carrying
    versions: tuple[ProfileVersion, ...]
    timeline: tuple[TimelineEntry, ...]
    parked: date | None = None
    stop_reason: str | None = None
    lessons: str | None = None
    licence: str | None = None
    preconditions: str | None = None
    may_plan: bool = False


class MeasureVersionPage(Page, frozen=True, kw_only=True):
    """`/{lang}/measures/{id}/versions/{n}?against=`: two versions of the profile."""

    template: ClassVar[str] = "measure_version.html"
    id: str
    slug: str
    number: str
    title: str
    version: ProfileVersion
    against: ProfileVersion | None
    versions: tuple[ProfileVersion, ...]
    texts: tuple[ComparedText, ...]
    values: tuple[ComparedValue, ...]
