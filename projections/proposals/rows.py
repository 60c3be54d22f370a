"""Tables of the page of one proposal: what the feed does not show of it."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Integer, MetaData, String, Table, Uuid

from domain.codes import (
    CaseId,
    FieldId,
    ProposalId,
    Receipt,
    TerritoryKey,
    WithdrawalReason,
)
from domain.messages import Channel, ContentRef
from domain.people import Level, ProcessId, Role
from projections.model import Codes, Facts, Moment, table, with_history
from projections.tables import for_readers

Audience = Literal["public", "author", "staff"]
"""Who may read something: everybody; the author and staff; staff only."""

VersionState = Literal["waiting", "held", "public", "refused"]


class ProposalRow(msgspec.Struct, frozen=True):
    """What a page says of a proposal beyond its row in the feed.

    `version` is the newest text, `public_version` the one everybody reads (0 before
    publication), `held_version` one that waits. `rules`, `case_id`, `explanation`
    and `appeal_until` are of the decision in force that took something from the
    author; empty where there is none. `held_until` ends an interim cover.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    receipt: Receipt
    version: int
    public_version: int
    held_version: int | None
    location: ContentRef | None
    level: Level
    rules_version: int
    received_on: date | None
    source: UUID | None
    source_link: ContentRef | None
    merged_into: ProposalId | None
    merge_id: UUID | None
    withdrawn: WithdrawalReason | None
    rules: tuple[str, ...]
    case_id: CaseId | None
    explanation: ContentRef | None
    appeal_until: date | None
    held_until: datetime | None


class VersionRow(msgspec.Struct, frozen=True):
    """One text of a proposal. `at` is when it was written, `public_at` when it was shown.

    `waiting` is a text that was replaced or not yet decided on before the proposal
    was published; `held` one that waits beside the public text.
    """

    proposal_id: ProposalId
    number: int
    state: VersionState
    title: ContentRef | None
    body: ContentRef | None
    field: FieldId | None
    territory: TerritoryKey | None
    location: ContentRef | None
    reason: ContentRef | None
    at: datetime
    position: int
    public_at: datetime | None
    public_position: int | None


class TimelineRow(msgspec.Struct, frozen=True):
    """One thing that happened to a proposal, or in a case about it.

    `kind` is the event's topic without version. `text` is a reason, hint or
    explanation, for `text_audience`. `other` is the proposal at the other end of a
    merge. `facts` holds codes, dates and numbers by the names of the event's fields.
    """

    proposal_id: ProposalId
    position: int
    kind: str
    at: datetime
    role: Role | None
    channel: Channel
    audience: Audience
    rules: tuple[str, ...]
    text: ContentRef | None
    text_audience: Audience
    case_id: CaseId | None
    other: ProposalId | None
    facts: dict[str, Any]


class MergeRow(msgspec.Struct, frozen=True):
    """`source` goes on as part of `target`; the numbers are of its supporters (ruling 3).

    Undone merges stay, with `undone_at`.
    """

    merge_id: UUID
    source: ProposalId
    target: ProposalId
    process_id: ProcessId
    at: datetime
    position: int
    role: Role
    reason: ContentRef | None
    carried: int
    already: int
    own: int
    not_attributable: int
    undone_at: datetime | None


class CaseRow(msgspec.Struct, frozen=True):
    """Which proposal a case is about."""

    case_id: CaseId
    proposal_id: ProposalId


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of the page of one proposal."""
    return [
        *_proposals(metadata, generation),
        *_versions(metadata, generation),
        _timeline(metadata, generation),
        *_merges(metadata, generation),
        table(
            metadata,
            generation,
            "proposal_cases",
            Column("case_id", Uuid, primary_key=True),
            Column("proposal_id", Uuid, nullable=False),
        ),
    ]


def _proposals(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "proposals",
        Column("proposal_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("receipt", String(16), nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("version", "public_version")),
        Column("held_version", Integer),
        Column("location", String(43)),
        Column("level", String(10), nullable=False),
        Column("rules_version", Integer, nullable=False),
        Column("received_on", Date),
        Column("source", Uuid),
        Column("source_link", String(43)),
        *(Column(name, Uuid) for name in ("merged_into", "merge_id")),
        Column("withdrawn", String(20)),
        Column("rules", Codes, nullable=False),
        Column("case_id", Uuid),
        Column("explanation", String(43)),
        Column("appeal_until", Date),
        Column("held_until", Moment),
        for_readers("receipt", "receipt"),
    )


def _versions(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "proposal_versions",
        Column("proposal_id", Uuid, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("state", String(10), nullable=False),
        *(Column(name, String(43)) for name in ("title", "body")),
        Column("field", Uuid),
        Column("territory", String(12)),
        *(Column(name, String(43)) for name in ("location", "reason")),
        Column("at", Moment, nullable=False),
        Column("position", BigInteger, nullable=False),
        Column("public_at", Moment),
        Column("public_position", BigInteger),
    )


def _timeline(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "timeline",
        Column("proposal_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("kind", String(40), nullable=False),
        Column("at", Moment, nullable=False),
        Column("role", String(12)),
        *(Column(name, String(10), nullable=False) for name in ("channel", "audience")),
        Column("rules", Codes, nullable=False),
        Column("text", String(43)),
        Column("text_audience", String(10), nullable=False),
        *(Column(name, Uuid) for name in ("case_id", "other")),
        Column("facts", Facts, nullable=False),
    )


def _merges(metadata: MetaData, generation: int) -> list[Table]:
    numbers = ("carried", "already", "own", "not_attributable")
    return with_history(
        metadata,
        generation,
        "merges",
        Column("merge_id", Uuid, primary_key=True),
        *(Column(name, Uuid, nullable=False) for name in ("source", "target", "process_id")),
        Column("at", Moment, nullable=False),
        Column("position", BigInteger, nullable=False),
        Column("role", String(12), nullable=False),
        Column("reason", String(43)),
        *(Column(name, Integer, nullable=False) for name in numbers),
        Column("undone_at", Moment),
        for_readers("target", "target"),
        for_readers("source", "source"),
    )
