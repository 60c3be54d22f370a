"""Tables of answers, and their rows as readers get them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, String, Table, Uuid

from domain.answers import Feasible
from domain.codes import Cents, MeasureId, PhaseId, ProposalId, Receipt, UnitId, Verdict
from domain.messages import Channel, ContentRef
from domain.people import ProcessId
from projections.model import Moment, table, with_history

IdeaState = Literal["waiting", "published", "merged", "gone"]


class AnswerRow(msgspec.Struct, frozen=True):
    """What an idea was answered; every idea has a row, whether or not it is to be answered.

    `state` is `waiting` before publication and `gone` while it is hidden or withdrawn.
    `unit` answered; before that, `asked` is the unit that was asked for a review last.
    """

    proposal_id: ProposalId
    process_id: ProcessId
    phase_id: PhaseId
    receipt: Receipt
    channel: Channel
    state: IdeaState
    published_at: datetime | None
    asked: UnitId | None
    verdict: Verdict | None
    unit: UnitId | None
    version: int
    answered_at: datetime | None
    position: int

    @property
    def answerable(self) -> bool:
        """Whether an answer is owed: it is public, or goes on in another idea (I10)."""
        return self.state in {"published", "merged"} and self.published_at is not None


class AnswerVersionRow(msgspec.Struct, frozen=True):
    """One answer to an idea; `reason` says why it replaced the one before."""

    proposal_id: ProposalId
    number: int
    verdict: Verdict
    text: ContentRef
    unit: UnitId
    forwarded_to: ContentRef | None
    reason: ContentRef | None
    at: datetime
    position: int


class ReviewRow(msgspec.Struct, frozen=True):
    """A unit was asked what it thinks of an idea; its view is public with the answer."""

    review_id: UUID
    proposal_id: ProposalId
    unit: UnitId
    due: date
    asked_at: datetime
    position: int
    feasible: Feasible | None
    least: Cents | None
    most: Cents | None
    text: ContentRef | None
    filed_at: datetime | None
    filed_position: int | None


class OutcomeRow(msgspec.Struct, frozen=True):
    """What came of an accepted idea, and in which measure."""

    proposal_id: ProposalId
    position: int
    text: ContentRef
    measure_id: MeasureId | None
    at: datetime


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of answers, reviews and outcomes."""
    return [
        *_answers(metadata, generation),
        _versions(metadata, generation),
        *_reviews(metadata, generation),
        table(
            metadata,
            generation,
            "answer_outcomes",
            Column("proposal_id", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("text", String(43), nullable=False),
            Column("measure_id", Uuid),
            Column("at", Moment, nullable=False),
        ),
    ]


def _answers(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "answers",
        Column("proposal_id", Uuid, primary_key=True),
        *(Column(name, Uuid, nullable=False) for name in ("process_id", "phase_id")),
        Column("receipt", String(16), nullable=False),
        *(Column(name, String(10), nullable=False) for name in ("channel", "state")),
        Column("published_at", Moment),
        Column("asked", Uuid),
        Column("verdict", String(14)),
        Column("unit", Uuid),
        Column("version", Integer, nullable=False),
        Column("answered_at", Moment),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id"),
    )


def _versions(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "answer_versions",
        Column("proposal_id", Uuid, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("verdict", String(14), nullable=False),
        Column("text", String(43), nullable=False),
        Column("unit", Uuid, nullable=False),
        *(Column(name, String(43)) for name in ("forwarded_to", "reason")),
        Column("at", Moment, nullable=False),
        Column("position", BigInteger, nullable=False),
    )


def _reviews(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "answer_reviews",
        Column("review_id", Uuid, primary_key=True),
        *(Column(name, Uuid, nullable=False) for name in ("proposal_id", "unit")),
        Column("due", Date, nullable=False),
        Column("asked_at", Moment, nullable=False),
        Column("position", BigInteger, nullable=False),
        Column("feasible", String(16)),
        *(Column(name, BigInteger) for name in ("least", "most")),
        Column("text", String(43)),
        Column("filed_at", Moment),
        Column("filed_position", BigInteger),
        Index("proposal", "proposal_id"),
    )
