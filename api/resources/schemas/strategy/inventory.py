"""The inventory, and what is missing in it. Money is in cents."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Page, Time
from domain.codes import TerritoryKey
from domain.inventory import InventoryKind, InventorySource, InventoryStatus, OwnerKind


class InventoryItem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that runs, is planned or done. `parent` is what it is a part of.

    `maturity` is from 0 (nothing there) to 4 (in use everywhere), null until the office
    has classified it.
    """

    id: UUID
    process: UUID
    kind: InventoryKind
    title: str | None
    text: str | None
    owner: str | None
    owner_kind: OwnerKind
    state: InventoryStatus
    action_field: UUID | None
    territory: TerritoryKey | None
    starts: date | None
    ends: date | None
    cost: int | None
    parent: UUID | None
    link: str | None
    source: InventorySource
    maturity: int | None
    version: int
    recorded: Time
    changed: Time


class InventoryPage(Page, frozen=True, kw_only=True):
    """Some items of a process, in the order they were recorded."""

    items: list[InventoryItem]


class InventoryStep(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to an item, and what held after it; `reason` is published."""

    kind: Literal["recorded", "changed", "accepted", "refused", "classified"]
    version: int
    title: str | None
    text: str | None
    state: InventoryStatus
    starts: date | None
    ends: date | None
    action_field: UUID | None
    maturity: int | None
    reason: str | None
    at: Time


class InventoryItemDetails(InventoryItem, frozen=True, kw_only=True):
    """An item with its history, oldest first, and the measures that take it up."""

    steps: list[InventoryStep]
    gaps: list[UUID]
    measures: list[UUID]
    as_of: int
    mask: int
    incomplete: bool = False


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing, what should follow, and what became of that.

    `inventory` are the public items it was seen in, `measures` those that came of it,
    `reason` why it will not be followed.
    """

    id: UUID
    state: Literal["open", "taken_up", "dropped"]
    gap: str | None
    recommendation: str | None
    action_field: UUID | None
    territory: TerritoryKey | None
    inventory: list[UUID]
    measures: list[UUID]
    reason: str | None
    made: Time
    changed: Time


class GapList(Page, frozen=True, kw_only=True):
    """The gaps of a process, oldest first; `next` is always null."""

    items: list[Gap]
