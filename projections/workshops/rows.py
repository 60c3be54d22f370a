"""Tables of formats on site, and their rows as readers get them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, String, Table, Uuid

from domain.codes import MeasureId, WorkshopId
from domain.messages import ContentRef
from domain.people import ProcessId, Pseudonym
from domain.workshops import FormatKind
from projections.model import Facts, Moment, table, with_history

StepKind = Literal["scheduled", "cancelled", "recorded", "confirmed", "discarded"]
_REF = 43  # characters of a content reference


class FormatRow(msgspec.Struct, frozen=True):
    """A format as it stands. What came out of it is public once it is `confirmed`.

    `dots` counts by measure, whose ids are text. `written_by` recorded the result,
    `reason` says why it was cancelled or why its last result was discarded.
    `position` is that of its announcement, `changed` the time of its last event.
    """

    workshop_id: WorkshopId
    process_id: ProcessId
    kind: FormatKind
    title: ContentRef
    place: ContentRef
    on: date
    state: Literal["scheduled", "cancelled", "recorded", "confirmed"]
    attendance: int | None
    summary: ContentRef | None
    protocol: ContentRef | None
    dots: dict[str, int]
    written_by: Pseudonym | None
    reason: ContentRef | None
    position: int
    announced: datetime
    changed: datetime

    @property
    def dots_by_measure(self) -> Mapping[MeasureId, int]:
        """How many dots each measure got."""
        return {MeasureId(UUID(key)): count for key, count in self.dots.items()}


class StepRow(msgspec.Struct, frozen=True):
    """One event of a format."""

    workshop_id: WorkshopId
    position: int
    process_id: ProcessId
    kind: StepKind
    reason: ContentRef | None
    at: datetime


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables."""
    return [
        *with_history(
            metadata,
            generation,
            "formats",
            Column("workshop_id", Uuid, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("kind", String(20), nullable=False),
            *(Column(name, String(_REF), nullable=False) for name in ("title", "place")),
            Column("on", Date, nullable=False),
            Column("state", String(10), nullable=False),
            Column("attendance", Integer),
            *(Column(name, String(_REF)) for name in ("summary", "protocol")),
            Column("dots", Facts, nullable=False),
            Column("written_by", Uuid),
            Column("reason", String(_REF)),
            Column("position", BigInteger, nullable=False),
            Column("announced", Moment, nullable=False),
            Column("changed", Moment, nullable=False),
            Index("process", "process_id"),
        ),
        table(
            metadata,
            generation,
            "format_steps",
            Column("workshop_id", Uuid, primary_key=True),
            Column("position", BigInteger, primary_key=True),
            Column("process_id", Uuid, nullable=False),
            Column("kind", String(10), nullable=False),
            Column("reason", String(_REF)),
            Column("at", Moment, nullable=False),
        ),
    ]
