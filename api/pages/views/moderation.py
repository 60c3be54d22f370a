"""The moderators' desk and the page of one case."""

from datetime import datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from api.pages.views.common import (
    ActionField,
    CaseState,
    Channel,
    FieldError,
    Outcome,
    Page,
    SimilarIdea,
    Statement,
    TimelineEntry,
    Trigger,
    View,
)
from domain.codes import EXPLANATION_MINIMUM, SubjectKind

Tab = Literal["open", "in_work", "appeals", "decided"]


class CaseRow(View, frozen=True, kw_only=True):
    """A case in the queue. `hours_left` is whole hours to `due`, negative when overdue.

    `blocked` says why the reader must not take it: it is about their own text, or they
    decided it before it was appealed.
    """

    id: str
    kind: SubjectKind
    title: str
    excerpt: str
    process_title: str
    trigger: Trigger
    state: CaseState
    opened_at: datetime
    due: datetime
    hours_left: int
    reports: int = 0
    urgent: bool = False
    mine: bool = False
    claimed_by: str | None = None
    blocked: Literal["own_text", "decided_by_you"] | None = None
    outcome: Outcome | None = None
    channel: Channel = "web"


class CaseDesk(Page, frozen=True, kw_only=True):
    """`/{lang}/moderation?tab=`; cases come overdue first, then by due time."""

    template: ClassVar[str] = "moderation.html"
    tab: Tab
    counts: dict[Tab, int]
    overdue: int
    decided_this_month: int
    overturned_this_month: int
    cases: tuple[CaseRow, ...]
    next_url: str | None = None


class AuthorHistory(View, frozen=True, kw_only=True):
    """What moderation knows of the author without knowing the person."""

    published: int = 0
    returned: int = 0
    rejected: int = 0
    hidden: int = 0
    warnings: int = 0
    level: Literal["guest", "email", "resident", "eid"] = "email"
    account_age: Literal["new", "weeks", "months", "years", "unknown"] = "unknown"


class CaseReport(View, frozen=True, kw_only=True):
    rule: str
    at: datetime
    text: str | None = None


class CaseNote(View, frozen=True, kw_only=True):
    """An internal remark; never shown to the author or the public."""

    text: str
    at: datetime
    by_you: bool = False


class SubjectVersion(View, frozen=True, kw_only=True):
    """`reason` is what the author says of the change; it is published with the text."""

    number: int
    at: datetime
    title: str | None
    body_html: Markup
    reason: str | None = None


class Appeal(View, frozen=True, kw_only=True):
    filed_at: datetime
    text: str
    ruling: Literal["upheld", "overturned", "partly"] | None = None
    explanation: str | None = None
    ruled_at: datetime | None = None


class DecisionForm(View, frozen=True, kw_only=True):
    """What the moderator typed. `into` is the receipt of the target when merging."""

    outcome: str = ""
    rules: tuple[str, ...] = ()
    explanation: str = ""
    quoted: str = ""
    into: str = ""
    errors: tuple[FieldError, ...] = ()


class EscalationForm(View, frozen=True, kw_only=True):
    """What the moderator typed; `to` is `legal` or `police`."""

    to: str = ""
    reason: str = ""
    errors: tuple[FieldError, ...] = ()


class CasePage(Page, frozen=True, kw_only=True):
    """`/{lang}/moderation/cases/{id}`.

    `outcomes` are those possible now, in the order to show them. `conflict` is set when
    somebody else decided or took the case meanwhile: the page then shows the new state
    and keeps what was typed. `seen` is the case version the form was opened with.
    Forms: `claim`, `release` (no fields), `note` (text), `decision` (outcome, rules,
    explanation, quoted, into, seen), `appeal-decision` (outcome, explanation, seen),
    `escalation` (to, reason).
    """

    template: ClassVar[str] = "case.html"
    id: str
    kind: SubjectKind
    state: CaseState
    trigger: Trigger
    process_title: str
    opened_at: datetime
    due: datetime
    hours_left: int
    idea_id: str
    receipt: str
    channel: Channel
    versions: tuple[SubjectVersion, ...]
    author: AuthorHistory
    similar: tuple[SimilarIdea, ...]
    reports: tuple[CaseReport, ...]
    notes: tuple[CaseNote, ...]
    decisions: tuple[Statement, ...]
    history: tuple[TimelineEntry, ...]
    seen: int
    subject_public: bool = False
    field: ActionField | None = None
    territory: str | None = None
    appeal: Appeal | None = None
    outcomes: tuple[Outcome, ...] = ()
    form: DecisionForm = DecisionForm()
    escalation: EscalationForm = EscalationForm()
    may_claim: bool = False
    may_take_over: bool = False
    may_release: bool = False
    may_decide: bool = False
    may_decide_appeal: bool = False
    blocked: Literal["own_text", "decided_by_you", "claimed_by_other"] | None = None
    subject_id: str = ""
    conflict: Literal["decided", "claimed", "changed"] | None = None
    explanation_minimum: int = EXPLANATION_MINIMUM
