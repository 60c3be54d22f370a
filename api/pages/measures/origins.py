"""Where a measure comes from besides ideas: measures, recommendations, inventory, workshops."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from api.pages.parts.words import Words
from domain.codes import InventoryId, MeasureId, WorkshopId
from domain.measures import Source
from domain.messages import ContentRef
from domain.recommendations import RecommendationId
from projections import inventory, measures, workshops
from projections.model import Snapshot


class Origin(msgspec.Struct, frozen=True):
    """Something a measure takes up, with its page; `name` stands before its title."""

    path: str
    ref: ContentRef
    name: str = ""

    def title(self, words: Words) -> str:
        """Return what it is called."""
        return f"{self.name} {words.text(self.ref)}".strip()


def origins(snapshot: Snapshot, sources: Iterable[Source], slug: str) -> Mapping[UUID, Origin]:
    """Read what everybody may know of these sources; ideas are read elsewhere."""
    found = {each.id: _origin(snapshot, each, slug) for each in sources}
    return {key: origin for key, origin in found.items() if origin is not None}


def _origin(snapshot: Snapshot, source: Source, slug: str) -> Origin | None:
    key = source.id
    match source.kind:
        case "measure":
            other = measures.find(snapshot, MeasureId(key))
            return Origin(f"/measures/{key}", other.title, other.number) if other else None
        case "recommendation":
            advice = inventory.recommendation(snapshot, RecommendationId(key))
            return Origin(f"/p/{slug}/gaps#advice-{key}", advice.gap) if advice else None
        case "inventory":
            item = inventory.find(snapshot, InventoryId(key))
            listed = item is not None and item.state == "listed"
            return Origin(f"/inventory/{key}", item.title) if item and listed else None
        case "workshop":
            held = workshops.find(snapshot, WorkshopId(key))
            return Origin(f"/workshops/{key}", held.title) if held else None
        case "proposal":
            return None
