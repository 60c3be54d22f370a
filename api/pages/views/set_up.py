"""The project office: its desks, and how a process is set up."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from api.pages.views.common import (
    ActionField,
    FieldError,
    IdeaLink,
    Option,
    Page,
    PhaseView,
    View,
)
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM, Feature, Question
from domain.organisation import BodyKind


class Typed(View, frozen=True, kw_only=True):
    """The form of a page that came back: its name, what was typed, what is wrong with it."""

    act: str = ""
    values: Mapping[str, Any] = {}
    errors: tuple[FieldError, ...] = ()

    def of(self, act: str, name: str, otherwise: str = "") -> str:
        """Return what stands in a field of a form: what was typed there, else `otherwise`."""
        return str(self.values.get(name, "")) if act == self.act else otherwise

    def ticked(self, act: str, name: str, value: str, *, otherwise: bool = False) -> bool:
        """Tell whether a box of a form is ticked."""
        if act != self.act:
            return otherwise
        given = self.values.get(name, ())
        return value == given if isinstance(given, str) else value in given

    def wrong(self, act: str) -> tuple[FieldError, ...]:
        """Return what is wrong with a form."""
        return self.errors if act == self.act else ()


class SetUp(View, frozen=True, kw_only=True):
    """What all pages of the set-up of one process show."""

    slug: str
    process_title: str
    typed: Typed = Typed()
    title_maximum: int = TITLE_MAXIMUM
    body_maximum: int = BODY_MAXIMUM


class NewProcessPage(Page, frozen=True, kw_only=True):
    """`/{lang}/office/new`."""

    template: ClassVar[str] = "process_new.html"
    questions: tuple[Question, ...]
    typed: Typed = Typed()
    title_maximum: int = TITLE_MAXIMUM
    body_maximum: int = BODY_MAXIMUM


class DescriptionPage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office/about`; the question cannot be changed any more."""

    template: ClassVar[str] = "set_up_about.html"
    question: Question


class FieldRow(View, frozen=True, kw_only=True):
    """An action field as its office sees it; `former` are names it had, oldest first."""

    field: ActionField
    description: str | None
    ideas: int
    former: tuple["FormerName", ...] = ()


class FormerName(View, frozen=True, kw_only=True):
    """A name that stands for a field no more: it was renamed, or merged into it."""

    name: str
    kind: Literal["renamed", "merged"]
    at: datetime
    reason: str | None = None


class FieldsPage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office/fields`."""

    template: ClassVar[str] = "set_up_fields.html"
    fields: tuple[FieldRow, ...]


class PlaceRow(View, frozen=True, kw_only=True):
    """A place that takes part; `depth` is how many places it lies in."""

    key: str
    name: str
    depth: int


class PlacesPage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office/places`."""

    template: ClassVar[str] = "set_up_places.html"
    places: tuple[PlaceRow, ...]
    parents: tuple[Option, ...]


class Proposed(View, frozen=True, kw_only=True):
    """A reopening that waits for a second person; `own` if the reader asked for it.

    `seen` names it in the form of agreement.
    """

    until: datetime
    reason: str
    own: bool
    seen: str = ""


class PhaseRow(View, frozen=True, kw_only=True):
    """A phase with what its office can do now.

    `over` is one whose time has run out while its closing is not recorded yet.
    """

    view: PhaseView
    may_open: bool
    over: bool
    moves: tuple["PhaseMove", ...] = ()
    proposed: Proposed | None = None


class PhaseMove(View, frozen=True, kw_only=True):
    """One change of a phase's end, with its reason."""

    kind: Literal["extended", "reopened"]
    old_end: datetime
    new_end: datetime
    reason: str
    at: datetime


class PhasesPage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office/phases`. `features` are the columns of the matrix."""

    template: ClassVar[str] = "set_up_phases.html"
    question: Question
    phases: tuple[PhaseRow, ...]
    features: tuple[Feature, ...]
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    moderations: tuple[str, ...]


class BodyRow(View, frozen=True, kw_only=True):
    """A council or committee; `territory` is "" for the whole area."""

    id: str
    name: str
    kind: BodyKind
    seats: int | None
    territory: str
    place: str | None


class UnitRow(View, frozen=True, kw_only=True):
    """A unit of the administration; `territory` is "" for the whole area."""

    id: str
    name: str
    territory: str
    place: str | None


class BodiesPage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office/bodies`."""

    template: ClassVar[str] = "set_up_bodies.html"
    bodies: tuple[BodyRow, ...]
    units: tuple[UnitRow, ...]
    kinds: tuple[BodyKind, ...]
    places: tuple[Option, ...]


class ReportedValue(View, frozen=True, kw_only=True):
    """What was measured on a day; `x` and `y` are where its dot stands in the picture."""

    day: date
    value: str
    source: str
    x: int
    y: int


class IndicatorRow(View, frozen=True, kw_only=True):
    """How one will know; numbers as they are written. `share` is percent of the way."""

    id: str
    name: str
    unit: str
    baseline: str
    target: str
    by_day: date
    share: int | None
    values: tuple[ReportedValue, ...]

    @property
    def line(self) -> str:
        """The values as the points of a line."""
        return " ".join(f"{each.x},{each.y}" for each in self.values)


class GoalRow(View, frozen=True, kw_only=True):
    """A goal with its indicators."""

    id: str
    text: str
    field: ActionField | None
    indicators: tuple[IndicatorRow, ...]


class GoalsPage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office/goals`."""

    template: ClassVar[str] = "set_up_goals.html"
    goals: tuple[GoalRow, ...]
    fields: tuple[Option, ...]
    today: date


class DeskLink(View, frozen=True, kw_only=True):
    """A way to a place of work. `count` is how many things are there.

    `waits` says that they wait for the office; `missing` that a process needs some first.
    """

    code: str
    path: str
    count: int | None = None
    waits: bool = False
    missing: bool = False


class ProcessDeskPage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office`: everything an office works on in one process."""

    template: ClassVar[str] = "process_office.html"
    phase: PhaseView | None
    setting_up: tuple[DeskLink, ...]
    working: tuple[DeskLink, ...]

    @property
    def missing(self) -> tuple[DeskLink, ...]:
        """What the process still needs before people can take part."""
        return tuple(each for each in self.setting_up if each.missing)


class OfficeProcess(View, frozen=True, kw_only=True):
    """A process in the list of an office. `answers` are those still owed."""

    slug: str
    title: str
    phase: PhaseView | None
    answers: int
    reports: int


class OfficePage(Page, frozen=True, kw_only=True):
    """`/{lang}/office`."""

    template: ClassVar[str] = "office.html"
    processes: tuple[OfficeProcess, ...]
    may_open: bool


class ArchivePage(SetUp, Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/office/archive`. `open` counts published ideas without an answer.

    `ideas` are the first of them, `phases` those that have not ended, `undecided` counts
    cases that wait for a moderator, `uncompared` sheets that wait for a second clerk.
    `appeals_until` is the last day on which an appeal can still make an idea public.
    """

    template: ClassVar[str] = "archive.html"
    archived: bool
    open: int
    undecided: int
    uncompared: int
    appeals_until: date | None = None
    ideas: tuple[IdeaLink, ...]
    phases: tuple[PhaseView, ...]
