"""The tables behind "my page". Every row belongs to one author; none is public."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Integer, MetaData, String, Table, Uuid

from domain.codes import CaseId, PhaseId, ProposalId, RuleCode, Stance, SubjectKind
from domain.messages import Channel, ContentRef
from domain.moderation import AppealOutcome, CaseStatus, Outcome, Trigger
from domain.people import ProcessId, Pseudonym
from projections.tables import Codes, Moment, for_readers, table

State = Literal[
    "submitted",
    "returned",
    "published",
    "rejected",
    "hidden",
    "merged",
    "withdrawn",
    "visible",
    "held",
    "refused",
]
"""Of a proposal, a comment or a remark; a proposal's interim cover is told by `held_until`."""


class ContributionRow(msgspec.Struct, frozen=True):
    """One proposal, comment or remark as its author may see it.

    `title` and `body` are the newest version, `public_version` the one that everybody
    sees (0 before publication, comments have 0 or `version`), `held_version` one that
    waits. `proposal_id` is its own id, or the proposal commented on; None for a remark.
    `author` is None for imported texts whose source names nobody. `held_until` is the
    end of an interim cover.
    """

    id: UUID
    kind: SubjectKind
    process_id: ProcessId
    phase_id: PhaseId
    proposal_id: ProposalId | None
    author: Pseudonym | None
    state: State
    channel: Channel
    receipt: str | None
    stance: Stance | None
    title: ContentRef | None
    body: ContentRef | None
    version: int
    public_version: int
    held_version: int | None
    held_until: datetime | None
    merged_into: ProposalId | None
    submitted_at: datetime
    published_at: datetime | None
    position: int


class OwnCaseRow(msgspec.Struct, frozen=True):
    """What an author may know of a case about their text: the statement of reasons (I6).

    Nothing of reports, notes or moderators. `due` is that of the first decision.
    `appeal_until` is the last local day for an appeal, None where nothing was taken.
    """

    case_id: CaseId
    subject_id: UUID
    subject_kind: SubjectKind
    process_id: ProcessId
    author: Pseudonym | None
    trigger: Trigger
    state: CaseStatus
    opened_at: datetime
    due: datetime
    outcome: Outcome | None
    rules: tuple[RuleCode, ...]
    explanation: ContentRef | None
    quoted: ContentRef | None
    into: UUID | None
    decided_at: datetime | None
    appeal_until: date | None
    appeal: ContentRef | None
    appealed_at: datetime | None
    appeal_due: datetime | None
    ruling: AppealOutcome | None
    ruling_explanation: ContentRef | None
    ruled_at: datetime | None
    position: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the two tables."""
    return [_contributions(metadata, generation), _cases(metadata, generation)]


def _contributions(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "contributions",
        Column("id", Uuid, primary_key=True),
        Column("kind", String(8), nullable=False),
        Column("process_id", Uuid, nullable=False),
        Column("phase_id", Uuid, nullable=False),
        Column("proposal_id", Uuid),
        Column("author", Uuid),
        Column("state", String(9), nullable=False),
        Column("channel", String(6), nullable=False),
        Column("receipt", String(16)),
        Column("stance", String(8)),
        *(Column(name, String(43)) for name in ("title", "body")),
        Column("version", Integer, nullable=False),
        Column("public_version", Integer, nullable=False),
        Column("held_version", Integer),
        Column("held_until", Moment),
        Column("merged_into", Uuid),
        Column("submitted_at", Moment, nullable=False),
        Column("published_at", Moment),
        Column("position", BigInteger, nullable=False),
        for_readers("author", "author", "position"),
    )


def _cases(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "own_cases",
        Column("case_id", Uuid, primary_key=True),
        Column("subject_id", Uuid, nullable=False),
        Column("subject_kind", String(8), nullable=False),
        Column("process_id", Uuid, nullable=False),
        Column("author", Uuid),
        Column("trigger", String(10), nullable=False),
        Column("state", String(12), nullable=False),
        *(Column(name, Moment, nullable=False) for name in ("opened_at", "due")),
        Column("outcome", String(9)),
        Column("rules", Codes, nullable=False),
        *(Column(name, String(43)) for name in ("explanation", "quoted")),
        Column("into", Uuid),
        Column("decided_at", Moment),
        Column("appeal_until", Date),
        Column("appeal", String(43)),
        *(Column(name, Moment) for name in ("appealed_at", "appeal_due")),
        Column("ruling", String(10)),
        Column("ruling_explanation", String(43)),
        Column("ruled_at", Moment),
        Column("position", BigInteger, nullable=False),
        for_readers("subject", "subject_id"),
    )
