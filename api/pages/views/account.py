"""Signing in, one's own page, staff roles, and the demo's conveniences."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.common import CommentState, FieldError, Option, Page, ProposalState, View
from api.pages.views.inventory import MyProject
from domain.codes import Choice, RuleCode, SubjectKind
from domain.moderation import Outcome
from domain.people import Role


class DemoRole(View, frozen=True, kw_only=True):
    """A made-up person who can be tried out with one click; posts `role` and `name`."""

    role: Role
    name: str


class SignInPage(Page, frozen=True, kw_only=True):
    """`/{lang}/sign-in?next=`, form fields `email`, `next`. Demo roles only in demo mode."""

    template: ClassVar[str] = "sign_in.html"
    email: str = ""
    next: str = ""
    errors: tuple[FieldError, ...] = ()
    demo_roles: tuple[DemoRole, ...] = ()


class MailSentPage(Page, frozen=True, kw_only=True):
    """`/{lang}/sign-in/sent`: the same for known and unknown addresses."""

    template: ClassVar[str] = "sign_in_sent.html"
    minutes: int = 10


class ConfirmSignInPage(Page, frozen=True, kw_only=True):
    """`/{lang}/sign-in/{token}`: a button, so that a mail scanner's visit uses nothing up.

    `is_new` shows the box `of_age` by which people say to be 16 or older (I16).
    """

    template: ClassVar[str] = "sign_in_confirm.html"
    token: str
    next: str = ""
    is_new: bool = False
    errors: tuple[FieldError, ...] = ()


class MyIdea(View, frozen=True, kw_only=True):
    """`due` belongs to `next_step`, a code of `vocabulary.NEXT_STEPS`."""

    id: str
    receipt: str
    title: str
    state: ProposalState
    submitted_at: datetime
    next_step: str
    due: datetime | None = None
    supports: int | None = None
    comments: int = 0
    case_id: str | None = None


class MyComment(View, frozen=True, kw_only=True):
    """A comment, or a remark on the mission: then without an idea."""

    id: str
    idea_id: str | None
    idea_title: str
    excerpt: str
    state: CommentState
    posted_at: datetime
    case_id: str | None = None


class MyAnswer(View, frozen=True, kw_only=True):
    """A support (`choice` None) or an opinion given; `text_changed` since it was given."""

    idea_id: str
    idea_title: str
    at: datetime
    choice: Choice | None = None
    text_changed: bool = False


class MyReport(View, frozen=True, kw_only=True):
    """Something the reader reported; `outcome` is None while a moderator looks at it.

    `rule` is what they named, `rules` what the decision did. `idea_id` is None where
    the idea is not public any more.
    """

    kind: SubjectKind
    rule: RuleCode
    at: datetime
    idea_id: str | None
    idea_title: str
    outcome: Outcome | None = None
    rules: tuple[RuleCode, ...] = ()
    decided_at: datetime | None = None


class MyDraft(View, frozen=True, kw_only=True):
    id: str
    slug: str
    title: str
    saved_at: datetime


class MySession(View, frozen=True, kw_only=True):
    """`id` is posted to `/{lang}/me/sessions/end`; `device` is a plain guess such as Firefox."""

    id: str
    device: str
    started_at: datetime
    last_seen: datetime
    current: bool = False


class MyToken(View, frozen=True, kw_only=True):
    """A program that may act as the reader; `id` is posted to `/{lang}/me/tokens/end`."""

    id: str
    label: str
    issued_at: datetime


class MyPage(Page, frozen=True, kw_only=True):
    """`/{lang}/me`; the address is shown shortened ("a…@example.org")."""

    template: ClassVar[str] = "me.html"
    address: str
    level: Literal["guest", "email", "resident", "eid"]
    ideas: tuple[MyIdea, ...]
    comments: tuple[MyComment, ...]
    answers: tuple[MyAnswer, ...]
    drafts: tuple[MyDraft, ...]
    sessions: tuple[MySession, ...]
    reports: tuple[MyReport, ...] = ()
    projects: tuple[MyProject, ...] = ()
    tokens: tuple[MyToken, ...] = ()
    suspended_until: datetime | None = None


class RoleGrant(View, frozen=True, kw_only=True):
    """A role somebody has; `id` is posted to `/{lang}/staff/revoke`."""

    id: str
    person: str
    role: Role
    granted_at: datetime
    until: date | None = None
    scope: str | None = None
    yourself: bool = False


class StaffForm(View, frozen=True, kw_only=True):
    email: str = ""
    role: str = ""
    process: str = ""
    until: str = ""
    errors: tuple[FieldError, ...] = ()


class StaffPage(Page, frozen=True, kw_only=True):
    """`/{lang}/staff`, posted to `/{lang}/staff/grant` with email, role, process, until."""

    template: ClassVar[str] = "staff.html"
    grants: tuple[RoleGrant, ...]
    ended: tuple[RoleGrant, ...]
    roles: tuple[Role, ...]
    processes: tuple[Option, ...]
    form: StaffForm = StaffForm()


class OutboxMail(View, frozen=True, kw_only=True):
    id: str
    to: str
    subject: str
    sent_at: datetime


class OutboxPage(Page, frozen=True, kw_only=True):
    """`/{lang}/demo/outbox`, demo mode only."""

    template: ClassVar[str] = "outbox.html"
    mails: tuple[OutboxMail, ...]


class MailPage(Page, frozen=True, kw_only=True):
    """`/{lang}/demo/outbox/{id}`: `paragraphs` is the text, `link` the first address in it."""

    template: ClassVar[str] = "mail.html"
    mail: OutboxMail
    paragraphs: tuple[str, ...]
    link: str | None = None
