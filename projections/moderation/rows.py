"""The tables of the moderation desk. None is public; only statistics leave it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, String, Table, Uuid

from domain.codes import (
    CaseId,
    FieldId,
    ProposalId,
    RuleCode,
    SubjectKind,
    TerritoryKey,
)
from domain.messages import Channel, ContentRef
from domain.moderation import AppealOutcome, CaseStatus, Outcome, Trigger
from domain.people import Level, ProcessId, Pseudonym, Role
from projections.tables import Codes, Moment, for_readers, table

Tab = Literal["open", "in_work", "escalated", "appeals", "decided"]
TAB_OF: dict[CaseStatus, Tab] = {
    "open": "open",
    "in_work": "in_work",
    "escalated": "escalated",
    "appealed": "appeals",
    "under_appeal": "appeals",
    "decided": "decided",
    "final": "decided",
    "closed": "decided",
}
SERIOUS: frozenset[RuleCode] = frozenset({"HR03", "HR04"})
"""Rules whose report makes a case urgent at once (P3)."""

URGENT_REPORTERS = 3
"""Distinct reporters that make a case urgent (P3)."""


class CaseRow(msgspec.Struct, frozen=True):
    """One case as it stands.

    `due` is that of the first decision, after an appeal that of the second; compare
    it with the clock. `reports` made without an account are `anonymous`; `reporters`
    counts distinct people, all anonymous ones as one. `proposal_id` is the subject or
    what it comments on, None for remarks. `version` is the length of the case's
    stream: forms hand it back to notice changes. `position` is that of its last event.
    """

    case_id: CaseId
    process_id: ProcessId
    subject_kind: SubjectKind
    subject_id: UUID
    proposal_id: ProposalId | None
    trigger: Trigger
    state: CaseStatus
    tab: Tab
    channel: Channel
    opened_at: datetime
    opened_position: int
    due: datetime
    author: Pseudonym | None
    previous: CaseId | None
    claimed_by: Pseudonym | None
    reviewer: Pseudonym | None
    decided_by: Pseudonym | None
    outcome: Outcome | None
    rules: tuple[RuleCode, ...]
    decided_at: datetime | None
    appeal_outcome: AppealOutcome | None
    reports: int
    reporters: int
    anonymous: int
    urgent: bool
    version: int
    position: int


class StepRow(msgspec.Struct, frozen=True):
    """One thing that happened in a case, as structured entry; worded by templates.

    `kind` is the event's stored name without its version. `text` refers to the report,
    note, reason, appeal or explanation, `quoted` to the passage a decision is about.
    `code` is the trigger, outcome, appeal outcome, addressee of an escalation, or
    whether a report came with an `account` or was `anonymous`. `month` is local
    ("2023-07"), `minutes` counts from opening to the first decision.
    """

    case_id: CaseId
    position: int
    process_id: ProcessId
    kind: str
    at: datetime
    month: str
    actor: Pseudonym | None
    role: Role | None
    code: str | None
    rules: tuple[RuleCode, ...]
    text: ContentRef | None
    quoted: ContentRef | None
    into: UUID | None
    due: datetime | None
    minutes: int | None


Standing = Literal[
    "waiting", "public", "returned", "rejected", "hidden", "withdrawn", "merged", "absent"
]


class SubjectRow(msgspec.Struct, frozen=True):
    """What moderators see of a proposal or comment besides its versions."""

    subject_id: UUID
    kind: SubjectKind
    process_id: ProcessId
    proposal_id: ProposalId | None
    author: Pseudonym | None
    level: Level
    receipt: str | None
    standing: Standing
    version: int


class VersionRow(msgspec.Struct, frozen=True):
    """One version of a subject's text, published or not; comments have no title."""

    subject_id: UUID
    version: int
    at: datetime
    title: ContentRef | None
    body: ContentRef | None
    action_field: FieldId | None
    territory: TerritoryKey | None
    location: ContentRef | None
    position: int


class AuthorRow(msgspec.Struct, frozen=True):
    """How an author's contributions to one process fared.

    What an appeal overturned is not counted against the author.
    """

    process_id: ProcessId
    author: Pseudonym
    published: int = 0
    returned: int = 0
    rejected: int = 0
    hidden: int = 0
    warned: int = 0
    suspended: int = 0


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of the desk."""
    return [
        _cases(metadata, generation),
        _steps(metadata, generation),
        *_subjects(metadata, generation),
        table(
            metadata,
            generation,
            "case_authors",
            Column("process_id", Uuid, primary_key=True),
            Column("author", Uuid, primary_key=True),
            *(Column(name, Integer, nullable=False) for name in AuthorRow.__struct_fields__[2:]),
        ),
    ]


def _cases(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "cases",
        Column("case_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("subject_kind", String(8), nullable=False),
        Column("subject_id", Uuid, nullable=False),
        Column("proposal_id", Uuid),
        Column("trigger", String(10), nullable=False),
        Column("state", String(12), nullable=False),
        Column("tab", String(9), nullable=False),
        Column("channel", String(6), nullable=False),
        Column("opened_at", Moment, nullable=False),
        Column("opened_position", BigInteger, nullable=False),
        Column("due", Moment, nullable=False),
        *(Column(name, Uuid) for name in ("author", "previous", "claimed_by", "reviewer")),
        Column("decided_by", Uuid),
        Column("outcome", String(9)),
        Column("rules", Codes, nullable=False),
        Column("decided_at", Moment),
        Column("appeal_outcome", String(10)),
        Column("reports", Integer, nullable=False),
        Column("reporters", Integer, nullable=False),
        Column("anonymous", Integer, nullable=False),
        Column("urgent", Boolean, nullable=False),
        Column("version", Integer, nullable=False),
        Column("position", BigInteger, nullable=False),
        for_readers("due", "tab", "due", "opened_position"),
        for_readers("urgent", "tab", "urgent", "due", "opened_position"),
        for_readers("latest", "tab", "position"),
        for_readers("subject", "subject_id"),
    )


def _steps(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "case_steps",
        Column("case_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(24), nullable=False),
        Column("at", Moment, nullable=False),
        Column("month", String(7), nullable=False),
        Column("actor", Uuid),
        Column("role", String(12)),
        Column("code", String(12)),
        Column("rules", Codes, nullable=False),
        Column("text", String(43)),
        Column("quoted", String(43)),
        Column("into", Uuid),
        Column("due", Moment),
        Column("minutes", Integer),
        for_readers("month", "process_id", "kind", "month"),
    )


def _subjects(metadata: MetaData, generation: int) -> list[Table]:
    subjects = table(
        metadata,
        generation,
        "case_subjects",
        Column("subject_id", Uuid, primary_key=True),
        Column("kind", String(8), nullable=False),
        Column("process_id", Uuid, nullable=False),
        Column("proposal_id", Uuid),
        Column("author", Uuid),
        Column("level", String(8), nullable=False),
        Column("receipt", String(16)),
        Column("standing", String(9), nullable=False),
        Column("version", Integer, nullable=False),
    )
    versions = table(
        metadata,
        generation,
        "case_versions",
        Column("subject_id", Uuid, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("at", Moment, nullable=False),
        Column("title", String(43)),
        Column("body", String(43)),
        Column("action_field", Uuid),
        Column("territory", String(12)),
        Column("location", String(43)),
        Column("position", BigInteger, nullable=False),
    )
    return [subjects, versions]
