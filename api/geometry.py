"""Outlines of places: read, checked, simplified, and put onto a flat picture.

Positions are WGS 84, longitude before latitude, as GeoJSON has them (RFC 7946).
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

Position = tuple[float, float]
Ring = list[Position]
"""Closed: the last position is the first. Outer rings run counter-clockwise, holes clockwise."""
Polygon = list[Ring]
"""The outer ring, then its holes."""

DECIMALS = 4
"""Of written positions: about eight metres, less than a pixel of any map we draw."""
METRES = 111_320.0
"""Of one degree of latitude."""
_CLOSED = 4  # positions of the smallest ring: a triangle, with the first again
_LONGITUDE, _LATITUDE = 180.0, 90.0


class BadGeometry(Exception):
    """An outline cannot be used; the text says why."""


class Box(msgspec.Struct, frozen=True):
    """The smallest box of degrees around something."""

    west: float
    south: float
    east: float
    north: float

    @property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, in the middle."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def metres(self) -> float:
        """The longer side."""
        wide = (self.east - self.west) * self.narrowing
        return max(wide, self.north - self.south) * METRES


def polygons_of(geometry: object) -> list[Polygon]:
    """Return the polygons of a GeoJSON geometry, each ring in its right direction.

    Raises:
        BadGeometry: no polygon, a ring that is not closed or too short, or positions
            that are no degrees.
    """
    if not isinstance(geometry, Mapping):
        raise BadGeometry("no geometry")
    parts = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        parts = [parts]
    elif geometry.get("type") != "MultiPolygon":
        raise BadGeometry(f"{geometry.get('type')} is no area")
    if not isinstance(parts, list) or not parts:
        raise BadGeometry("no coordinates")
    return [_polygon(each) for each in parts]


def _polygon(rings: object) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise BadGeometry("an area without a ring")
    return [_turned(_ring(each), outer=number == 0) for number, each in enumerate(rings)]


def _ring(positions: object) -> Ring:
    if not isinstance(positions, list) or len(positions) < _CLOSED:
        raise BadGeometry(f"a ring of fewer than {_CLOSED} positions")
    ring = [_position(each) for each in positions]
    if ring[0] != ring[-1]:
        raise BadGeometry("a ring that is not closed")
    return ring


def _position(found: Any) -> Position:  # noqa: ANN401 - JSON
    try:
        longitude, latitude = float(found[0]), float(found[1])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise BadGeometry(f"{str(found)[:40]} is no position") from error
    # Metres of a national grid are far beyond these, so they are noticed as well.
    if not (abs(longitude) <= _LONGITUDE and abs(latitude) <= _LATITUDE):
        raise BadGeometry(f"{longitude}, {latitude} are no degrees of WGS 84")
    return longitude, latitude


def _turned(ring: Ring, *, outer: bool) -> Ring:
    return ring if (area(ring) > 0) == outer else ring[::-1]


def area(ring: Ring) -> float:
    """Return twice the signed area in square degrees; above 0 if it runs counter-clockwise."""
    pairs = pairwise(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)


def is_turned(geometry: Mapping[str, Any]) -> bool:
    """Tell whether a geometry has rings in the wrong direction; it must be readable."""
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    return any(
        (area([_position(each) for each in ring]) > 0) != (number == 0)
        for part in parts
        for number, ring in enumerate(part)
    )


def simplified(polygons: Sequence[Polygon], tolerance: float) -> list[Polygon]:
    """Return outlines that are nowhere further than `tolerance` metres from what they were.

    Rings that are smaller than that vanish, but the largest outer ring stays.
    """
    largest = max(polygons, key=lambda polygon: abs(area(polygon[0])))
    kept = []
    for polygon in polygons:
        rings = [_simplified(ring, tolerance) for ring in polygon]
        if len(rings[0]) >= _CLOSED:
            kept.append([ring for ring in rings if len(ring) >= _CLOSED])
        elif polygon is largest:
            kept.append([polygon[0]])
    return kept


def _simplified(ring: Ring, tolerance: float) -> Ring:
    """Leave positions out that lie within the tolerance of the line between others."""
    middle = max(range(len(ring)), key=lambda at: _distance(ring[at], ring[0], ring[0]))
    kept = {0, middle, len(ring) - 1}
    waiting = [(0, middle), (middle, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        at = max(between, key=lambda at: _distance(ring[at], ring[first], ring[last]), default=0)
        if at and _distance(ring[at], ring[first], ring[last]) > tolerance:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    rounded = [(round(ring[at][0], DECIMALS), round(ring[at][1], DECIMALS)) for at in sorted(kept)]
    return [each for at, each in enumerate(rounded) if at == 0 or each != rounded[at - 1]]


def _distance(position: Position, first: Position, last: Position) -> float:
    """Return the metres from a position to the line between two others."""
    narrowing = math.cos(math.radians(first[1]))
    x, y = ((position[0] - first[0]) * narrowing, position[1] - first[1])
    dx, dy = ((last[0] - first[0]) * narrowing, last[1] - first[1])
    along = dx * dx + dy * dy
    share = min(1.0, max(0.0, (x * dx + y * dy) / along)) if along else 0.0
    return math.hypot(x - share * dx, y - share * dy) * METRES


def written(polygons: Sequence[Polygon]) -> str:
    """Return polygons as a GeoJSON geometry; the same polygons give the same text."""
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return msgspec.json.encode(geometry).decode()


def read(text: str | None) -> list[Polygon]:
    """Return what was written; nothing if it is missing or cannot be read."""
    if not text:
        return []
    try:
        return polygons_of(msgspec.json.decode(text))
    except (msgspec.DecodeError, BadGeometry, RecursionError):
        return []


def box_of(positions: Iterable[Position]) -> Box | None:
    """Return the box around positions; None if there are none."""
    known = list(positions)
    if not known:
        return None
    longitudes, latitudes = zip(*known, strict=True)
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def positions_of(polygons: Iterable[Polygon]) -> Iterator[Position]:
    """Yield all positions of outer rings."""
    for polygon in polygons:
        yield from polygon[0]
