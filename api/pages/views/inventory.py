"""The inventory: list and tree, one item, the gap list, the form, and the office's desk."""

from datetime import date, datetime
from typing import ClassVar, Literal

from markupsafe import Markup

from api.imports.report import Reason
from api.pages.views.common import ActionField, FieldError, Option, Page, View
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM
from domain.inventory import InventoryKind, InventorySource, InventoryStatus, OwnerKind


class ItemCard(View, frozen=True, kw_only=True):
    """An item in a list. `depth` is how deep it lies in the tree, at most 3."""

    id: str
    title: str
    excerpt: str
    kind: InventoryKind
    status: InventoryStatus
    owner: str | None
    owner_kind: OwnerKind
    source: InventorySource
    field: ActionField | None = None
    territory: str | None = None
    starts: date | None = None
    ends: date | None = None
    maturity: int | None = None
    depth: int = 0


class InventoryFilter(View, frozen=True, kw_only=True):
    """What stands in the address; "" narrows nothing."""

    q: str = ""
    field: str = ""
    kind: str = ""
    status: str = ""
    territory: str = ""
    owner: str = ""
    view: Literal["list", "tree"] = "list"

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any((self.q, self.field, self.kind, self.status, self.territory, self.owner))


class InventoryPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/inventory`. `statuses` counts what the other filters leave."""

    template: ClassVar[str] = "inventory.html"
    slug: str
    process_title: str
    filter: InventoryFilter
    items: tuple[ItemCard, ...]
    total: int
    matching: int
    statuses: tuple[Option, ...]
    fields: tuple[Option, ...]
    territories: tuple[Option, ...]
    kinds: tuple[InventoryKind, ...]
    owners: tuple[OwnerKind, ...]
    gaps: int
    may_report: bool = False
    may_plan: bool = False


class ItemStep(View, frozen=True, kw_only=True):
    """One thing that happened to an item; `reason` in the office's words."""

    kind: str
    at: datetime
    version: int
    title: str
    status: InventoryStatus
    reason: str | None = None
    field: str | None = None
    maturity: int | None = None


class ItemLink(View, frozen=True, kw_only=True):
    id: str
    title: str
    status: InventoryStatus


class MeasureMade(View, frozen=True, kw_only=True):
    """A measure that takes something up."""

    id: str
    number: str
    title: str
    status: str


class RecommendationCard(View, frozen=True, kw_only=True):
    """What is missing, what should follow, and what became of it."""

    id: str
    state: Literal["open", "taken_up", "dropped"]
    gap: str
    text: str
    made: datetime
    changed: datetime
    field: ActionField | None = None
    territory: str | None = None
    items: tuple[ItemLink, ...] = ()
    measures: tuple[MeasureMade, ...] = ()
    reason: str | None = None


class ItemPage(Page, frozen=True, kw_only=True):
    """`/{lang}/inventory/{id}`. `cost` is in cents."""

    template: ClassVar[str] = "inventory_item.html"
    slug: str
    process_title: str
    card: ItemCard
    text_html: Markup | None
    cost: int | None
    link: str | None
    recorded: datetime
    above: ItemLink | None
    below: tuple[ItemLink, ...]
    steps: tuple[ItemStep, ...]
    recommendations: tuple[RecommendationCard, ...]
    measures: tuple[MeasureMade, ...]
    may_plan: bool = False


class GapPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/gaps`. With `may_plan` the office drops recommendations here."""

    template: ClassVar[str] = "gaps.html"
    slug: str
    process_title: str
    recommendations: tuple[RecommendationCard, ...]
    items: tuple[Option, ...] = ()
    fields: tuple[Option, ...] = ()
    may_plan: bool = False
    gap: str = ""
    text: str = ""
    errors: tuple[FieldError, ...] = ()

    @property
    def open(self) -> int:
        """How many nobody has taken up or dropped."""
        return sum(each.state == "open" for each in self.recommendations)


class ItemFields(View, frozen=True, kw_only=True):
    """What was typed; days as the browser sends them, `cost` in euros."""

    title: str = ""
    text: str = ""
    kind: str = "project"
    status: str = "running"
    owner: str = ""
    owner_kind: str = "administration"
    field: str = ""
    territory: str = ""
    starts: str = ""
    ends: str = ""
    cost: str = ""
    parent: str = ""
    link: str = ""
    reason: str = ""


class ItemFormPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/inventory/report`, `.../new`, or `/{lang}/inventory/{id}/edit`."""

    template: ClassVar[str] = "inventory_form.html"
    slug: str
    process_title: str
    mode: Literal["report", "new", "edit"]
    form: ItemFields
    fields: tuple[Option, ...]
    territories: tuple[Option, ...]
    parents: tuple[Option, ...] = ()
    kinds: tuple[InventoryKind, ...] = ()
    statuses: tuple[InventoryStatus, ...] = ()
    owners: tuple[OwnerKind, ...] = ()
    item_id: str | None = None
    errors: tuple[FieldError, ...] = ()
    title_maximum: int = TITLE_MAXIMUM
    body_maximum: int = BODY_MAXIMUM


class FaultyRow(View, frozen=True, kw_only=True):
    """A row that was left out; `line` is where it begins in the file."""

    line: int
    reason: Reason
    detail: str


class UploadResult(View, frozen=True, kw_only=True):
    """What became of an uploaded table."""

    name: str
    created: int
    repeated: int
    faulty: tuple[FaultyRow, ...]


class InventoryUpload(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/inventory/upload`. `fields` are the names a column may hold."""

    template: ClassVar[str] = "inventory_upload.html"
    slug: str
    process_title: str
    fields: tuple[str, ...]
    result: UploadResult | None = None
    errors: tuple[FieldError, ...] = ()


class WaitingItem(View, frozen=True, kw_only=True):
    """A report that waits for the office."""

    card: ItemCard
    text: str
    reported: datetime


class InventoryDesk(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/inventory/desk`: what waits, and what is not classified yet."""

    template: ClassVar[str] = "inventory_desk.html"
    slug: str
    process_title: str
    waiting: tuple[WaitingItem, ...]
    unclassified: tuple[ItemCard, ...]
    left: int
    total: int
    fields: tuple[Option, ...]
    errors: tuple[FieldError, ...] = ()
    erroneous: str = ""


class MyProject(View, frozen=True, kw_only=True):
    """A project the reader reported, with what the office decided and why."""

    id: str
    title: str
    state: Literal["waiting", "listed", "refused"]
    reported: datetime
    reason: str | None = None
