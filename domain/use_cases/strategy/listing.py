"""The inventory and what follows from it; citizens may report a running project."""

from datetime import date
from uuid import UUID

import msgspec

from domain import inventory, recommendations
from domain.codes import Cents, FieldId, InventoryId, TerritoryKey
from domain.inventory import Facts, InventorySource
from domain.people import Actor, ProcessId
from domain.permissions import Action
from domain.recommendations import RecommendationId
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.concepts import ITEMS, RECOMMENDATIONS
from domain.use_cases.strategy.office import Refs, perform

_TEXTS = ("title", "text", "owner", "link")


class WrittenFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An item with its texts as they were written."""

    kind: inventory.InventoryKind
    title: str
    text: str | None = None
    owner: str | None = None
    owner_kind: inventory.OwnerKind = "administration"
    status: inventory.InventoryStatus
    field_id: FieldId | None = None
    territory: TerritoryKey | None = None
    starts: date | None = None
    ends: date | None = None
    cost: Cents | None = None
    parent: InventoryId | None = None
    link: str | None = None


class NewRecommendation(msgspec.Struct, frozen=True, kw_only=True):
    gap: str
    text: str
    field_id: FieldId | None = None
    territory: TerritoryKey | None = None
    items: tuple[InventoryId, ...] = ()
    recommendation_id: RecommendationId | None = None


def _texts(written: WrittenFacts) -> dict[str, str | None]:
    return {name: getattr(written, name) for name in _TEXTS}


def _facts(written: WrittenFacts, refs: Refs) -> Facts:
    return Facts(
        kind=written.kind,
        title=refs.need("title"),
        text=refs.get("text"),
        owner=refs.get("owner"),
        owner_kind=written.owner_kind,
        status=written.status,
        field_id=written.field_id,
        territory=written.territory,
        starts=written.starts,
        ends=written.ends,
        cost=written.cost,
        parent=written.parent,
        link=refs.get("link"),
    )


def _check(histories: Histories, process_id: ProcessId, written: WrittenFacts) -> None:
    """Refuse fields and parents that are not there."""
    if written.field_id is not None:
        histories.process(process_id).field(written.field_id)
    if written.parent is not None:
        parent = folding.item(histories, process_id, written.parent)
        if parent.id is None:
            raise inventory.ItemUnknown(item=written.parent)


def record_item(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    written: WrittenFacts,
    *,
    source: InventorySource = "office",
    item_id: InventoryId | None = None,
    source_row: UUID | None = None,
) -> Outcome:
    """Put something into the inventory, or report it as a citizen or company."""
    chosen = item_id or InventoryId(platform.new_id())
    reported = source in {"citizen", "company"}
    if reported and asking.person is not None:
        platform.vault.own(chosen, asking.person)

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        _check(histories, process_id, written)
        command = inventory.RecordItem(
            item_id=chosen,
            process_id=process_id,
            facts=_facts(written, refs),
            source=source,
            source_row=source_row,
            by=by,
        )
        ITEMS.carry(histories, process_id, chosen, command)
        return chosen

    action: Action = "report_project" if reported else "plan"
    owner = asking.person if reported else None
    return perform(platform, asking, action, process_id, _texts(written), do, owner)


def change_item(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    item_id: InventoryId,
    written: WrittenFacts,
    reason: str,
) -> Outcome:
    """Correct or complete an item."""

    def make(histories: Histories, refs: Refs, by: Actor) -> inventory.InventoryCommand:
        _check(histories, process_id, written)
        return inventory.ChangeItem(facts=_facts(written, refs), reason=refs.need("reason"), by=by)

    texts = {**_texts(written), "reason": reason}
    return ITEMS.perform(platform, asking, process_id, item_id, texts, make)


def accept_item(
    platform: Platform, asking: Asking, process_id: ProcessId, item_id: InventoryId
) -> Outcome:
    """Take a citizen's report into the inventory."""

    def make(_histories: Histories, _: Refs, by: Actor) -> inventory.InventoryCommand:
        return inventory.AcceptItem(by=by)

    return ITEMS.perform(platform, asking, process_id, item_id, {}, make)


def refuse_item(
    platform: Platform, asking: Asking, process_id: ProcessId, item_id: InventoryId, reason: str
) -> Outcome:
    """Leave a report out, with a reason for its author."""

    def make(_: Histories, refs: Refs, by: Actor) -> inventory.InventoryCommand:
        return inventory.RefuseItem(reason=refs.need("reason"), by=by)

    return ITEMS.perform(platform, asking, process_id, item_id, {"reason": reason}, make)


def classify_item(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    item_id: InventoryId,
    field_id: FieldId,
    maturity: inventory.Maturity,
) -> Outcome:
    """Say where an item belongs and how far it is."""

    def make(histories: Histories, _: Refs, by: Actor) -> inventory.InventoryCommand:
        field = histories.process(process_id).field(field_id)
        return inventory.ClassifyItem(field_id=field, maturity=maturity, by=by)

    return ITEMS.perform(platform, asking, process_id, item_id, {}, make)


def recommend(
    platform: Platform, asking: Asking, process_id: ProcessId, new: NewRecommendation
) -> Outcome:
    """Say what is missing, and what should be done about it."""
    chosen = new.recommendation_id or RecommendationId(platform.new_id())

    def make(histories: Histories, refs: Refs, by: Actor) -> recommendations.RecommendationCommand:
        for item_id in new.items:
            if folding.item(histories, process_id, item_id).id is None:
                raise inventory.ItemUnknown(item=item_id)
        return recommendations.MakeRecommendation(
            recommendation_id=chosen,
            process_id=process_id,
            gap=refs.need("gap"),
            text=refs.need("text"),
            field_id=new.field_id,
            territory=new.territory,
            items=new.items,
            by=by,
        )

    texts: dict[str, str | None] = {"gap": new.gap, "text": new.text}
    return RECOMMENDATIONS.perform(platform, asking, process_id, chosen, texts, make)


def drop_recommendation(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    recommendation_id: RecommendationId,
    reason: str,
) -> Outcome:
    """Say that a recommendation will not be followed, and why."""

    def make(_: Histories, refs: Refs, by: Actor) -> recommendations.RecommendationCommand:
        return recommendations.DropRecommendation(reason=refs.need("reason"), by=by)

    texts = {"reason": reason}
    return RECOMMENDATIONS.perform(platform, asking, process_id, recommendation_id, texts, make)
