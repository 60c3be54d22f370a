"""The inventory for programs: items, one item with its history, and gaps."""

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from api.moments import Seen, mask
from api.problems import READING, responses
from api.provided import Texts
from api.resources import reading
from api.resources.parameters import Cursor, Limit
from api.resources.schemas.strategy import inventory as schemas
from api.resources.strategy.parameters import ItemState, Within
from api.resources.strategy.parts import part
from api.resources.strategy.places import Areas
from api.resources.texts import Words
from domain.codes import FieldId, InventoryId, TerritoryKey
from domain.inventory import InventoryKind
from projections import inventory, measures
from projections.inventory import ItemRow, StepRow


class ItemWish(msgspec.Struct, frozen=True, kw_only=True):
    """What narrows a list of items; all of it together."""

    kind: InventoryKind | None
    state: str | None
    action_field: FieldId | None
    territory: TerritoryKey | None

    def fits(self, row: ItemRow, areas: Areas) -> bool:
        """Tell whether an item is wanted."""
        keys = (row.territory,) if row.territory else ()
        return all(
            (
                self.kind in {None, row.kind},
                self.state in {None, row.status},
                self.action_field is None or areas.field(row.field_id) == self.action_field,
                self.territory is None or areas.within(keys, self.territory),
            )
        )


def provide_item_wish(
    *,
    kind: FromQuery[InventoryKind | None] = None,
    item_state: ItemState = None,
    action_field: FromQuery[FieldId | None] = None,
    territory: Within = None,
) -> ItemWish:
    """Collect it."""
    return ItemWish(kind=kind, state=item_state, action_field=action_field, territory=territory)


class InventoryResource(Controller):
    path = ""
    tags = ("Inventory",)

    @get(
        "/processes/{slug:str}/inventory",
        sync_to_thread=True,
        responses=responses(*READING, 404),
        dependencies={"wish": Provide(provide_item_wish, sync_to_thread=False)},
    )
    def list_inventory(
        self,
        slug: FromPath[str],
        seen: Seen,
        texts: Texts,
        wish: NamedDependency[ItemWish],
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.InventoryPage:
        """Public items in the order they were recorded. Filters narrow together.

        A place finds what is for it, for a place in it, or for the whole area.
        """
        process_id = reading.process_by_slug(seen, slug).process_id
        areas = Areas(seen, process_id)
        every = inventory.of_process(seen, process_id)
        rows, following = part(every, lambda row: wish.fits(row, areas), "inventory", cursor, limit)
        words = Words(texts, [ref for row in rows for ref in _refs(row)])
        return schemas.InventoryPage(
            items=[_item(row, words) for row in rows],
            next=following,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/inventory/{item_id:uuid}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_inventory_item(
        self, item_id: FromPath[InventoryId], seen: Seen, texts: Texts
    ) -> schemas.InventoryItemDetails:
        """One public item; reports that wait for the office or were refused are none."""
        row = inventory.find(seen, item_id)
        if row is None or row.state != "listed":
            raise NotFoundException
        steps = inventory.steps(seen, item_id)
        refs = [ref for each in steps for ref in (each.title, each.text, each.reason)]
        words = Words(texts, [*_refs(row), *refs])
        told = _item(row, words)
        advice = inventory.naming(seen, row.process_id, item_id)
        return schemas.InventoryItemDetails(
            **{name: getattr(told, name) for name in told.__struct_fields__},
            steps=[_step(each, words) for each in steps],
            gaps=[each.recommendation_id for each in advice],
            measures=[each.measure_id for _, each in measures.taken_up(seen, item_id)],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/processes/{slug:str}/gaps", sync_to_thread=True, responses=responses(*READING, 404))
    def list_gaps(self, slug: FromPath[str], seen: Seen, texts: Texts) -> schemas.GapList:
        """What is missing in a process and what should follow, in one part."""
        process_id = reading.process_by_slug(seen, slug).process_id
        rows = inventory.recommendations(seen, process_id)
        public = {row.item_id for row in inventory.of_process(seen, process_id)}
        words = Words(texts, [ref for row in rows for ref in (row.gap, row.text, row.reason)])
        return schemas.GapList(
            items=[
                schemas.Gap(
                    id=row.recommendation_id,
                    state=row.state,
                    gap=words.get(row.gap),
                    recommendation=words.get(row.text),
                    action_field=row.field_id,
                    territory=row.territory,
                    inventory=[each for each in row.item_ids if each in public],
                    measures=list(row.measure_ids),
                    reason=words.get(row.reason),
                    made=row.made,
                    changed=row.changed,
                )
                for row in rows
            ],
            next=None,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )


def _refs(row: ItemRow) -> tuple[str | None, ...]:
    return row.title, row.text, row.owner, row.link


def _item(row: ItemRow, words: Words) -> schemas.InventoryItem:
    return schemas.InventoryItem(
        id=row.item_id,
        process=row.process_id,
        kind=row.kind,
        title=words.get(row.title),
        text=words.get(row.text),
        owner=words.get(row.owner),
        owner_kind=row.owner_kind,
        state=row.status,
        action_field=row.field_id,
        territory=row.territory,
        starts=row.starts,
        ends=row.ends,
        cost=row.cost,
        parent=row.parent,
        link=words.get(row.link),
        source=row.source,
        maturity=row.maturity,
        version=row.version,
        recorded=row.recorded,
        changed=row.changed,
    )


def _step(row: StepRow, words: Words) -> schemas.InventoryStep:
    return schemas.InventoryStep(
        kind=row.kind,
        version=row.version,
        title=words.get(row.title),
        text=words.get(row.text),
        state=row.status,
        starts=row.starts,
        ends=row.ends,
        action_field=row.field_id,
        maturity=row.maturity,
        reason=words.get(row.reason),
        at=row.at,
    )
