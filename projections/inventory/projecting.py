"""How the inventory and its recommendations follow from the log."""

from typing import Any, Literal, get_args

from msgspec.structs import replace

from domain import inventory, recommendations
from domain.inventory import (
    Facts,
    InventoryEvent,
    InventoryItemAccepted,
    InventoryItemChanged,
    InventoryItemClassified,
    InventoryItemRecorded,
    InventoryItemRefused,
    Item,
)
from domain.messages import Event, Recorded
from domain.recommendations import (
    Recommendation,
    RecommendationDropped,
    RecommendationEvent,
    RecommendationMade,
    RecommendationTakenUp,
)
from projections.inventory.rows import ItemRow, RecommendationRow, StepRow
from projections.model import Batch, Sheet, Work

_ITEM_EVENTS = get_args(InventoryEvent)
_RECOMMENDATION_EVENTS = get_args(RecommendationEvent)
StepKind = Literal["recorded", "changed", "accepted", "refused", "classified"]
_STEPS: dict[type[Event], StepKind] = {
    InventoryItemRecorded: "recorded",
    InventoryItemChanged: "changed",
    InventoryItemAccepted: "accepted",
    InventoryItemRefused: "refused",
    InventoryItemClassified: "classified",
}


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _items(batch, work)
    _recommendations(batch, work)


def _event(recorded: Recorded) -> Any:  # noqa: ANN401 - any event of an item or recommendation
    return recorded.event


def _items(batch: Batch, work: Work) -> None:
    found = batch.of(*_ITEM_EVENTS)
    if not found:
        return
    rows = work.sheet(ItemRow, "inventory_items", [_event(each).item_id for each in found])
    steps: list[StepRow] = []
    for recorded in found:
        row = _after(rows, recorded)
        if row is not None:
            rows.put(row, recorded.position)
            steps.append(_step(recorded, row))
    rows.save()
    work.insert("inventory_steps", steps)


def _after(rows: Sheet[ItemRow], recorded: Recorded) -> ItemRow | None:
    event = _event(recorded)
    if isinstance(event, InventoryItemRecorded):
        return _recorded(recorded, event)
    before = rows.get(event.item_id)
    if before is None:
        return None
    # The rules' own function says how a state follows; nothing here repeats it.
    item = Item(before.state, before.item_id, before.process_id, _facts_of(before), before.version)
    item = inventory.evolve(replace(item, maturity=before.maturity), event)
    row = replace(
        before,
        state=item.state,
        version=item.version,
        maturity=item.maturity,
        changed=recorded.occurred_at,
        **_told(item.facts),
    )
    if isinstance(event, InventoryItemRefused):
        return replace(row, reason=event.reason)
    return row


def _facts_of(row: ItemRow) -> Facts:
    return Facts(**{name: getattr(row, name) for name in Facts.__struct_fields__})


def _told(facts: Facts | None) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__struct_fields__} if facts else {}


def _recorded(recorded: Recorded, event: InventoryItemRecorded) -> ItemRow:
    item = inventory.evolve(Item(), event)
    return ItemRow(
        item_id=event.item_id,
        process_id=event.process_id,
        state="waiting" if item.state == "waiting" else "listed",
        version=item.version,
        **_told(event.facts),
        source=event.source,
        source_row=event.source_row,
        maturity=None,
        reason=None,
        by=event.by.pseudonym,
        position=recorded.position,
        recorded=recorded.occurred_at,
        changed=recorded.occurred_at,
    )


def _step(recorded: Recorded, row: ItemRow) -> StepRow:
    event = _event(recorded)
    return StepRow(
        item_id=row.item_id,
        position=recorded.position,
        process_id=row.process_id,
        kind=_STEPS[type(event)],
        version=row.version,
        title=row.title,
        text=row.text,
        status=row.status,
        starts=row.starts,
        ends=row.ends,
        field_id=row.field_id,
        maturity=row.maturity,
        reason=getattr(event, "reason", None),
        at=recorded.occurred_at,
    )


def _recommendations(batch: Batch, work: Work) -> None:
    found = batch.of(*_RECOMMENDATION_EVENTS)
    if not found:
        return
    keys = [_event(each).recommendation_id for each in found]
    rows = work.sheet(RecommendationRow, "recommendations", keys)
    for recorded in found:
        event = _event(recorded)
        before = rows.get(event.recommendation_id)
        if isinstance(event, RecommendationMade):
            rows.put(_made(recorded, event), recorded.position)
        elif before is not None:
            rows.put(_moved(recorded, event, before), recorded.position)
    rows.save()


def _made(recorded: Recorded, event: RecommendationMade) -> RecommendationRow:
    return RecommendationRow(
        recommendation_id=event.recommendation_id,
        process_id=event.process_id,
        state="open",
        gap=event.gap,
        text=event.text,
        field_id=event.field_id,
        territory=event.territory,
        items=tuple(str(each) for each in event.items),
        measures=(),
        reason=None,
        position=recorded.position,
        made=recorded.occurred_at,
        changed=recorded.occurred_at,
    )


def _moved(
    recorded: Recorded,
    event: RecommendationTakenUp | RecommendationDropped,
    before: RecommendationRow,
) -> RecommendationRow:
    present = Recommendation(
        before.state, before.recommendation_id, before.process_id, before.measure_ids
    )
    after = recommendations.evolve(present, event)
    return replace(
        before,
        state="dropped" if after.state == "dropped" else "taken_up",
        measures=tuple(str(each) for each in after.measures),
        reason=event.reason if isinstance(event, RecommendationDropped) else before.reason,
        changed=recorded.occurred_at,
    )
