"""What can be asked about the inventory. All answers fit `snapshot.as_of`."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select

from domain.codes import InventoryId
from domain.people import ProcessId
from domain.recommendations import RecommendationId
from projections.inventory.rows import ItemRow, RecommendationRow, StepRow
from projections.model import Snapshot


def of_process(snapshot: Snapshot, process_id: ProcessId) -> list[ItemRow]:
    """Return the public items of a process in the order they were recorded."""
    return _items(snapshot, process_id, "listed")


def waiting(snapshot: Snapshot, process_id: ProcessId) -> list[ItemRow]:
    """Return the reports that wait for the office, oldest first. Not public."""
    return _items(snapshot, process_id, "waiting")


def _items(snapshot: Snapshot, process_id: ProcessId, state: str) -> list[ItemRow]:
    source = snapshot.source("inventory_items", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id, source.c.state == state)
    return snapshot.rows(ItemRow, wanted.order_by(source.c.position))


def find(snapshot: Snapshot, item_id: InventoryId) -> ItemRow | None:
    """Return an item whatever its state: only what is `listed` may be shown to everybody."""
    source = snapshot.source("inventory_items", item_id=item_id)
    return snapshot.first(ItemRow, select(source).where(source.c.item_id == item_id))


def reports(snapshot: Snapshot, item_ids: Collection[InventoryId]) -> list[ItemRow]:
    """Return what citizens and companies reported, of these items, newest first."""
    if not item_ids:
        return []
    ids = list(item_ids)
    source = snapshot.source("inventory_items", item_id=ids)
    wanted = select(source).where(
        source.c.item_id.in_(ids), source.c.source.in_(["citizen", "company"])
    )
    return snapshot.rows(ItemRow, wanted.order_by(source.c.position.desc()))


def steps(snapshot: Snapshot, item_id: InventoryId) -> list[StepRow]:
    """Return everything that happened to an item, oldest first."""
    source = snapshot.table("inventory_steps")
    wanted = select(source).where(source.c.item_id == item_id, source.c.position <= snapshot.until)
    return snapshot.rows(StepRow, wanted.order_by(source.c.position))


def tree(items: Sequence[ItemRow]) -> list[tuple[int, ItemRow]]:
    """Return items each below its parent, with how deep it lies.

    An item whose parent is not among them stands at the top, as do those of a circle.
    """
    known = {row.item_id for row in items}
    below: dict[InventoryId | None, list[ItemRow]] = defaultdict(list)
    for row in items:
        below[row.parent if row.parent in known else None].append(row)
    placed: dict[InventoryId, tuple[int, ItemRow]] = {}

    def place(row: ItemRow, depth: int) -> None:
        todo = [(depth, row)]
        while todo:
            level, each = todo.pop()
            if each.item_id not in placed:
                placed[each.item_id] = (level, each)
                todo.extend((level + 1, child) for child in reversed(below[each.item_id]))

    for row in [*below[None], *items]:
        place(row, 0)
    return list(placed.values())


def recommendations(snapshot: Snapshot, process_id: ProcessId) -> list[RecommendationRow]:
    """Return the recommendations of a process, oldest first."""
    source = snapshot.source("recommendations", process_id=process_id)
    wanted = select(source).where(source.c.process_id == process_id)
    return snapshot.rows(RecommendationRow, wanted.order_by(source.c.position))


def recommendation(
    snapshot: Snapshot, recommendation_id: RecommendationId
) -> RecommendationRow | None:
    """Return a recommendation, or None."""
    source = snapshot.source("recommendations", recommendation_id=recommendation_id)
    wanted = select(source).where(source.c.recommendation_id == recommendation_id)
    return snapshot.first(RecommendationRow, wanted)


def naming(
    snapshot: Snapshot, process_id: ProcessId, item_id: InventoryId
) -> list[RecommendationRow]:
    """Return the recommendations that name an item."""
    return [row for row in recommendations(snapshot, process_id) if item_id in row.item_ids]
