"""The page of one idea with its comments, and the small pages around it."""

from datetime import date, datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from api.pages.views.answers import AnswerPart
from api.pages.views.common import (
    ActionField,
    Author,
    Channel,
    CommentState,
    FieldError,
    IdeaLink,
    Opinions,
    Page,
    Pages,
    PhaseView,
    ProposalState,
    Statement,
    TextPart,
    TimelineEntry,
    View,
)
from domain.codes import COMMENT_MAXIMUM, Choice, Question, Share, Stance, SubjectKind
from domain.measures import Status

Obstacle = Literal[
    "sign_in",
    "own_idea",
    "phase_closed",
    "not_public",
    "role",
    "suspended",
    "no_participation",
    "past",
]
"""Why a control is missing; the template says it in plain words."""


class VersionLink(View, frozen=True, kw_only=True):
    number: int
    at: datetime
    reason: str | None = None


class LoggedVotes(View, frozen=True):
    """How many of the votes that count now are in the public log already (ruling 12).

    `logged` is None where very many wait.
    """

    logged: int | None
    votes: int


class SupportTally(View, frozen=True, kw_only=True):
    """`rank` of `ideas` by supports (1 = most); `highest` is the scale of the bar.

    `not_attributable` are supporters of merged ideas who could not be carried over
    (ruling 3): shown, never added.
    """

    count: int
    highest: int
    rank: int | None = None
    ideas: int = 0
    carried_over: int = 0
    not_attributable: int = 0


class MyPart(View, frozen=True, kw_only=True):
    """What the signed-in reader has to do with this idea.

    `obstacle` is why they cannot support or answer now; None if they can.
    `answered_version` is the text version their support or answer was given for.
    `held_version` is a new version of the author's that waits for a moderator.
    """

    own: bool = False
    supported: bool = False
    choice: Choice | None = None
    answered_version: int | None = None
    obstacle: Obstacle | None = None
    may_comment: bool = False
    comment_obstacle: Obstacle | None = None
    may_report: bool = False
    may_edit: bool = False
    may_withdraw: bool = False
    may_merge: bool = False
    may_unmerge: bool = False
    statement: Statement | None = None
    case_id: str | None = None
    appeal_until: date | None = None
    decision_by: datetime | None = None
    held_version: int | None = None


class Comment(View, frozen=True, kw_only=True):
    """One comment in thread order; `depth` 0 is a comment on the idea itself.

    `body_html` is None for what is not public: then the stub shows `state` and
    the `rules` class. `editable_until` only for the author, only while it can be edited.
    """

    id: str
    depth: int
    state: CommentState
    posted_at: datetime
    author: Author
    stance: Stance | None = None
    body_html: Markup | None = None
    edited_at: datetime | None = None
    rules: tuple[str, ...] = ()
    mine: bool = False
    editable_until: datetime | None = None
    may_withdraw: bool = False
    may_reply: bool = False
    may_report: bool = False


class CommentForm(View, frozen=True, kw_only=True):
    """Kept when a comment comes back with errors; `parent` is the comment answered or ""."""

    body: str = ""
    stance: str = ""
    parent: str = ""
    errors: tuple[FieldError, ...] = ()


class MeasureLink(View, frozen=True, kw_only=True):
    """A measure that took an idea up, and how much of it."""

    id: str
    number: str
    title: str
    status: Status
    share: Share | None = None


class IdeaPage(Page, frozen=True, kw_only=True):
    """`/{lang}/ideas/{id}`.

    `body_html` is None if the text is not public for this reader: `removal` then says why.
    `short_url` is absolute and printed. `field_errors` belong to the merge, withdraw and
    report forms, by field name.
    """

    template: ClassVar[str] = "idea.html"
    id: str
    receipt: str
    short_url: str
    slug: str
    process_title: str
    title: str | None
    body_html: Markup | None
    state: ProposalState
    version: int
    author: Author
    channel: Channel
    submitted_at: datetime
    question: Question
    me: MyPart
    timeline: tuple[TimelineEntry, ...]
    comments: tuple[Comment, ...]
    comment_count: int
    comment_form: CommentForm = CommentForm()
    comment_pages: Pages = Pages()
    published_at: datetime | None = None
    received_on: date | None = None
    phase: PhaseView | None = None
    field: ActionField | None = None
    territory: str | None = None
    source_url: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    versions: tuple[VersionLink, ...] = ()
    removal: Statement | None = None
    merged_into: IdeaLink | None = None
    merged_from: tuple[IdeaLink, ...] = ()
    supports: SupportTally | None = None
    opinions: Opinions | None = None
    opinions_all: Opinions | None = None
    logged: LoggedVotes | None = None
    field_errors: tuple[FieldError, ...] = ()
    answer: AnswerPart | None = None
    may_answer: bool = False
    became: tuple[MeasureLink, ...] = ()
    comment_maximum: int = COMMENT_MAXIMUM


class VersionPage(Page, frozen=True, kw_only=True):
    """`/{lang}/ideas/{id}/versions/{n}`. `comparison` is empty for the first version."""

    template: ClassVar[str] = "version.html"
    idea: IdeaLink
    slug: str
    number: int
    latest: int
    at: datetime
    title: str | None
    body_html: Markup
    reason: str | None = None
    comparison: tuple[TextPart, ...] = ()
    title_comparison: tuple[TextPart, ...] = ()


class CommentEditPage(Page, frozen=True, kw_only=True):
    """`/{lang}/comments/{id}/edit`, form field `body`."""

    template: ClassVar[str] = "comment_edit.html"
    id: str
    idea: IdeaLink
    body: str
    editable_until: datetime
    errors: tuple[FieldError, ...] = ()
    comment_maximum: int = COMMENT_MAXIMUM


class ReportPage(Page, frozen=True, kw_only=True):
    """The answer to a report that lacked something: `POST /{lang}/reports` with 422.

    Form fields `kind` (proposal, comment or remark), `id`, `rule`, `text`.
    """

    template: ClassVar[str] = "report.html"
    kind: SubjectKind
    subject_id: str
    idea: IdeaLink | None
    excerpt: str
    rule: str = ""
    text: str = ""
    errors: tuple[FieldError, ...] = ()


class AppealPage(Page, frozen=True, kw_only=True):
    """`/{lang}/moderation/cases/{id}/appeal` for the author, form field `text`.

    Shows the decision with its reasons whether or not an appeal is still possible;
    `filed_at` and `ruling` say what became of one.
    """

    template: ClassVar[str] = "appeal.html"
    case_id: str
    kind: SubjectKind
    subject_id: str
    idea: IdeaLink | None
    own_text_html: Markup
    statement: Statement
    appeal_until: date
    may_appeal: bool
    text: str = ""
    errors: tuple[FieldError, ...] = ()
    filed_at: datetime | None = None
    ruling: Literal["upheld", "overturned", "partly"] | None = None
    ruling_explanation: str | None = None
    ruling_at: datetime | None = None
