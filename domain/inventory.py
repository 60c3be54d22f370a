"""The inventory: what runs, is planned or done already, and what is missing.

One stream per item and per recommendation. Rules: docs/rules/inventory.md.
"""

from datetime import date
from typing import Annotated, Literal, assert_never
from uuid import UUID

import msgspec

from domain.codes import Cents, FieldId, InventoryId, TerritoryKey
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

InventoryKind = Literal["project", "measure", "concept", "service"]
InventoryStatus = Literal["idea", "planned", "running", "done", "stopped"]
OwnerKind = Literal["administration", "company", "association", "other"]
InventorySource = Literal["office", "citizen", "company", "import"]
Maturity = Annotated[int, msgspec.Meta(ge=0, le=4)]
"""From 0 (nothing there) to 4 (in use everywhere)."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an item. `parent` makes a tree of projects and their parts."""

    kind: InventoryKind
    title: ContentRef
    text: ContentRef | None = None
    owner: ContentRef | None = None
    owner_kind: OwnerKind = "administration"
    status: InventoryStatus
    field_id: FieldId | None = None
    territory: TerritoryKey | None = None
    starts: date | None = None
    ends: date | None = None
    cost: Cents | None = None
    parent: InventoryId | None = None
    link: ContentRef | None = None


class RecordItem(Command, frozen=True, kw_only=True):
    """`source_row` is derived from the row of an import, so that it can be repeated."""

    item_id: InventoryId
    process_id: ProcessId
    facts: Facts
    source: InventorySource
    source_row: UUID | None = None
    by: Actor


class ChangeItem(Command, frozen=True, kw_only=True):
    facts: Facts
    reason: ContentRef
    by: Actor


class AcceptItem(Command, frozen=True, kw_only=True):
    by: Actor


class RefuseItem(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


class ClassifyItem(Command, frozen=True, kw_only=True):
    field_id: FieldId
    maturity: Maturity
    by: Actor


class InventoryItemRecorded(Event, frozen=True, tag="inventory.recorded/1"):
    """Something that exists or is planned. What citizens report waits for the office."""

    item_id: InventoryId
    process_id: ProcessId
    facts: Facts
    source: InventorySource
    source_row: UUID | None
    by: Actor


class InventoryItemChanged(Event, frozen=True, tag="inventory.changed/1"):
    """More is known, or something else; former facts stay readable."""

    item_id: InventoryId
    process_id: ProcessId
    version: int
    facts: Facts
    reason: ContentRef
    by: Actor


class InventoryItemAccepted(Event, frozen=True, tag="inventory.accepted/1"):
    """The office took a citizen's report into the inventory."""

    item_id: InventoryId
    process_id: ProcessId
    by: Actor


class InventoryItemRefused(Event, frozen=True, tag="inventory.refused/1"):
    """A report does not belong into the inventory, for a reason its author is told."""

    item_id: InventoryId
    process_id: ProcessId
    reason: ContentRef
    by: Actor


class InventoryItemClassified(Event, frozen=True, tag="inventory.classified/1"):
    """Where it belongs, and how far it is."""

    item_id: InventoryId
    process_id: ProcessId
    field_id: FieldId
    maturity: Maturity
    by: Actor


class ItemUnknown(Refusal): ...


class ItemAlreadyRecorded(Refusal): ...


class ItemEndsBeforeItStarts(Refusal): ...


class ItemCannotContainItself(Refusal): ...


class ItemNotWaiting(Refusal):
    """Only reports that wait for the office are accepted or refused."""


class ItemWasRefused(Refusal): ...


InventoryCommand = RecordItem | ChangeItem | AcceptItem | RefuseItem | ClassifyItem
InventoryEvent = (
    InventoryItemRecorded
    | InventoryItemChanged
    | InventoryItemAccepted
    | InventoryItemRefused
    | InventoryItemClassified
)


class Item(msgspec.Struct, frozen=True):
    """One item as its history tells it; `waiting` for the office is not public."""

    state: Literal["absent", "waiting", "listed", "refused"] = "absent"
    id: InventoryId | None = None
    process_id: ProcessId | None = None
    facts: Facts | None = None
    version: int = 0
    maturity: int | None = None


def history_of(item_id: InventoryId) -> StreamId:
    """Return the stream of an item."""
    return StreamId(item_id)


def evolve(item: Item, event: InventoryEvent) -> Item:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case InventoryItemRecorded():
            state: Literal["waiting", "listed"] = (
                "waiting" if event.source in {"citizen", "company"} else "listed"
            )
            return Item(state, event.item_id, event.process_id, event.facts, 1)
        case InventoryItemChanged():
            return change(item, facts=event.facts, version=event.version)
        case InventoryItemAccepted():
            return change(item, state="listed")
        case InventoryItemRefused():
            return change(item, state="refused")
        case InventoryItemClassified():
            facts = item.facts and change(item.facts, field_id=event.field_id)
            return change(item, facts=facts, maturity=event.maturity)
        case _:
            assert_never(event)


def decide(item: Item, command: InventoryCommand) -> list[InventoryEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, RecordItem):
        return _record(item, command)
    if item.id is None or item.process_id is None:
        raise ItemUnknown
    if item.state == "refused":
        raise ItemWasRefused
    ids = (item.id, item.process_id)
    match command:
        case ChangeItem():
            return _change(item, ids, command)
        case AcceptItem():
            _require_waiting(item)
            return [InventoryItemAccepted(item_id=ids[0], process_id=ids[1], by=command.by)]
        case RefuseItem():
            _require_waiting(item)
            return [
                InventoryItemRefused(
                    item_id=ids[0], process_id=ids[1], reason=command.reason, by=command.by
                )
            ]
        case ClassifyItem():
            return _classify(item, ids, command)
        case _:
            assert_never(command)


def _require_waiting(item: Item) -> None:
    if item.state != "waiting":
        raise ItemNotWaiting(state=item.state)


def _sound(item_id: InventoryId, facts: Facts) -> Facts:
    if facts.starts and facts.ends and facts.ends < facts.starts:
        raise ItemEndsBeforeItStarts(starts=facts.starts, ends=facts.ends)
    if facts.parent == item_id:
        raise ItemCannotContainItself
    return facts


def _record(item: Item, command: RecordItem) -> list[InventoryEvent]:
    if item.state != "absent":
        raise ItemAlreadyRecorded
    return [
        InventoryItemRecorded(
            item_id=command.item_id,
            process_id=command.process_id,
            facts=_sound(command.item_id, command.facts),
            source=command.source,
            source_row=command.source_row,
            by=command.by,
        )
    ]


def _change(
    item: Item, ids: tuple[InventoryId, ProcessId], command: ChangeItem
) -> list[InventoryEvent]:
    if command.facts == item.facts:
        return []
    return [
        InventoryItemChanged(
            item_id=ids[0],
            process_id=ids[1],
            version=item.version + 1,
            facts=_sound(ids[0], command.facts),
            reason=command.reason,
            by=command.by,
        )
    ]


def _classify(
    item: Item, ids: tuple[InventoryId, ProcessId], command: ClassifyItem
) -> list[InventoryEvent]:
    known = item.facts is not None and item.facts.field_id == command.field_id
    if known and item.maturity == command.maturity:
        return []
    return [
        InventoryItemClassified(
            item_id=ids[0],
            process_id=ids[1],
            field_id=command.field_id,
            maturity=command.maturity,
            by=command.by,
        )
    ]
