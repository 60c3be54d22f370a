"""Tables of agenda items, decisions and corrections, and of what can be decided on."""

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

from projections.model import Codes, Moment, table, with_history


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
        Column("number", String(20)),
        Column("place", String(20), nullable=False),
        Column("public", Boolean, nullable=False),
        Column("title", String(43), nullable=False),
        *(Column(name, String(43)) for name in ("reference", "url")),
        Column("sha256", String(64)),
        Column("role", String(20)),
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
        Column("paper_id", Uuid),
        *(Column(name, String(43)) for name in ("paper_name", "paper_kind", "wording")),
        Column("doubts", Codes, nullable=False),
        Column("contradicts", Boolean, nullable=False),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id", "session"),
        Index("paper", "paper_id"),
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
