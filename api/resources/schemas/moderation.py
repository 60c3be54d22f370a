"""Reports, cases, decisions, appeals."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import (
    CommentText,
    Explanation,
    Page,
    Quotation,
    Remark,
    Request,
    Rule,
    Rules,
    SubjectRef,
    Time,
)
from domain.codes import Receipt, RuleCode
from domain.moderation import AppealOutcome, Outcome, Trigger
from domain.people import Role

CaseState = Literal["open", "in_work", "decided", "appealed", "final"]


class NewReport(Request, frozen=True, kw_only=True):
    """A notice that something public breaks a house rule."""

    subject: SubjectRef
    rule: Rule
    text: Remark | None = None


class Report(msgspec.Struct, frozen=True):
    """The case that looks into a report."""

    case: UUID


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A moderation case as moderators see it.

    `title` and `body` are the newest text, published or not; comments have no title.
    `due` is that of the first decision, after an appeal that of the second. `yours`
    says that it is in the hands of the person asking.
    """

    id: UUID
    state: CaseState
    subject: SubjectRef
    process: UUID
    proposal: UUID | None
    receipt: Receipt | None
    title: str | None
    body: str | None
    trigger: Trigger
    due: Time
    overdue: bool
    urgent: bool
    reports: int
    claimed: bool
    yours: bool
    outcome: Outcome | None
    rules: list[RuleCode]
    appeal_outcome: AppealOutcome | None


class CaseStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened in a case.

    `kind` is the stored name of the event. `code` is the trigger, outcome, addressee of
    an escalation, or whether a report came with an account; `text` a report, note,
    reason, appeal or explanation, `quoted` the passage a decision is about.
    """

    position: int
    kind: str
    at: Time
    role: Role | None
    code: str | None
    rules: list[RuleCode]
    text: str | None
    quoted: str | None


class CaseDetails(Case, frozen=True, kw_only=True):
    """A case with everything that happened in it, oldest first."""

    steps: list[CaseStep]


class CasePage(Page, frozen=True, kw_only=True):
    """A part of a queue of cases."""

    items: list[Case]


class CaseStanding(msgspec.Struct, frozen=True):
    """Where a case stands after a command."""

    id: UUID
    state: CaseState


class NewDecision(Request, frozen=True, kw_only=True):
    """A first decision, or on an appeal `upheld`, `overturned` or `partly`.

    Outcomes that take something from the author need a rule and an explanation of at
    least 20 characters; decisions on appeals an explanation. `quoted` is the passage
    the decision is about, `into` the proposal that a merge goes into.
    """

    outcome: Annotated[Outcome | AppealOutcome, msgspec.Meta(examples=["hide"])]
    rules: Rules = ()
    explanation: Explanation | None = None
    quoted: Quotation | None = None
    into: UUID | None = None


class NewEscalation(Request, frozen=True, kw_only=True):
    """Who is to get a case, and why; only moderators and auditors read the reason."""

    to: Annotated[Literal["legal", "police"], msgspec.Meta(examples=["legal"])]
    reason: Annotated[CommentText, msgspec.Meta(examples=["Der Text enthält eine Drohung."])]


class NewAppeal(Request, frozen=True, kw_only=True):
    """Why the author asks for a second look."""

    text: Annotated[
        CommentText, msgspec.Meta(examples=["Die Anschrift ist die meines eigenen Geschäfts."])
    ]
