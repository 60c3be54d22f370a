"""The table of remarks."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, MetaData, String, Table
from sqlalchemy import Uuid as Id

from domain.codes import CaseId, RemarkId
from domain.messages import Channel, ContentRef
from domain.people import ProcessId, Pseudonym, Role
from projections.model import Codes, Moment, with_history

State = Literal["visible", "held", "refused", "hidden", "withdrawn"]


class RemarkRow(msgspec.Struct, frozen=True):
    """A remark on a paragraph as it stood in `mission_version`.

    `stub` tells that the public sees its place, but not its text or author: it was
    visible once and is not visible now. `rules` and `appeal_until` are of the decision
    in force against it.
    """

    remark_id: RemarkId
    process_id: ProcessId
    paragraph_id: UUID
    mission_version: int
    state: State
    stub: bool
    text: ContentRef | None
    author: Pseudonym | None
    author_role: Role | None
    channel: Channel
    version: int
    posted_at: datetime
    edited_at: datetime | None
    position: int
    once_visible: bool
    rules: tuple[str, ...]
    case_id: CaseId | None
    explanation: ContentRef | None
    appeal_until: date | None


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the table of remarks and its history."""
    return with_history(
        metadata,
        generation,
        "remarks",
        Column("remark_id", Id, primary_key=True),
        *(Column(name, Id, nullable=False) for name in ("process_id", "paragraph_id")),
        Column("mission_version", Integer, nullable=False),
        Column("state", String(10), nullable=False),
        Column("stub", Boolean, nullable=False),
        Column("text", String(43)),
        Column("author", Id),
        Column("author_role", String(12)),
        Column("channel", String(10), nullable=False),
        Column("version", Integer, nullable=False),
        Column("posted_at", Moment, nullable=False),
        Column("edited_at", Moment),
        Column("position", BigInteger, nullable=False),
        Column("once_visible", Boolean, nullable=False),
        Column("rules", Codes, nullable=False),
        Column("case_id", Id),
        Column("explanation", String(43)),
        Column("appeal_until", Date),
        Index("process", "process_id", "position"),
    )
