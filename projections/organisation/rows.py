"""Tables of bodies, units, goals and indicators, and their rows as readers get them."""

from datetime import date, datetime

import msgspec
from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, String, Table, Uuid

from domain.codes import BodyId, FieldId, GoalId, IndicatorId, TerritoryKey, UnitId
from domain.messages import ContentRef
from domain.organisation import BodyKind
from domain.people import ProcessId
from projections.model import Moment, table, with_history


class BodyRow(msgspec.Struct, frozen=True):
    """A council or committee. `position` is that of its first definition.

    `seats` is None for a body of a source that the office has not defined itself.
    """

    body_id: BodyId
    process_id: ProcessId
    name: ContentRef
    kind: BodyKind
    seats: int | None
    territory: TerritoryKey | None
    position: int


class UnitRow(msgspec.Struct, frozen=True):
    """A department or office."""

    unit_id: UnitId
    process_id: ProcessId
    name: ContentRef
    territory: TerritoryKey | None
    position: int


class GoalRow(msgspec.Struct, frozen=True):
    """What an action field is to reach."""

    goal_id: GoalId
    process_id: ProcessId
    field_id: FieldId
    text: ContentRef
    position: int


class IndicatorRow(msgspec.Struct, frozen=True):
    """How one will know; numbers have `decimals` digits behind the point."""

    indicator_id: IndicatorId
    process_id: ProcessId
    goal_id: GoalId
    name: ContentRef
    unit: ContentRef
    decimals: int
    baseline: int
    target: int
    by_day: date
    position: int


class ValueRow(msgspec.Struct, frozen=True):
    """One report of a value; a later one of the same day corrects it."""

    indicator_id: IndicatorId
    position: int
    process_id: ProcessId
    value: int
    as_of: date
    source: ContentRef
    at: datetime


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables."""
    return [
        *_bodies(metadata, generation),
        *_goals(metadata, generation),
        table(
            metadata,
            generation,
            "indicator_values",
            Column("indicator_id", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("value", BigInteger, nullable=False),
            Column("as_of", Date, nullable=False),
            Column("source", String(43), nullable=False),
            Column("at", Moment, nullable=False),
            Index("process", "process_id"),
        ),
    ]


def _bodies(metadata: MetaData, generation: int) -> list[Table]:
    bodies = with_history(
        metadata,
        generation,
        "bodies",
        Column("body_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("name", String(43), nullable=False),
        Column("kind", String(10), nullable=False),
        Column("seats", Integer),
        Column("territory", String(12)),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id"),
    )
    units = with_history(
        metadata,
        generation,
        "units",
        Column("unit_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("name", String(43), nullable=False),
        Column("territory", String(12)),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id"),
    )
    return [*bodies, *units]


def _goals(metadata: MetaData, generation: int) -> list[Table]:
    goals = with_history(
        metadata,
        generation,
        "goals",
        Column("goal_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("field_id", Uuid, nullable=False),
        Column("text", String(43), nullable=False),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id"),
    )
    indicators = with_history(
        metadata,
        generation,
        "indicators",
        Column("indicator_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("goal_id", Uuid, nullable=False),
        *(Column(name, String(43), nullable=False) for name in ("name", "unit")),
        Column("decimals", Integer, nullable=False),
        *(Column(name, BigInteger, nullable=False) for name in ("baseline", "target")),
        Column("by_day", Date, nullable=False),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id"),
    )
    return [*goals, *indicators]
