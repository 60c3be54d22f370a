"""Tables of measures, and their rows as readers get them."""

from datetime import date, datetime
from typing import Any
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

from domain.codes import (
    FieldId,
    Light,
    MeasureId,
    MeasureNumber,
    Priority,
    Share,
    TerritoryKey,
    UnitId,
)
from domain.measures import MeasureEvent, Origin, SourceKind, Status
from domain.messages import ContentRef
from domain.people import ProcessId
from projections.model import Codes, Facts, Moment, table, with_history

_AT_WORK: frozenset[Status] = frozenset({"planned", "in_implementation", "paused"})


class MeasureRow(msgspec.Struct, frozen=True):
    """A measure as it stands, with what lists show and filter by.

    Money is in cents. `year`, `first`, `last` are its place in the plan; `percent`,
    `light` and `reported` the last report; `parked` how long it may wait for a place.
    `position` is that of its proposal, `changed` the time of its last event.
    """

    measure_id: MeasureId
    process_id: ProcessId
    number: MeasureNumber
    origin: Origin
    status: Status
    version: int
    title: ContentRef
    summary: ContentRef
    field_id: FieldId
    lead: UnitId | None
    territories: tuple[TerritoryKey, ...]
    starts: date | None
    ends: date | None
    cost_once: int | None
    priority: Priority | None
    rank: int | None
    year: int | None
    first: int | None
    last: int | None
    budget: int | None
    parked: date | None
    percent: int | None
    light: Light | None
    reported: date | None
    usable_from: date | None
    benefit: ContentRef | None
    position: int
    changed: datetime

    @property
    def at_work(self) -> bool:
        """Whether light and percentage still say something; also before the start."""
        return self.status in _AT_WORK

    @property
    def light_now(self) -> Light | None:
        """The light of a measure at work; what is over needs no attention any more."""
        return self.light if self.at_work else None


class SourceRow(msgspec.Struct, frozen=True):
    """What a measure comes from. A link that was a mistake stays, not `linked`."""

    measure_id: MeasureId
    source_id: UUID
    process_id: ProcessId
    kind: SourceKind
    share: Share | None
    linked: bool
    position: int


class StepRow(msgspec.Struct, frozen=True):
    """One event of a measure, whole; `kind` is its topic without version."""

    measure_id: MeasureId
    position: int
    process_id: ProcessId
    kind: str
    at: datetime
    facts: dict[str, Any]

    @property
    def event(self) -> MeasureEvent:
        """The event as it is in the log."""
        event: MeasureEvent = msgspec.convert(self.facts, MeasureEvent)
        return event


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables."""
    return [
        *_measures(metadata, generation),
        *with_history(
            metadata,
            generation,
            "measure_sources",
            Column("measure_id", Uuid, primary_key=True),
            Column("source_id", Uuid, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("kind", String(20), nullable=False),
            Column("share", String(20)),
            Column("linked", Boolean, nullable=False),
            Column("position", BigInteger, nullable=False),
            Index("source", "source_id"),
        ),
        table(
            metadata,
            generation,
            "measure_steps",
            Column("measure_id", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("kind", String(60), nullable=False),
            Column("at", Moment, nullable=False),
            Column("facts", Facts, nullable=False),
            Index("process", "process_id"),
        ),
    ]


def _measures(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "measures",
        Column("measure_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("number", String(8), nullable=False),
        Column("origin", String(20), nullable=False),
        Column("status", String(20), nullable=False),
        Column("version", Integer, nullable=False),
        *(Column(name, String(43), nullable=False) for name in ("title", "summary")),
        Column("field_id", Uuid, nullable=False),
        Column("lead", Uuid),
        Column("territories", Codes, nullable=False),
        *(Column(name, Date) for name in ("starts", "ends")),
        Column("cost_once", BigInteger),
        Column("priority", String(10)),
        *(Column(name, Integer) for name in ("rank", "year", "first", "last")),
        Column("budget", BigInteger),
        Column("parked", Date),
        Column("percent", Integer),
        Column("light", String(10)),
        *(Column(name, Date) for name in ("reported", "usable_from")),
        Column("benefit", String(43)),
        Column("position", BigInteger, nullable=False),
        Column("changed", Moment, nullable=False),
        Index("process", "process_id"),
    )
