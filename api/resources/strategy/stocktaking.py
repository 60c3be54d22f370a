"""The office records and classifies the inventory by programs, and says what is missing."""

from litestar import Controller, post, put
from litestar.params import JSONBody

from api.pages.formatting import typed
from api.people import office_only
from api.problems import WRITING, responses
from api.resources.schemas.set_up import Made
from api.resources.schemas.strategy import inventory_wishes as wishes
from api.resources.schemas.strategy.wishes import NewReason
from api.resources.strategy.work import ON_ITEM, ON_PROCESS, OnItem, OnProcess
from api.resources.texts import one_line, remark
from domain.codes import FieldId, InventoryId
from domain.use_cases.strategy import listing


class InventoryMaking(Controller):
    path = "/processes/{slug:str}"
    tags = ("Inventory",)
    guards = (office_only,)
    dependencies = ON_PROCESS

    @post("/inventory", sync_to_thread=True, responses=responses(*WRITING))
    def record_inventory_item(
        self, data: JSONBody[wishes.NewInventoryItem], work: OnProcess
    ) -> Made:
        """Put something into the inventory."""
        return work.done(listing.record_item(*work.at, _written(data)))

    @post("/gaps", sync_to_thread=True, responses=responses(*WRITING))
    def recommend(self, data: JSONBody[wishes.NewGap], work: OnProcess) -> Made:
        """Say what is missing, and what should be done about it."""
        new = listing.NewRecommendation(
            gap=typed(data.gap),
            text=typed(data.recommendation),
            field_id=FieldId(data.action_field) if data.action_field else None,
            territory=data.territory,
            items=tuple(map(InventoryId, data.inventory)),
        )
        return work.done(listing.recommend(*work.at, new))


class InventoryWriting(Controller):
    path = "/inventory/{item_id:uuid}"
    tags = ("Inventory",)
    guards = (office_only,)
    dependencies = ON_ITEM

    @put(sync_to_thread=True, responses=responses(*WRITING))
    def change_inventory_item(
        self, data: JSONBody[wishes.ChangedInventoryItem], work: OnItem
    ) -> Made:
        """Correct or complete an item; former versions stay readable."""
        outcome = listing.change_item(*work.at, _written(data.item), typed(data.reason))
        return work.done(outcome)

    @put("/classification", sync_to_thread=True, responses=responses(*WRITING))
    def classify_inventory_item(
        self, data: JSONBody[wishes.NewClassification], work: OnItem
    ) -> Made:
        """Say where an item belongs and how far it is."""
        outcome = listing.classify_item(*work.at, FieldId(data.action_field), data.maturity)
        return work.done(outcome)

    @post("/acceptance", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def accept_inventory_item(self, work: OnItem) -> Made:
        """Take a report of a citizen or company into the inventory."""
        return work.done(listing.accept_item(*work.at))

    @post("/refusal", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def refuse_inventory_item(self, data: JSONBody[NewReason], work: OnItem) -> Made:
        """Leave a report out, with a reason for its author."""
        return work.done(listing.refuse_item(*work.at, typed(data.reason)))


def _written(data: wishes.NewInventoryItem) -> listing.WrittenFacts:
    return listing.WrittenFacts(
        kind=data.kind,
        title=one_line(data.title),
        text=remark(data.text),
        owner=remark(data.owner),
        owner_kind=data.owner_kind,
        status=data.state,
        field_id=FieldId(data.action_field) if data.action_field else None,
        territory=data.territory,
        starts=data.starts,
        ends=data.ends,
        cost=data.cost,
        parent=InventoryId(data.parent) if data.parent else None,
        link=remark(data.link),
    )
