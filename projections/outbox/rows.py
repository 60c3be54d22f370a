"""The tables of notices: what people are to be told. Which were sent is kept elsewhere."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Index, MetaData, String, Table, Uuid

from domain.codes import CaseId, ProposalId, RuleCode, SubjectKind
from domain.messages import ContentRef
from domain.moderation import AppealOutcome, Outcome
from domain.people import ProcessId, VoterNumber
from projections.outbox import measured, reports
from projections.tables import Codes, Moment, table

NoticeKind = Literal[
    "received",
    "published",
    "edit_released",
    "returned",
    "rejected",
    "hidden",
    "restored",
    "merged",
    "unmerged",
    "warned",
    "suspended",
    "covered",
    "uncovered",
    "appeal_received",
    "appeal_decided",
    "report_decided",
    "answered",
    "outcome",
    "measure_adopted",
    "measure_rejected",
    "measure_deferred",
]


class NoticeRow(msgspec.Struct, frozen=True):
    """One thing the author of a text, or somebody who reported it, is to be told (I6, P4).

    `message_id` follows from position and kind, so a rebuild makes the same. The vault
    knows who is behind `subject_id` (`Vault.owner`); nobody, if erased or imported.
    `explanation` and `quoted` refer to the moderator's words, `until` is the end of a
    cover or suspension, or when an appeal is due; `appeal_until` the last local day for
    an appeal. `into_id` is the target of a merge, or of one that was undone. `reporter` is
    set where a reporter is to be told instead of the author, `outcome` says what of.
    """

    message_id: UUID
    position: int
    kind: NoticeKind
    subject_kind: SubjectKind
    subject_id: UUID
    process_id: ProcessId
    case_id: CaseId | None
    rules: tuple[RuleCode, ...]
    explanation: ContentRef | None
    quoted: ContentRef | None
    ruling: AppealOutcome | None
    until: datetime | None
    appeal_until: date | None
    into_id: ProposalId | None
    at: datetime
    reporter: VoterNumber | None = None
    outcome: Outcome | None = None


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name all tables of the outbox."""
    return [
        table(
            metadata,
            generation,
            "notices",
            Column("message_id", Uuid, primary_key=True),
            Column("position", BigInteger, nullable=False),
            Column("kind", String(16), nullable=False),
            Column("subject_kind", String(8), nullable=False),
            Column("subject_id", Uuid, nullable=False),
            Column("process_id", Uuid, nullable=False),
            Column("case_id", Uuid),
            Column("rules", Codes, nullable=False),
            *(Column(name, String(43)) for name in ("explanation", "quoted")),
            Column("ruling", String(10)),
            Column("until", Moment),
            Column("appeal_until", Date),
            Column("into_id", Uuid),
            Column("at", Moment, nullable=False),
            Column("reporter", Uuid),
            Column("outcome", String(9)),
            Index("position", "position"),
            Index("case", "case_id"),
            Index("subject", "subject_id"),
        ),
        reports.define(metadata, generation),
        *measured.define(metadata, generation),
    ]
