"""Tables of the plans of years, and their rows as readers get them."""

from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
)

from domain.codes import MeasureId
from domain.messages import ContentRef
from domain.people import ProcessId
from domain.plans import PlanEntry
from projections.model import Facts, Moment, table, with_history

_REF = 43  # characters of a content reference

MoveKind = Literal["placed", "moved", "removed"]


class ReleaseRow(msgspec.Struct, frozen=True):
    """One version of the plan of a year. Money is in cents, capacity in hundredths of a post.

    `overrun` says why entries need more than there is, `reason` why the plan changed.
    """

    process_id: ProcessId
    year: int
    version: int
    budget: int
    capacity: int
    facts: dict[str, Any]
    overrun: ContentRef | None
    reason: ContentRef | None
    position: int
    at: datetime

    @property
    def entries(self) -> tuple[PlanEntry, ...]:
        """The measures of the year as this version planned them."""
        return msgspec.convert(self.facts["entries"], tuple[PlanEntry, ...])


class PlaceRow(msgspec.Struct, frozen=True):
    """A measure's quarters and money in one year; it has a row for each year of its work.

    `standing` is False once it was taken out of the year. `released` says that the plan of
    the year in force names it; else the office has given it the place by itself. `begun`
    measures keep their places when their decision is repealed.
    """

    measure_id: MeasureId
    year: int
    process_id: ProcessId
    first: int
    last: int
    budget: int
    staff: int
    standing: bool
    released: bool
    begun: bool
    position: int


class MoveRow(msgspec.Struct, frozen=True):
    """A place given, changed or taken away; what was there before stays readable (R02).

    The `old_` fields are None for a first place, the others for one that was taken away.
    `to_year` is where a removed measure went, if it was moved.
    """

    measure_id: MeasureId
    year: int
    position: int
    process_id: ProcessId
    kind: MoveKind
    first: int | None
    last: int | None
    budget: int | None
    old_first: int | None
    old_last: int | None
    old_budget: int | None
    to_year: int | None
    reason: ContentRef | None
    at: datetime


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables."""
    return [
        _releases(metadata, generation),
        *_places(metadata, generation),
        _moves(metadata, generation),
    ]


def _releases(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "plan_releases",
        Column("process_id", Uuid, primary_key=True),
        Column("year", Integer, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("budget", BigInteger, nullable=False),
        Column("capacity", Integer, nullable=False),
        Column("facts", Facts, nullable=False),
        Column("overrun", String(_REF)),
        Column("reason", String(_REF)),
        Column("position", BigInteger, nullable=False),
        Column("at", Moment, nullable=False),
    )


def _places(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "plan_places",
        Column("measure_id", Uuid, primary_key=True),
        Column("year", Integer, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("first", "last")),
        Column("budget", BigInteger, nullable=False),
        Column("staff", Integer, nullable=False),
        *(Column(name, Boolean, nullable=False) for name in ("standing", "released", "begun")),
        Column("position", BigInteger, nullable=False),
        Index("process", "process_id", "year"),
    )


def _moves(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "plan_moves",
        Column("measure_id", Uuid, primary_key=True),
        Column("year", Integer, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(10), nullable=False),
        *(Column(name, Integer) for name in ("first", "last")),
        Column("budget", BigInteger),
        *(Column(name, Integer) for name in ("old_first", "old_last")),
        Column("old_budget", BigInteger),
        Column("to_year", Integer),
        Column("reason", String(_REF)),
        Column("at", Moment, nullable=False),
        Index("process", "process_id"),
    )
