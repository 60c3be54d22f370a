"""Reporting a project as somebody signed in; recording and changing items as the office."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.amounts import euros
from api.pages.framing import Answer, Framing, Html
from api.pages.inventory.forms import Form, ItemForm
from api.pages.inventory.item import public_item
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import opened
from api.people import office_only, signed_in_only
from api.provided import (
    Allowances,
    Asking,
    Now,
    Person,
    Platform,
    ReadModels,
    Snapshot,
    Texts,
    Visible,
)
from domain.inventory import InventorySource
from domain.messages import Refusal
from domain.permissions import ALLOWED, Action, NotAllowed
from domain.use_cases.carrying_out import Asking as AskingPerson
from domain.use_cases.carrying_out import Outcome
from domain.use_cases.strategy import listing
from domain.use_cases.strategy.listing import WrittenFacts


def _require(person: Person, action: Action, around: Surroundings) -> None:
    if not person.may(action, around.process.process_id):
        raise NotAllowed(action=action, needs=sorted(ALLOWED[action]))


@get("/p/{slug:str}/inventory/report", sync_to_thread=True, guards=[signed_in_only])
def report_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person, now: Now
) -> Html:
    """Show the form by which citizens and companies report a project."""
    around = surroundings.by_slug(snapshot, slug, now)
    _require(person, "report_project", around)
    form = Form(frame=frame, snapshot=snapshot, texts=texts, around=around, mode="report")
    company = "organisation" in person.roles(around.process.process_id)
    return form.show(ItemForm(owner_kind="company" if company else "association"))


@post("/p/{slug:str}/inventory/report", sync_to_thread=True, guards=[signed_in_only])
def report(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[ItemForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    visible: Visible,
) -> Answer:
    """Take a report; it waits for the office."""
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        _require(person, "report_project", around)
        form = Form(frame=frame, snapshot=snapshot, texts=texts, around=around, mode="report")
        written = form.written(data)
        if isinstance(written, tuple):
            return form.show(data, written)
        allowances.spend("ideas", person)
        roles = person.roles(around.process.process_id)
        source: InventorySource = "company" if "organisation" in roles else "citizen"
        try:
            outcome = _record(platform, asking, around, written, source)
        except Refusal as refusal:
            return form.explained(data, refusal)
    visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/inventory", "project_reported")


def _record(
    platform: Platform,
    asking: AskingPerson,
    around: Surroundings,
    written: WrittenFacts,
    source: InventorySource,
) -> Outcome:
    return listing.record_item(platform, asking, around.process.process_id, written, source=source)


@get("/p/{slug:str}/inventory/new", sync_to_thread=True, guards=[office_only])
def new_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person, now: Now
) -> Html:
    """Show the office's form."""
    around = surroundings.by_slug(snapshot, slug, now)
    _require(person, "plan", around)
    form = Form(frame=frame, snapshot=snapshot, texts=texts, around=around, mode="new")
    return form.show(ItemForm())


@post("/p/{slug:str}/inventory/new", sync_to_thread=True, guards=[office_only])
def record(
    *,
    slug: FromPath[str],
    data: URLEncodedBody[ItemForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Put something into the inventory; it is public at once."""
    with read_models.snapshot() as snapshot:
        around = surroundings.by_slug(snapshot, slug, asking.at)
        form = Form(frame=frame, snapshot=snapshot, texts=texts, around=around, mode="new")
        written = form.written(data)
        if isinstance(written, tuple):
            return form.show(data, written)
        try:
            outcome = _record(platform, asking, around, written, "office")
        except Refusal as refusal:
            return form.explained(data, refusal)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/p/{slug}/inventory/desk", "item_recorded" if shown else "lagging")


@get("/inventory/{item_id:uuid}/edit", sync_to_thread=True, guards=[office_only])
def edit_page(
    item_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    now: Now,
) -> Html:
    """Show what is known of an item, to be corrected."""
    row = public_item(snapshot, item_id)
    around = surroundings.by_id(snapshot, row.process_id, now)
    _require(person, "plan", around)
    words = opened(texts, [row], "")
    typed = ItemForm(
        title=words.text(row.title),
        text=words.text(row.text),
        kind=row.kind,
        status=row.status,
        owner=words.text(row.owner),
        owner_kind=row.owner_kind,
        field=str(row.field_id or ""),
        territory=row.territory or "",
        starts=row.starts.isoformat() if row.starts else "",
        ends=row.ends.isoformat() if row.ends else "",
        cost=euros(row.cost, frame.language),
        parent=str(row.parent or ""),
        link=words.text(row.link),
    )
    form = Form(
        frame=frame, snapshot=snapshot, texts=texts, around=around, mode="edit", item_id=item_id
    )
    return form.show(typed)


@post("/inventory/{item_id:uuid}/edit", sync_to_thread=True, guards=[office_only])
def change(
    *,
    item_id: FromPath[UUID],
    data: URLEncodedBody[ItemForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Change an item; what was known before stays readable."""
    with read_models.snapshot() as snapshot:
        row = public_item(snapshot, item_id)
        around = surroundings.by_id(snapshot, row.process_id, asking.at)
        form = Form(
            frame=frame,
            snapshot=snapshot,
            texts=texts,
            around=around,
            mode="edit",
            item_id=item_id,
        )
        written = form.written(data)
        if isinstance(written, tuple):
            return form.show(data, written)
        try:
            outcome = listing.change_item(
                platform, asking, row.process_id, row.item_id, written, data.reason
            )
        except Refusal as refusal:
            return form.explained(data, refusal)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/inventory/{item_id}", "item_changed" if shown else "lagging")
