"""What people see of their own contributions, and nobody else does."""

from datetime import date
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, SubjectRef, Time
from api.resources.schemas.moderation import CaseState
from domain.codes import Receipt, RuleCode, SubjectKind
from domain.moderation import AppealOutcome, Outcome
from projections import contributions


class OwnCase(msgspec.Struct, frozen=True, kw_only=True):
    """What an author may know of a case: the statement of reasons, nothing of reports.

    `due` is that of the first decision. `appeal_until` is the last local day on which
    an appeal is possible, null where nothing was taken. `ruling` is the answer to it.
    """

    id: UUID
    state: CaseState
    due: Time
    outcome: Outcome | None
    rules: list[RuleCode]
    explanation: str | None
    quoted: str | None
    appeal_until: date | None
    ruling: AppealOutcome | None
    ruling_explanation: str | None


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal, comment or remark of one's own, public or not, with its newest text.

    `proposal` is its own id, or that of the proposal commented on, null for a
    remark. `covered_until` is
    the end of an interim cover. Comments have no title. `cases` are newest first.
    """

    id: UUID
    kind: SubjectKind
    process: UUID
    proposal: UUID | None
    receipt: Receipt | None
    state: contributions.State
    title: str | None
    body: str | None
    submitted_at: Time
    covered_until: Time | None
    cases: list[OwnCase]


class ContributionPage(Page, frozen=True, kw_only=True):
    """A part of one's own contributions, newest first."""

    items: list[Contribution]


class OwnReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report of one's own. `outcome` and `decided_at` are null until its case is decided.

    `rule` is the one that was named, `rules` are those the decision rests on. An appeal
    against it is between its author and the moderators.
    """

    case: UUID
    subject: SubjectRef
    process: UUID
    rule: RuleCode
    at: Time
    outcome: Outcome | None
    rules: list[RuleCode]
    decided_at: Time | None


class OwnReportPage(Page, frozen=True, kw_only=True):
    """A part of one's own reports, newest first."""

    items: list[OwnReport]
