"""The mission statement: one version, two of them compared, and the office's form."""

from datetime import datetime
from typing import ClassVar

from api.pages.views.common import FieldError, Option, Page, View
from api.pages.views.comparing import ComparedText
from api.pages.views.decisions import DecisionEntry


class MissionLine(View, frozen=True, kw_only=True):
    """A version in a list: `adopted` if it ever came into force, `holds` if it is in force."""

    number: int
    at: datetime
    reason: str | None
    adopted: bool
    holds: bool


class ParagraphView(View, frozen=True, kw_only=True):
    """A paragraph; `id` stays through all versions, `since` is the version of its present text."""

    id: str
    number: int
    text: str
    since: int


class MissionPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/mission` and `/mission/{version}`; `shown` is None before the first."""

    template: ClassVar[str] = "mission.html"
    slug: str
    process_title: str
    shown: MissionLine | None
    paragraphs: tuple[ParagraphView, ...]
    decision: DecisionEntry | None
    versions: tuple[MissionLine, ...]
    decisions: tuple[Option, ...] = ()
    may_plan: bool = False
    errors: tuple[FieldError, ...] = ()


class MissionComparison(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/mission/{version}/compare?against=`, paragraph by paragraph."""

    template: ClassVar[str] = "mission_compare.html"
    slug: str
    process_title: str
    before: MissionLine
    after: MissionLine
    versions: tuple[MissionLine, ...]
    texts: tuple[ComparedText, ...]
    moved: bool


class WrittenView(View, frozen=True, kw_only=True):
    """A paragraph in the form; `id` is "" for a new one."""

    id: str
    text: str


class MissionForm(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/mission/edit`: for the project office. `seen` is what it builds on."""

    template: ClassVar[str] = "mission_edit.html"
    slug: str
    process_title: str
    seen: int
    paragraphs: tuple[WrittenView, ...]
    reason: str = ""
    errors: tuple[FieldError, ...] = ()
