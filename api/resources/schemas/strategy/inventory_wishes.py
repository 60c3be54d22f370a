"""What the office sends about the inventory and its gaps. Money is in cents."""

from typing import Annotated
from uuid import UUID

import msgspec

from api.resources.schemas.common import Body, Request, Title
from api.resources.schemas.strategy.wishes import Day, Id, Key, Line, Money, Note, Reason
from domain.inventory import InventoryKind, InventoryStatus, Maturity, OwnerKind


class NewInventoryItem(Request, frozen=True, kw_only=True):
    """Something that runs, is planned or done; `parent` is what it is a part of."""

    kind: Annotated[InventoryKind, msgspec.Meta(examples=["project"])]
    title: Title
    state: Annotated[InventoryStatus, msgspec.Meta(examples=["running"])]
    text: Note | None = None
    owner: Line | None = None
    owner_kind: OwnerKind = "administration"
    action_field: UUID | None = None
    territory: Key | None = None
    starts: Day | None = None
    ends: Day | None = None
    cost: Money | None = None
    parent: UUID | None = None
    link: Annotated[str, msgspec.Meta(max_length=2000)] | None = None


class ChangedInventoryItem(Request, frozen=True, kw_only=True):
    """An item, whole, as it reads from now on, and why it changed."""

    item: NewInventoryItem
    reason: Reason


class NewClassification(Request, frozen=True, kw_only=True):
    """Where an item belongs, and how far it is: from 0 (nothing there) to 4 (everywhere)."""

    action_field: Id
    maturity: Annotated[Maturity, msgspec.Meta(examples=[2])]


class NewGap(Request, frozen=True, kw_only=True):
    """What is missing, what should follow, and in which items it was seen."""

    gap: Body
    recommendation: Body
    action_field: UUID | None = None
    territory: Key | None = None
    inventory: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=100)] = ()
