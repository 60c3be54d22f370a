"""Tables of missions, strategy versions and reports, and their rows as readers get them.

All of them only grow: what holds at a moment is what was there by then.
"""

from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Integer, MetaData, String, Table, Uuid

from domain.codes import DecisionId, MeasureId
from domain.messages import ContentRef
from domain.missions import Paragraph
from domain.people import ProcessId
from domain.strategies import FrozenMeasure
from projections.model import Codes, Moment, table


class MissionRow(msgspec.Struct, frozen=True):
    """A version of the mission. `written` are paragraphs as stored; `paragraphs` reads them."""

    process_id: ProcessId
    version: int
    written: tuple[str, ...]
    reason: ContentRef | None
    at: datetime
    position: int

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, in order; ids stay through all versions."""
        pairs = (each.split(":") for each in self.written)
        return tuple(Paragraph(UUID(hex=key), ref) for key, ref in pairs)


class AdoptionRow(msgspec.Struct, frozen=True):
    """A version of the mission came into force."""

    process_id: ProcessId
    version: int
    decision_id: DecisionId
    at: datetime
    position: int


class StrategyRow(msgspec.Struct, frozen=True):
    """A strategy version as it was published. `frozen` are measures as stored."""

    process_id: ProcessId
    version: int
    frozen: tuple[str, ...]
    mission_version: int | None
    document: str
    decision_id: DecisionId
    note: ContentRef | None
    presented: date | None
    place: ContentRef | None
    at: datetime
    position: int

    @property
    def measures(self) -> tuple[FrozenMeasure, ...]:
        """Its measures in exact versions, in the order they were published."""
        pairs = (each.split(":") for each in self.frozen)
        return tuple(FrozenMeasure(MeasureId(UUID(hex=key)), int(at)) for key, at in pairs)


class ReportRow(msgspec.Struct, frozen=True):
    """A report of a year; a later one of the same year replaces it."""

    process_id: ProcessId
    year: int
    document: str
    note: ContentRef | None
    at: datetime
    position: int


class CycleRow(msgspec.Struct, frozen=True):
    """A revision was begun, or the process archived; `kind` is the topic without version."""

    process_id: ProcessId
    kind: str
    reason: ContentRef
    at: datetime
    position: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables."""
    process = "process_id"
    return [
        table(
            metadata,
            generation,
            "mission_versions",
            Column(process, Uuid, primary_key=True),
            Column("version", Integer, primary_key=True),
            Column("written", Codes, nullable=False),
            Column("reason", String(43)),
            *_when(),
        ),
        table(
            metadata,
            generation,
            "mission_adoptions",
            Column(process, Uuid, nullable=False),
            Column("version", Integer, nullable=False),
            Column("decision_id", Uuid, nullable=False),
            Column("at", Moment, nullable=False),
            Column("position", BigInteger, primary_key=True),
        ),
        table(
            metadata,
            generation,
            "strategy_versions",
            Column(process, Uuid, primary_key=True),
            Column("version", Integer, primary_key=True),
            Column("frozen", Codes, nullable=False),
            Column("mission_version", Integer),
            Column("document", String(64), nullable=False),
            Column("decision_id", Uuid, nullable=False),
            Column("note", String(43)),
            Column("presented", Date),
            Column("place", String(43)),
            *_when(),
        ),
        table(
            metadata,
            generation,
            "strategy_reports",
            Column(process, Uuid, nullable=False),
            Column("year", Integer, nullable=False),
            Column("document", String(64), nullable=False),
            Column("note", String(43)),
            Column("at", Moment, nullable=False),
            Column("position", BigInteger, primary_key=True),
        ),
        table(
            metadata,
            generation,
            "strategy_cycle",
            Column(process, Uuid, nullable=False),
            Column("kind", String(40), nullable=False),
            Column("reason", String(43), nullable=False),
            Column("at", Moment, nullable=False),
            Column("position", BigInteger, primary_key=True),
        ),
    ]


def _when() -> tuple[Column[datetime], Column[int]]:
    return Column("at", Moment, nullable=False), Column("position", BigInteger, nullable=False)
