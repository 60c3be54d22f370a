"""Items and recommendations as pages show them."""

from collections.abc import Collection, Mapping

import msgspec

from api.pages.formatting import excerpt
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views.inventory import ItemCard, ItemLink, MeasureMade, RecommendationCard
from domain.codes import InventoryId, MeasureId
from projections import measures
from projections.inventory import ItemRow, RecommendationRow
from projections.measures import MeasureRow
from projections.model import Snapshot

DEEPEST = 3
_EXCERPT = 160


class Around(msgspec.Struct, frozen=True):
    """What recommendations refer to; its texts are to be opened before cards are made."""

    items: Mapping[InventoryId, ItemRow]
    measures: Mapping[MeasureId, MeasureRow]


def around_of(
    snapshot: Snapshot, items: Collection[ItemRow], rows: Collection[RecommendationRow]
) -> Around:
    """Read the measures that recommendations were taken up by."""
    wanted = {measure_id for row in rows for measure_id in row.measure_ids}
    found = ((each, measures.find(snapshot, each)) for each in wanted)
    known = {measure_id: row for measure_id, row in found if row is not None}
    return Around({row.item_id: row for row in items}, known)


def card(row: ItemRow, around: Surroundings, words: Words, depth: int = 0) -> ItemCard:
    """Return an item as lists show it."""
    return ItemCard(
        id=str(row.item_id),
        title=words.text(row.title),
        excerpt=excerpt(words.text(row.text), _EXCERPT),
        kind=row.kind,
        status=row.status,
        owner=words.get(row.owner),
        owner_kind=row.owner_kind,
        source=row.source,
        field=around.field(row.field_id, words),
        territory=around.territory(row.territory, words),
        starts=row.starts,
        ends=row.ends,
        maturity=row.maturity,
        depth=min(depth, DEEPEST),
    )


def link(row: ItemRow, words: Words) -> ItemLink:
    """Return what leads to an item."""
    return ItemLink(id=str(row.item_id), title=words.text(row.title), status=row.status)


def made(row: MeasureRow, words: Words) -> MeasureMade:
    """Return what leads to a measure."""
    return MeasureMade(
        id=str(row.measure_id), number=row.number, title=words.text(row.title), status=row.status
    )


def recommendation(
    row: RecommendationRow, known: Around, around: Surroundings, words: Words
) -> RecommendationCard:
    """Return a recommendation with what it names; items that are not public are left out."""
    items = (known.items[each] for each in row.item_ids if each in known.items)
    taken = (known.measures[each] for each in row.measure_ids if each in known.measures)
    return RecommendationCard(
        id=str(row.recommendation_id),
        state=row.state,
        gap=words.text(row.gap),
        text=words.text(row.text),
        made=row.made,
        changed=row.changed,
        field=around.field(row.field_id, words),
        territory=around.territory(row.territory, words),
        items=tuple(link(each, words) for each in items),
        measures=tuple(made(each, words) for each in taken),
        reason=words.get(row.reason),
    )
