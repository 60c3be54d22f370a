"""The inventory of a process for everybody: list and tree, search and filters."""

from collections import Counter
from typing import Annotated, get_args

from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.inventory import cards
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views.common import Option
from api.pages.views.inventory import InventoryFilter, InventoryPage
from api.provided import Now, Person, Texts
from domain.inventory import InventoryKind, InventoryStatus, OwnerKind
from projections import inventory
from projections.inventory import ItemRow


def provide_narrowing(
    *,
    q: FromQuery[str] = "",
    field: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    status: FromQuery[str] = "",
    territory: FromQuery[str] = "",
    owner: FromQuery[str] = "",
    shape: Annotated[str, QueryParameter(name="view")] = "list",
) -> InventoryFilter:
    """Collect the parameters of the list; what means nothing narrows nothing."""
    return InventoryFilter(
        q=q.strip()[:200],
        field=field,
        kind=kind if kind in get_args(InventoryKind) else "",
        status=status if status in get_args(InventoryStatus) else "",
        territory=territory,
        owner=owner if owner in get_args(OwnerKind) else "",
        view="tree" if shape == "tree" else "list",
    )


@get(
    "/p/{slug:str}/inventory",
    sync_to_thread=True,
    dependencies={"narrowing": Provide(provide_narrowing, sync_to_thread=False)},
)
def inventory_page(
    slug: FromPath[str],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    person: Person,
    narrowing: NamedDependency[InventoryFilter],
) -> Html:
    """Show what runs, is planned or done; what waits for the office is not here.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    rows = inventory.of_process(seen, process_id)
    words = opened(texts, [*around.rows, *rows], frame.say(UNAVAILABLE))
    fitting = [row for row in rows if _fits(row, narrowing, around, words)]
    shown = [row for row in fitting if narrowing.status in {"", row.status}]
    placed = inventory.tree(shown) if narrowing.view == "tree" else [(0, row) for row in shown]
    counts = Counter(row.status for row in fitting)
    present = {row.kind for row in rows}, {row.owner_kind for row in rows}
    gaps = inventory.recommendations(seen, process_id)
    in_use = offices.in_use(seen, process_id)
    page = InventoryPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        filter=narrowing,
        items=tuple(cards.card(row, around, words, depth) for depth, row in placed),
        total=len(rows),
        matching=len(shown),
        statuses=tuple(
            Option(value=each, label=each, count=counts[each]) for each in get_args(InventoryStatus)
        ),
        fields=around.field_options(words),
        territories=around.territory_options(words),
        kinds=tuple(each for each in get_args(InventoryKind) if each in present[0]),
        owners=tuple(each for each in get_args(OwnerKind) if each in present[1]),
        gaps=sum(each.state == "open" for each in gaps),
        may_report=in_use and (not person.signed_in or person.may("report_project", process_id)),
        may_plan=in_use and person.may("plan", process_id),
    )
    return frame.show(page, nav="process", process=around.brand(words), seen=seen, about=process_id)


def _fits(row: ItemRow, asked: InventoryFilter, around: Surroundings, words: Words) -> bool:
    """Tell whether an item fits all filters but that of its status."""
    if asked.kind not in {"", row.kind} or asked.owner not in {"", row.owner_kind}:
        return False
    if asked.field:
        field = around.field(row.field_id, words)
        if field is None or field.id != asked.field:
            return False
    if asked.territory:
        place = next((each for each in around.territories if each.key == row.territory), None)
        if place is None or asked.territory not in place.path:
            return False
    said = " ".join(words.text(ref) for ref in (row.title, row.text, row.owner)).casefold()
    return all(word in said for word in asked.q.casefold().split())
