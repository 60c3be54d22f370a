"""The office's desk: reports that wait, and items nobody has classified yet."""

from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.inventory import cards
from api.pages.inventory.choosing import chosen_field
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.common import FieldError
from api.pages.views.inventory import InventoryDesk, WaitingItem
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Asking, Now, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import InventoryId
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import listing
from projections import inventory
from projections.inventory import ItemRow
from projections.model import Snapshot as ReadModel

_AT_ONCE = 20
"""Rows of the worklist on one page; classified ones make room for the next."""


class RefusalForm(msgspec.Struct):
    reason: str = ""


class ClassificationForm(msgspec.Struct):
    field: str = ""
    maturity: str = ""


@get("/p/{slug:str}/inventory/desk", sync_to_thread=True, guards=[office_only])
def desk_page(
    slug: FromPath[str], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person, now: Now
) -> Html:
    """Show what waits for the office of a process.

    Raises:
        NotAllowed: the reader is of another process's office.
    """
    around = surroundings.by_slug(snapshot, slug, now)
    if not person.may("plan", around.process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    return _show(frame, snapshot, texts, around)


def _show(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    around: Surroundings,
    errors: tuple[FieldError, ...] = (),
    erroneous: str = "",
) -> Html:
    process = around.process
    waiting = inventory.waiting(snapshot, process.process_id)
    items = inventory.of_process(snapshot, process.process_id)
    unclassified = [row for row in items if row.maturity is None or row.field_id is None]
    shown = unclassified[:_AT_ONCE]
    words = opened(texts, [*around.rows, *waiting, *shown], frame.say(UNAVAILABLE))
    page = InventoryDesk(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        waiting=tuple(
            WaitingItem(
                card=cards.card(row, around, words),
                text=words.text(row.text),
                reported=row.recorded,
            )
            for row in waiting
        ),
        unclassified=tuple(cards.card(row, around, words) for row in shown),
        left=len(unclassified),
        total=len(items),
        fields=around.field_options(words),
        errors=errors,
        erroneous=erroneous,
    )
    return frame.show(
        page,
        nav="office",
        process=around.brand(words),
        position=snapshot.position,
        path=f"/p/{process.slug}/inventory/desk",
        status=400 if errors else 200,
    )


def _known(snapshot: ReadModel, item_id: UUID) -> ItemRow:
    row = inventory.find(snapshot, InventoryId(item_id))
    if row is None:
        raise NotFoundException
    return row


def _back(frame: Frame, around: Surroundings, done: str, *, shown: bool) -> Answer:
    path = f"/p/{around.process.slug}/inventory/desk"
    return frame.lead_to(path, done if shown else "lagging")


@post("/inventory/{item_id:uuid}/acceptance", sync_to_thread=True, guards=[office_only])
def accept(
    item_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Take a report into the inventory."""
    row = _known(snapshot, item_id)
    around = surroundings.by_id(snapshot, row.process_id, asking.at)
    outcome = listing.accept_item(platform, asking, row.process_id, row.item_id)
    return _back(frame, around, "item_accepted", shown=visible.wait(outcome.position))


@post("/inventory/{item_id:uuid}/refusal", sync_to_thread=True, guards=[office_only])
def refuse(
    *,
    item_id: FromPath[UUID],
    data: URLEncodedBody[RefusalForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Leave a report out, for a reason its author is told."""
    with read_models.snapshot() as snapshot:
        row = _known(snapshot, item_id)
        around = surroundings.by_id(snapshot, row.process_id, asking.at)
        if not data.reason.strip():
            text = N_("Sagen Sie, warum das nicht in den Bestand gehört.")
            error = frame.error(f"{item_id}-reason", text)
            return _show(frame, snapshot, texts, around, (error,), str(item_id))
    outcome = listing.refuse_item(platform, asking, row.process_id, row.item_id, data.reason)
    return _back(frame, around, "item_refused", shown=visible.wait(outcome.position))


@post("/inventory/{item_id:uuid}/classification", sync_to_thread=True, guards=[office_only])
def classify(
    *,
    item_id: FromPath[UUID],
    data: URLEncodedBody[ClassificationForm],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Say where an item belongs and how far it is."""
    with read_models.snapshot() as snapshot:
        row = _known(snapshot, item_id)
        around = surroundings.by_id(snapshot, row.process_id, asking.at)
        field = chosen_field(around, data.field)
        maturity = int(data.maturity) if data.maturity in {"0", "1", "2", "3", "4"} else None
        if field is None or maturity is None:
            text = N_("Wählen Sie Handlungsfeld und Reifegrad.")
            error = frame.error(f"{item_id}-field", text)
            return _show(frame, snapshot, texts, around, (error,), str(item_id))
    outcome = listing.classify_item(platform, asking, row.process_id, row.item_id, field, maturity)
    return _back(frame, around, "item_classified", shown=visible.wait(outcome.position))
