"""Workshops, gallery walks and other formats: the list, one of them, and its forms."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, Option, Page, View
from api.pages.views.inventory import MeasureMade
from domain.measures import Quadrant
from domain.workshops import FormatKind

FormatState = Literal["scheduled", "cancelled", "recorded", "confirmed"]


class FormatCard(View, frozen=True, kw_only=True):
    """A format in a list. `attendance` is None until its result is confirmed."""

    id: str
    kind: FormatKind
    title: str
    place: str
    on: date
    state: FormatState
    attendance: int | None = None
    dots: int = 0
    excerpt: str = ""


class WorkshopsPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/workshops`. `waiting` are results that need a second person."""

    template: ClassVar[str] = "workshops.html"
    slug: str
    process_title: str
    coming: tuple[FormatCard, ...]
    held: tuple[FormatCard, ...]
    waiting: tuple[FormatCard, ...] = ()
    may_plan: bool = False


class DotsRow(View, frozen=True, kw_only=True):
    """The dots of one measure."""

    id: str
    number: str
    title: str
    dots: int


class ScoredRow(View, frozen=True, kw_only=True):
    """How a measure was scored there: tenths of a point, the result in hundredths."""

    id: str
    number: str
    title: str
    benefit: int
    effort: int
    result: int
    quadrant: Quadrant


class FormatStep(View, frozen=True, kw_only=True):
    """One step of its history; `kind` is the topic of an event."""

    kind: str
    at: datetime
    reason: str | None = None


class ResultView(View, frozen=True, kw_only=True):
    """What came out of it. Only the office sees one that is not confirmed yet.

    `seen` names it in the form of confirmation.
    """

    attendance: int
    summary: str
    protocol: str | None
    dots: tuple[DotsRow, ...]
    total: int
    seen: str = ""


class ResultForm(View, frozen=True, kw_only=True):
    """A result as it is typed; `dots` has an entry for each measure that was given some."""

    attendance: str = ""
    summary: str = ""
    protocol: str = ""
    dots: tuple[tuple[str, str], ...] = ()

    def of(self, measure_id: str) -> str:
        """Return what was typed for a measure."""
        return dict(self.dots).get(measure_id, "")


class WorkshopPage(Page, frozen=True, kw_only=True):
    """`/{lang}/workshops/{id}`. `yours` tells that the reader wrote the result down.

    `made` are the measures that name it as where they come from.
    """

    template: ClassVar[str] = "workshop.html"
    slug: str
    process_title: str
    card: FormatCard
    result: ResultView | None
    scored: tuple[ScoredRow, ...]
    made: tuple[MeasureMade, ...]
    steps: tuple[FormatStep, ...]
    reason: str | None
    today: date
    may_plan: bool = False
    yours: bool = False
    form: ResultForm = ResultForm()
    measures: tuple[Option, ...] = ()
    errors: tuple[FieldError, ...] = ()
    failed: str = ""


class NewFormatForm(View, frozen=True, kw_only=True):
    kind: str = "workshop"
    title: str = ""
    place: str = ""
    on: str = ""


class NewWorkshopPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/workshops/new`."""

    template: ClassVar[str] = "workshop_new.html"
    slug: str
    process_title: str
    form: NewFormatForm
    kinds: tuple[FormatKind, ...]
    errors: tuple[FieldError, ...] = ()
