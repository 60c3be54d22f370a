"""The page of one item: what is known of it, what happened to it, what became of it."""

from uuid import UUID

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.inventory import cards
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views.inventory import ItemPage, ItemStep
from api.provided import Now, Person, Texts
from api.rendering import formatted
from domain.codes import InventoryId
from projections import inventory, measures
from projections.inventory import StepRow
from projections.model import Snapshot as ReadModel


@get("/inventory/{item_id:uuid}", sync_to_thread=True)
def item_page(
    item_id: FromPath[UUID], frame: Framing, seen: Seen, texts: Texts, now: Now, person: Person
) -> Html:
    """Show an item of the inventory.

    Raises:
        NotFoundException: there is none, or it waits, or was refused.
    """
    row = public_item(seen, item_id)
    around = surroundings.by_id(seen, row.process_id, clock(seen, now))
    items = inventory.of_process(seen, row.process_id)
    steps = inventory.steps(seen, row.item_id)
    advice = inventory.naming(seen, row.process_id, row.item_id)
    known = cards.around_of(seen, items, advice)
    taken = [measure for _, measure in measures.taken_up(seen, row.item_id)]
    opening = [*around.rows, *items, *steps, *advice, *known.measures.values(), *taken]
    words = opened(texts, opening, frame.say(UNAVAILABLE))
    text = words.get(row.text)
    above = known.items.get(row.parent) if row.parent else None
    page = ItemPage(
        slug=around.process.slug,
        process_title=words.text(around.process.title, around.process.slug),
        card=cards.card(row, around, words),
        text_html=None if text is None else formatted(text),
        cost=row.cost,
        link=words.get(row.link),
        recorded=row.recorded,
        above=cards.link(above, words) if above else None,
        below=tuple(cards.link(each, words) for each in items if each.parent == row.item_id),
        steps=tuple(_step(step, around, words) for step in reversed(steps)),
        recommendations=tuple(cards.recommendation(each, known, around, words) for each in advice),
        measures=tuple(cards.made(each, words) for each in taken),
        may_plan=offices.may(seen, person, "plan", row.process_id),
    )
    return frame.show(
        page, nav="process", process=around.brand(words), seen=seen, about=row.item_id
    )


def public_item(seen: ReadModel, item_id: UUID) -> inventory.ItemRow:
    """Return an item that everybody may see.

    Raises:
        NotFoundException: there is none.
    """
    row = inventory.find(seen, InventoryId(item_id))
    if row is None or row.state != "listed":
        raise NotFoundException
    return row


def _step(step: StepRow, around: Surroundings, words: Words) -> ItemStep:
    field = around.field(step.field_id, words)
    return ItemStep(
        kind=f"inventory.{step.kind}",
        at=step.at,
        version=step.version,
        title=words.text(step.title),
        status=step.status,
        reason=words.get(step.reason),
        field=field.name if field and step.kind == "classified" else None,
        maturity=step.maturity if step.kind == "classified" else None,
    )
