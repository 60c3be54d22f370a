"""Places with their numbers, outlines and located ideas, as the pages and forms show them."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from api import geometry
from api.geometry import Polygon
from api.pages.ideas.building import coordinates
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.places import maps
from api.pages.places.maps import Located, Outline
from api.pages.views.maps import MapView
from api.pages.views.places import PlaceEntry
from domain.codes import TerritoryKey
from domain.messages import ContentRef
from projections import boundaries, feed, proposals
from projections.boundaries import BoundaryRow
from projections.feed import FeedRow
from projections.model import Snapshot
from projections.processes import TerritoryRow

MOST_POINTS = 300


class _Spot(msgspec.Struct, frozen=True):
    """Where an idea lies; opened like every other row."""

    location: ContentRef


class Geography(msgspec.Struct, frozen=True):
    """Places of a process; `rows` are to be opened before views are made of them."""

    around: Surroundings
    boundaries: Mapping[TerritoryKey, BoundaryRow]
    located: Sequence[tuple[FeedRow, ContentRef]]
    counts: Mapping[str, int]

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts the views show."""
        spots = [_Spot(location) for _, location in self.located]
        ideas = [row for row, _ in self.located]
        return (*self.around.rows, *self.boundaries.values(), *ideas, *spots)

    def find(self, key: str) -> TerritoryRow | None:
        """Return a place."""
        return next((row for row in self.around.territories if row.key == key), None)

    def below(self, key: TerritoryKey | None) -> list[TerritoryRow]:
        """Return the places directly in another one, or at the top."""
        return [row for row in self.around.territories if row.parent == key]

    @property
    def top(self) -> TerritoryRow | None:
        """The place that contains all others, if there is one."""
        tops = self.below(None)
        return tops[0] if len(tops) == 1 else None

    def entry(self, row: TerritoryRow, words: Words) -> PlaceEntry:
        """Return a place as lists show it."""
        within = [
            each for each in self.around.territories if each.path[: len(row.path)] == row.path
        ]
        return PlaceEntry(
            key=row.key,
            name=words.text(row.name, row.key),
            depth=row.depth,
            ideas=sum(self.counts.get(each.key, 0) for each in within),
            below=len(within) - 1,
        )

    def inside(self, key: str) -> set[str]:
        """Return the keys of a place and of all places in it."""
        return {row.key for row in self.around.territories if key in row.path}

    def map_of(self, whole: TerritoryRow | None, words: Words) -> MapView | None:
        """Return the map of a place with those in it, or of itself; None without outlines."""
        inner = self.below(whole.key if whole else None)
        shown = [row for row in inner if row.key in self.boundaries] or ([whole] if whole else [])
        outlines = [self._outline(row, words) for row in shown]
        outer = self._polygons(whole.key, words) if whole else []
        sources = {words.get(row.source) for row in self.boundaries.values()}
        return maps.draw(
            outer, outlines, self.spots(words), sorted(each for each in sources if each)
        )

    def _outline(self, row: TerritoryRow, words: Words) -> Outline:
        entry = self.entry(row, words)
        return Outline(row.key, entry.name, entry.ideas, self._polygons(row.key, words))

    def _polygons(self, key: str, words: Words) -> list[Polygon]:
        row = self.boundaries.get(key)
        return geometry.read(words.get(row.boundary)) if row else []

    def spots(self, words: Words) -> list[Located]:
        """Return the ideas that say where they lie."""
        found = []
        for row, location in self.located:
            point = coordinates(words.get(location))
            if point is not None:
                title = words.text(row.title, row.receipt)
                position = (float(point[1]), float(point[0]))
                found.append(Located(str(row.proposal_id), title, position))
        return found


def geography(snapshot: Snapshot, around: Surroundings, within: str | None = None) -> Geography:
    """Read the places of a process, with located ideas of all of them or `within` one."""
    process_id = around.process.process_id
    keys = {row.key for row in around.territories if within in row.path} if within else None
    located = proposals.located(snapshot, process_id, MOST_POINTS)
    counts = feed.numbers_by(snapshot, process_id, "territory")
    return Geography(
        around=around,
        boundaries=boundaries.of_process(snapshot, process_id),
        located=[each for each in located if keys is None or each[0].territory in keys],
        counts={str(key): count for key, count in counts.items()},
    )


def outlines(snapshot: Snapshot, around: Surroundings) -> Geography:
    """Read the outlines alone, for a map on which nothing but places is shown."""
    known = boundaries.of_process(snapshot, around.process.process_id)
    return Geography(around=around, boundaries=known, located=(), counts={})
