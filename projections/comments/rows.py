"""Tables of comment threads."""

from datetime import date, datetime
from typing import Literal

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData, String, Table
from sqlalchemy import Uuid as Id

from domain.codes import CaseId, CommentId, ProposalId, Stance
from domain.messages import Channel, ContentRef
from domain.people import ProcessId, Pseudonym, Role
from projections.model import Codes, Moment, table, with_history
from projections.tables import for_readers, only_added

State = Literal["visible", "held", "refused", "hidden", "withdrawn"]


class CommentRow(msgspec.Struct, frozen=True):
    """A comment. `depth` 0 stands below the proposal itself; `root_id` is its thread.

    `stub` tells that the public sees its place, but not its text or author: it was
    visible once, or has replies, and is not visible now. `replies` counts direct
    answers, whatever became of them. `rules` and `appeal_until` are of the decision
    in force against it.
    """

    comment_id: CommentId
    process_id: ProcessId
    proposal_id: ProposalId
    parent_id: CommentId | None
    root_id: CommentId
    depth: int
    state: State
    stub: bool
    text: ContentRef | None
    stance: Stance | None
    author: Pseudonym | None
    author_role: Role | None
    channel: Channel
    version: int
    posted_at: datetime
    edited_at: datetime | None
    position: int
    replies: int
    once_visible: bool
    rules: tuple[str, ...]
    case_id: CaseId | None
    explanation: ContentRef | None
    appeal_until: date | None


class CommentVersionRow(msgspec.Struct, frozen=True):
    """A text of a comment; for staff and the author."""

    comment_id: CommentId
    number: int
    text: ContentRef
    at: datetime
    position: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of comments and their versions."""
    return [*_comments(metadata, generation), only_added(_versions(metadata, generation))]


def _comments(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "comments",
        Column("comment_id", Id, primary_key=True),
        *(Column(name, Id, nullable=False) for name in ("process_id", "proposal_id")),
        Column("parent_id", Id),
        Column("root_id", Id, nullable=False),
        Column("depth", Integer, nullable=False),
        Column("state", String(10), nullable=False),
        Column("stub", Boolean, nullable=False),
        Column("text", String(43)),
        Column("stance", String(10)),
        Column("author", Id),
        Column("author_role", String(12)),
        Column("channel", String(10), nullable=False),
        Column("version", Integer, nullable=False),
        Column("posted_at", Moment, nullable=False),
        Column("edited_at", Moment),
        Column("position", BigInteger, nullable=False),
        Column("replies", Integer, nullable=False),
        Column("once_visible", Boolean, nullable=False),
        Column("rules", Codes, nullable=False),
        Column("case_id", Id),
        Column("explanation", String(43)),
        Column("appeal_until", Date),
        for_readers("thread", "proposal_id", "depth", "position"),
        for_readers("root", "root_id", "position"),
        for_readers("process", "process_id", "position"),
    )


def _versions(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "comment_versions",
        Column("comment_id", Id, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("text", String(43), nullable=False),
        Column("at", Moment, nullable=False),
        Column("position", BigInteger, nullable=False),
    )
