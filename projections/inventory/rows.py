"""Tables of the inventory, and their rows as readers get them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, String, Table, Uuid

from domain.codes import FieldId, InventoryId, MeasureId, TerritoryKey
from domain.inventory import InventoryKind, InventorySource, InventoryStatus, OwnerKind
from domain.messages import ContentRef
from domain.people import ProcessId, Pseudonym
from domain.recommendations import RecommendationId
from projections.model import Codes, Moment, table, with_history

_REF = 43  # characters of a content reference


class ItemRow(msgspec.Struct, frozen=True):
    """An item as it stands. Only what is `listed` is public.

    `cost` is in cents. `position` is that of its recording, `changed` the time of its
    last event, `reason` why a report was refused. `by` recorded or reported it.
    """

    item_id: InventoryId
    process_id: ProcessId
    state: Literal["waiting", "listed", "refused"]
    version: int
    kind: InventoryKind
    title: ContentRef
    text: ContentRef | None
    owner: ContentRef | None
    owner_kind: OwnerKind
    status: InventoryStatus
    field_id: FieldId | None
    territory: TerritoryKey | None
    starts: date | None
    ends: date | None
    cost: int | None
    parent: InventoryId | None
    link: ContentRef | None
    source: InventorySource
    source_row: UUID | None
    maturity: int | None
    reason: ContentRef | None
    by: Pseudonym
    position: int
    recorded: datetime
    changed: datetime


class StepRow(msgspec.Struct, frozen=True):
    """One event of an item. `title`, `status`, `starts` and `ends` are what held after it."""

    item_id: InventoryId
    position: int
    process_id: ProcessId
    kind: Literal["recorded", "changed", "accepted", "refused", "classified"]
    version: int
    title: ContentRef
    text: ContentRef | None
    status: InventoryStatus
    starts: date | None
    ends: date | None
    field_id: FieldId | None
    maturity: int | None
    reason: ContentRef | None
    at: datetime


class RecommendationRow(msgspec.Struct, frozen=True):
    """What is missing and what should follow. `items` and `measures` are ids as text."""

    recommendation_id: RecommendationId
    process_id: ProcessId
    state: Literal["open", "taken_up", "dropped"]
    gap: ContentRef
    text: ContentRef
    field_id: FieldId | None
    territory: TerritoryKey | None
    items: tuple[str, ...]
    measures: tuple[str, ...]
    reason: ContentRef | None
    position: int
    made: datetime
    changed: datetime

    @property
    def item_ids(self) -> tuple[InventoryId, ...]:
        """The items it was seen in."""
        return tuple(InventoryId(UUID(each)) for each in self.items)

    @property
    def measure_ids(self) -> tuple[MeasureId, ...]:
        """The measures that came of it."""
        return tuple(MeasureId(UUID(each)) for each in self.measures)


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the tables."""
    return [
        *_items(metadata, generation),
        _steps(metadata, generation),
        *_recommendations(metadata, generation),
    ]


def _items(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "inventory_items",
        Column("item_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("state", String(10), nullable=False),
        Column("version", Integer, nullable=False),
        Column("kind", String(20), nullable=False),
        Column("title", String(_REF), nullable=False),
        Column("text", String(_REF)),
        Column("owner", String(_REF)),
        Column("owner_kind", String(20), nullable=False),
        Column("status", String(20), nullable=False),
        Column("field_id", Uuid),
        Column("territory", String(12)),
        Column("starts", Date),
        Column("ends", Date),
        Column("cost", BigInteger),
        Column("parent", Uuid),
        Column("link", String(_REF)),
        Column("source", String(10), nullable=False),
        Column("source_row", Uuid),
        Column("maturity", Integer),
        Column("reason", String(_REF)),
        Column("by", Uuid, nullable=False),
        Column("position", BigInteger, nullable=False),
        Column("recorded", Moment, nullable=False),
        Column("changed", Moment, nullable=False),
        Index("process", "process_id", "position"),
    )


def _steps(metadata: MetaData, generation: int) -> Table:
    return table(
        metadata,
        generation,
        "inventory_steps",
        Column("item_id", Uuid, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("kind", String(20), nullable=False),
        Column("version", Integer, nullable=False),
        Column("title", String(_REF), nullable=False),
        Column("text", String(_REF)),
        Column("status", String(20), nullable=False),
        Column("starts", Date),
        Column("ends", Date),
        Column("field_id", Uuid),
        Column("maturity", Integer),
        Column("reason", String(_REF)),
        Column("at", Moment, nullable=False),
    )


def _recommendations(metadata: MetaData, generation: int) -> list[Table]:
    return with_history(
        metadata,
        generation,
        "recommendations",
        Column("recommendation_id", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("state", String(10), nullable=False),
        Column("gap", String(_REF), nullable=False),
        Column("text", String(_REF), nullable=False),
        Column("field_id", Uuid),
        Column("territory", String(12)),
        Column("items", Codes, nullable=False),
        Column("measures", Codes, nullable=False),
        Column("reason", String(_REF)),
        Column("position", BigInteger, nullable=False),
        Column("made", Moment, nullable=False),
        Column("changed", Moment, nullable=False),
        Index("process", "process_id", "position"),
    )
