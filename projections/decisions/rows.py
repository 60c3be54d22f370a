"""Tables of agenda items and decisions, and their rows as readers get them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
)

from domain.codes import BodyId, DecisionId, MeasureId, TerritoryKey
from domain.decisions import (
    ConsultationRole,
    CouncilVote,
    DecisionStatus,
    DecisionSubject,
    Record,
    Result,
)
from domain.decisions.events import SubjectKind
from domain.messages import ContentRef
from domain.people import ProcessId, Pseudonym
from projections.model import Codes, Moment, table, with_history

CorrectionState = Literal["waiting", "confirmed", "discarded"]
VoteMethod = Literal["open", "roll_call", "secret"]


class DecisionRow(msgspec.Struct, frozen=True):
    """An agenda item as it stands. What was recorded is here before it is confirmed.

    `public` is what the agenda said, `version` counts confirmed records. `subjects` are
    written `kind:id:version`; `about` reads them.
    """

    decision_id: DecisionId
    process_id: ProcessId
    body_id: BodyId
    territory: TerritoryKey | None
    session: date | None
    number: str
    public: bool
    title: ContentRef
    reference: ContentRef | None
    url: ContentRef | None
    sha256: str | None
    role: ConsultationRole
    authoritative: bool
    subjects: tuple[str, ...]
    status: DecisionStatus
    version: int
    published: bool
    result: Result | None
    present: int | None
    yes: int | None
    no: int | None
    abstain: int | None
    method: VoteMethod | None
    text: ContentRef | None
    conditions: ContentRef | None
    minutes: ContentRef | None
    recorded_by: Pseudonym | None
    recorded_at: datetime | None
    confirmed_at: datetime | None
    published_at: datetime | None
    repealed_by: DecisionId | None
    repealed_at: datetime | None
    position: int

    @property
    def about(self) -> tuple[DecisionSubject, ...]:
        """What is decided on, in exact versions."""
        return tuple(_subject(written) for written in self.subjects)

    @property
    def settled(self) -> bool:
        """Whether a second person confirmed it, whatever came later."""
        return self.confirmed_at is not None

    @property
    def record(self) -> Record | None:
        """What the minutes say, as far as it was written down."""
        if self.result is None or self.present is None:
            return None
        return Record(
            result=self.result,
            present=self.present,
            vote=vote_of(self.yes, self.no, self.abstain, self.method),
        )


class CorrectionRow(msgspec.Struct, frozen=True):
    """A correction with the record before it and the one it asks for; `version` is its own.

    `settled_at` is when a second person confirmed or discarded it, with `refusal` as reason.
    """

    decision_id: DecisionId
    position: int
    process_id: ProcessId
    version: int
    state: CorrectionState
    old: str
    new: str
    reason: ContentRef
    minutes: ContentRef
    refusal: ContentRef | None
    proposed_by: Pseudonym
    proposed_at: datetime
    settled_at: datetime | None

    @property
    def before(self) -> Record:
        """What was recorded before."""
        return record_of(self.old)

    @property
    def after(self) -> Record:
        """What the minutes say."""
        return record_of(self.new)


class StepRow(msgspec.Struct, frozen=True):
    """One event of a decision. `until` is the new session day, `reason` why it happened."""

    decision_id: DecisionId
    position: int
    process_id: ProcessId
    kind: str
    reason: ContentRef | None
    until: date | None
    at: datetime


class DecidableRow(msgspec.Struct, frozen=True):
    """A version of something that can be decided on. A mission has no number and title."""

    subject_id: UUID
    version: int
    process_id: ProcessId
    kind: SubjectKind
    number: str | None
    title: ContentRef | None
    position: int


class SubmissionRow(msgspec.Struct, frozen=True):
    """A measure was handed to a body, in this version; `decision_id` is for its agenda item."""

    measure_id: MeasureId
    position: int
    process_id: ProcessId
    version: int
    body_id: BodyId
    decision_id: DecisionId
    territory: TerritoryKey | None
    at: datetime


def written(subjects: tuple[DecisionSubject, ...]) -> tuple[str, ...]:
    """Return subjects as they are stored."""
    return tuple(f"{each.kind}:{each.id.hex}:{each.version}" for each in subjects)


def _subject(stored: str) -> DecisionSubject:
    kind, subject_id, version = stored.split(":")
    return DecisionSubject(kind, UUID(hex=subject_id), int(version))  # type: ignore[arg-type]  # as it was written


def vote_of(
    yes: int | None, no: int | None, abstain: int | None, method: VoteMethod | None
) -> CouncilVote | None:
    """Return a vote from its columns; None where none was counted."""
    if yes is None or no is None or abstain is None:
        return None
    return CouncilVote(yes=yes, no=no, abstain=abstain, method=method or "open")


def stored_record(record: Record) -> str:
    """Return a record as corrections store it."""
    return msgspec.json.encode(record, order="deterministic").decode()


def record_of(stored: str) -> Record:
    """Return a record from what corrections store."""
    return msgspec.json.decode(stored, type=Record)


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables of decisions, corrections, steps, and of what can be decided on."""
    return [
        *_decisions(metadata, generation),
        *_corrections(metadata, generation),
        *_around(metadata, generation),
    ]


def _decisions(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "decisions",
        Column("decision_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("body_id", Uuid, nullable=False),
        Column("territory", String(12)),
        Column("session", Date),
        Column("number", String(20), nullable=False),
        Column("public", Boolean, nullable=False),
        Column("title", String(43), nullable=False),
        *(Column(name, String(43)) for name in ("reference", "url")),
        Column("sha256", String(64)),
        Column("role", String(20), nullable=False),
        Column("authoritative", Boolean, nullable=False),
        Column("subjects", Codes, nullable=False),
        Column("status", String(10), nullable=False),
        Column("version", Integer, nullable=False),
        Column("published", Boolean, nullable=False),
        Column("result", String(20)),
        *(Column(name, Integer) for name in ("present", "yes", "no", "abstain")),
        Column("method", String(10)),
        *(Column(name, String(43)) for name in ("text", "conditions", "minutes")),
        Column("recorded_by", Uuid),
        *(Column(name, Moment) for name in ("recorded_at", "confirmed_at", "published_at")),
        Column("repealed_by", Uuid),
        Column("repealed_at", Moment),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id", "session"),
    )


def _corrections(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "decision_corrections",
        Column("decision_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("version", Integer, nullable=False),
        Column("state", String(10), nullable=False),
        *(Column(name, String(400), nullable=False) for name in ("old", "new")),
        *(Column(name, String(43), nullable=False) for name in ("reason", "minutes")),
        Column("refusal", String(43)),
        Column("proposed_by", Uuid, nullable=False),
        Column("proposed_at", Moment, nullable=False),
        Column("settled_at", Moment),
    )


def _around(metadata: MetaData, generation: int) -> list[Table]:
    steps = table(
        metadata,
        generation,
        "decision_steps",
        Column("decision_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(40), nullable=False),
        Column("reason", String(43)),
        Column("until", Date),
        Column("at", Moment, nullable=False),
    )
    decidable = table(
        metadata,
        generation,
        "decidable",
        Column("subject_id", Uuid, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(10), nullable=False),
        Column("number", String(40)),
        Column("title", String(43)),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id"),
    )
    submissions = table(
        metadata,
        generation,
        "submissions",
        Column("measure_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("version", Integer, nullable=False),
        Column("body_id", Uuid, nullable=False),
        Column("decision_id", Uuid, nullable=False),
        Column("territory", String(12)),
        Column("at", Moment, nullable=False),
    )
    return [steps, decidable, submissions]
