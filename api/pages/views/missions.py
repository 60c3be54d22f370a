"""The mission statement: one version, two of them compared, and the office's form."""

from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from api.pages.views.common import Author, CommentState, FieldError, Option, Page, View
from api.pages.views.comparing import ComparedText
from api.pages.views.decisions import DecisionEntry
from api.pages.views.ideas import Obstacle
from domain.codes import COMMENT_MAXIMUM


class MissionLine(View, frozen=True, kw_only=True):
    """A version in a list: `adopted` if it ever came into force, `holds` if it is in force."""

    number: int
    at: datetime
    reason: str | None
    adopted: bool
    holds: bool


class RemarkView(View, frozen=True, kw_only=True):
    """A remark on a paragraph, written for `version`.

    `body_html` is None for what is not public: then the stub shows `state` and `rules`.
    `editable_until` only for the author, only while it can be corrected.
    """

    id: str
    state: CommentState
    version: int
    posted_at: datetime
    author: Author
    body_html: Markup | None = None
    edited_at: datetime | None = None
    rules: tuple[str, ...] = ()
    mine: bool = False
    editable_until: datetime | None = None
    may_withdraw: bool = False
    may_report: bool = False


class RemarkForm(View, frozen=True, kw_only=True):
    """Kept when a remark comes back with errors; `paragraph` is the one it is about."""

    paragraph: str = ""
    body: str = ""
    errors: tuple[FieldError, ...] = ()


class Remarking(View, frozen=True, kw_only=True):
    """Whether the reader can say something here, posted to `/{lang}/p/{slug}/mission/remarks`.

    Without an `obstacle` and without `may`, the `newest` version is the one to comment on.
    """

    may: bool
    obstacle: Obstacle | None
    newest: int
    form: RemarkForm


class ParagraphView(View, frozen=True, kw_only=True):
    """A paragraph; `id` stays through all versions, `since` is the version of its present text."""

    id: str
    number: int
    text: str
    since: int
    remarks: tuple[RemarkView, ...] = ()


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
    remarking: Remarking | None = None
    remark_maximum: int = COMMENT_MAXIMUM
    errors: tuple[FieldError, ...] = ()


class RemarkEditPage(Page, frozen=True, kw_only=True):
    """`/{lang}/remarks/{id}/edit` for its author, form field `body`."""

    template: ClassVar[str] = "remark_edit.html"
    id: str
    body: str
    editable_until: datetime
    remark_maximum: int = COMMENT_MAXIMUM
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
