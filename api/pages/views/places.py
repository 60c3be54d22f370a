"""Places of a process: the tree, the map, and one place with what concerns it."""

from typing import ClassVar

from api.pages.views.common import IdeaCard, Page, View
from api.pages.views.decisions import DecisionEntry
from api.pages.views.maps import MapView
from api.pages.views.measures import MeasureCard


class PlaceEntry(View, frozen=True, kw_only=True):
    """A place in lists; `ideas` counts those of places in it as well."""

    key: str
    name: str
    depth: int
    ideas: int
    below: int


class PlacesPage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/places`. Without `map` no outline is known; `tiles` stand for it."""

    template: ClassVar[str] = "places.html"
    slug: str
    process_title: str
    whole: str
    map: MapView | None
    tiles: tuple[PlaceEntry, ...]
    tree: tuple[PlaceEntry, ...]
    located: tuple[IdeaCard, ...]


class PlacePage(Page, frozen=True, kw_only=True):
    """`/{lang}/p/{slug}/places/{key}`. `above` leads from the whole area down to it.

    `measures` are for it or places in it, `wider` those for what it lies in.
    """

    template: ClassVar[str] = "place.html"
    slug: str
    process_title: str
    place: PlaceEntry
    above: tuple[PlaceEntry, ...]
    below: tuple[PlaceEntry, ...]
    map: MapView | None
    located: tuple[IdeaCard, ...]
    ideas: tuple[IdeaCard, ...]
    measures: tuple[MeasureCard, ...]
    wider: tuple[MeasureCard, ...]
    decisions: tuple[DecisionEntry, ...]
    decided: int
