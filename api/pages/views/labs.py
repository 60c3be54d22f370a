"""Real-world labs and the register of funding."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, Option, Page, View

LabStanding = Literal["coming", "running", "over", "evaluated"]


class Outline(View, frozen=True, kw_only=True):
    """An area drawn to scale, `path` in pixels; `wide` and `tall` are metres.

    `places` are the outlines of places around it, `sources` who is to be named for them.
    `bar` is how many pixels `bar_metres` are. `north`, `east` are degrees of the middle.
    """

    width: int
    height: int
    path: str
    places: tuple[str, ...]
    wide: int
    tall: int
    north: float
    east: float
    bar: int
    bar_metres: int
    sources: tuple[str, ...] = ()


class LabCard(View, frozen=True, kw_only=True):
    """A lab in a list."""

    id: str
    title: str
    excerpt: str
    standing: LabStanding
    starts: date
    ends: date
    outcome: str | None = None


class LabsPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/labs`."""

    template: ClassVar[str] = "labs.html"
    slug: str
    process_title: str
    labs: tuple[LabCard, ...]
    may_plan: bool = False


class Extension(View, frozen=True, kw_only=True):
    """A lab lasts longer than announced."""

    old: date
    new: date
    reason: str | None
    at: datetime


class Feedback(View, frozen=True, kw_only=True):
    """What somebody experienced; shown to the office only."""

    text: str
    at: datetime


class LabMeasure(View, frozen=True, kw_only=True):
    """The measure a lab belongs to."""

    id: str
    number: str
    title: str


class LabPage(Page, frozen=True, kw_only=True):
    """`/{lang}/labs/{id}`. `feedback` is None for everybody but the office.

    `form` is the one that came back with errors: "feedback", "extension" or "evaluation".
    """

    template: ClassVar[str] = "lab.html"
    card: LabCard
    slug: str
    process_title: str
    hypothesis: str
    measure: LabMeasure | None
    outline: Outline | None
    announced: date
    extensions: tuple[Extension, ...]
    evidence: str | None
    evaluated: datetime | None
    feedback: tuple[Feedback, ...] | None
    may_tell: bool
    may_plan: bool
    typed: str = ""
    day: str = ""
    outcome: str = ""
    form: str = ""
    errors: tuple[FieldError, ...] = ()


class LabForm(View, frozen=True, kw_only=True):
    """What was typed; days as the browser sends them."""

    title: str = ""
    hypothesis: str = ""
    area: str = ""
    starts: str = ""
    ends: str = ""
    measure: str = ""


class LabFormPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/labs/new`."""

    template: ClassVar[str] = "lab_form.html"
    slug: str
    process_title: str
    form: LabForm
    measures: tuple[Option, ...]
    errors: tuple[FieldError, ...] = ()


class NoticeCard(View, frozen=True, kw_only=True):
    """A funding notice; `amount` in cents, `measures` are those that it pays for."""

    id: str
    programme: str
    number: str
    amount: int
    starts: date
    ends: date
    publicity: str
    runs_out: bool
    over: bool
    measures: tuple[LabMeasure, ...]


class NoticeForm(View, frozen=True, kw_only=True):
    """What was typed; `notice` is the id of the one that is changed, "" for a new one."""

    notice: str = ""
    programme: str = ""
    number: str = ""
    amount: str = ""
    starts: str = ""
    ends: str = ""
    publicity: str = ""


class FundingPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/funding`: the register, and the office's form."""

    template: ClassVar[str] = "funding.html"
    slug: str
    process_title: str
    notices: tuple[NoticeCard, ...]
    form: NoticeForm
    total: int
    may_configure: bool = False
    may_plan: bool = False
    errors: tuple[FieldError, ...] = ()
