"""Pages of auditors beside the trail: four eyes, audits, findings, staff reads."""

from datetime import date, datetime
from typing import ClassVar, Literal

from api.pages.views.common import FieldError, Option, Page, View
from domain.audits import FindingStatus, Scope, Severity
from domain.people import Role
from domain.reads import DataKind, Purpose


class Act(View, frozen=True, kw_only=True):
    """What one person did in a matter of two; `actor` is the beginning of a pseudonym."""

    event: str
    at: datetime
    role: Role
    actor: str | None
    position: int


class FourEyesRow(View, frozen=True, kw_only=True):
    """A matter that takes two persons. `differ` says whether there were two."""

    kind: Literal["appeal", "reopening", "finding"]
    first: Act | None
    second: Act
    differ: bool
    subject: str
    subject_id: str
    subject_label: str | None = None


class FourEyesPage(Page, frozen=True, kw_only=True):
    """`/{lang}/audit/four-eyes?before=`, newest first."""

    template: ClassVar[str] = "four_eyes.html"
    rows: tuple[FourEyesRow, ...]
    same: int
    older_url: str | None = None


class FindingCard(View, frozen=True, kw_only=True):
    """A finding in a list. `days_late` is 0 unless an answer is overdue."""

    id: str
    audit_id: str
    severity: Severity
    state: FindingStatus
    text: str
    due: date
    days_late: int
    recorded_at: datetime
    process_title: str | None = None


class AuditCard(View, frozen=True, kw_only=True):
    id: str
    scope: Scope
    state: Literal["open", "closed"]
    opened_at: datetime
    closed_at: datetime | None
    findings: int
    unsettled: int
    process_title: str | None = None


class AuditsPage(Page, frozen=True, kw_only=True):
    """`/{lang}/audit/runs`; POST there opens an audit with `scope` and `process`."""

    template: ClassVar[str] = "audits.html"
    audits: tuple[AuditCard, ...]
    scopes: tuple[Scope, ...]
    processes: tuple[Option, ...]
    overdue: int
    errors: tuple[FieldError, ...] = ()


class ReplayView(View, frozen=True, kw_only=True):
    """One recomputation; `percent` is set while it runs, the rest when it has ended."""

    to_position: int
    requested_at: datetime
    executed_at: datetime | None = None
    state_hash: str | None = None
    live_hash: str | None = None
    matches: bool | None = None
    percent: int | None = None


class FindingForm(View, frozen=True, kw_only=True):
    """What was typed; `positions` and `subjects` separated by commas."""

    severity: str = ""
    text: str = ""
    positions: str = ""
    subjects: str = ""
    errors: tuple[FieldError, ...] = ()


class AuditRunPage(Page, frozen=True, kw_only=True):
    """`/{lang}/audit/runs/{id}`.

    POST `replay` (position), `findings` (severity, text, positions, subjects), `close`.
    """

    template: ClassVar[str] = "audit_run.html"
    audit: AuditCard
    actor: str
    replays: tuple[ReplayView, ...]
    running: bool
    findings: tuple[FindingCard, ...]
    severities: tuple[Severity, ...]
    head: int
    form: FindingForm = FindingForm()
    errors: tuple[FieldError, ...] = ()


class FindingsPage(Page, frozen=True, kw_only=True):
    """`/{lang}/audit/findings?show=`, for auditors and the office."""

    template: ClassVar[str] = "findings.html"
    findings: tuple[FindingCard, ...]
    states: tuple[FindingStatus, ...]
    state: str
    overdue: int


class FindingStep(View, frozen=True, kw_only=True):
    kind: Literal["recorded", "answered", "reopened", "settled"]
    at: datetime
    role: Role
    actor: str
    text: str | None


class FindingPage(Page, frozen=True, kw_only=True):
    """`/{lang}/audit/findings/{id}`; POST `answer`, `reopen` (text) and `settle`."""

    template: ClassVar[str] = "finding.html"
    finding: FindingCard
    scope: Scope
    steps: tuple[FindingStep, ...]
    positions: tuple[str, ...]
    subjects: tuple[Option, ...]
    may_see_audit: bool
    may_answer: bool
    may_judge: bool
    own: bool
    text: str = ""
    errors: tuple[FieldError, ...] = ()


class StaffReadRow(View, frozen=True, kw_only=True):
    """One reading. `reader` and `whom` are the beginnings of keyed references."""

    number: int
    at: datetime
    reader: str | None
    role: Role
    kind: DataKind
    whom: str | None
    purpose: Purpose
    hash: str


class ReadsFilter(View, frozen=True, kw_only=True):
    kind: str = ""
    purpose: str = ""
    reader: str = ""
    whom: str = ""


class StaffReadsPage(Page, frozen=True, kw_only=True):
    """`/{lang}/audit/reads?kind=&purpose=&reader=&whom=&before=`, newest first."""

    template: ClassVar[str] = "staff_reads.html"
    rows: tuple[StaffReadRow, ...]
    filter: ReadsFilter
    kinds: tuple[DataKind, ...]
    purposes: tuple[Purpose, ...]
    checked: int
    broken_at: int | None
    older_url: str | None = None
