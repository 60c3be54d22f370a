"""Areas of labs: read from what the office types, and drawn as an outline to scale."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from api.pages.views.labs import Outline

Ring = list[tuple[float, float]]
"""Corners as GeoJSON has them: longitude before latitude, the last one as the first."""

_METRES_OF_DEGREE = 111_320
_WIDTH, _HEIGHT, _MARGIN = 640, 400, 20
_CORNERS = 3
_LINE = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_STEPS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


class NotAnArea(ValueError):
    """What was typed is no area."""


def typed_area(text: str) -> str:
    """Return GeoJSON of what was typed: GeoJSON, or a corner in each line as "50.12, 6.95".

    Raises:
        NotAnArea: neither of them, fewer than three corners, or corners not on Earth.
    """
    rings = [_typed_ring(text)] if not text.lstrip().startswith("{") else _rings(text)
    if not rings or any(len(ring) <= _CORNERS or not _on_earth(ring) for ring in rings):
        raise NotAnArea
    shape = {"type": "Polygon", "coordinates": rings}
    if len(rings) > 1:
        shape = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return msgspec.json.encode(shape).decode()


def _typed_ring(text: str) -> Ring:
    corners = []
    for line in text.strip().splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            raise NotAnArea
        corners.append((float(found[2]), float(found[1])))
    return [*corners, *corners[:1]] if corners[:1] != corners[-1:] or len(corners) == 1 else corners


def _on_earth(ring: Ring) -> bool:
    return all(abs(x) <= 180 and abs(y) <= 85 for x, y in ring)  # noqa: PLR2004 - degrees


def _rings(text: str) -> list[Ring]:
    """Return the outer rings of a polygon, several, or a feature with them."""
    try:
        shape = msgspec.json.decode(text)
        return list(_outer(shape))
    except (msgspec.DecodeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise NotAnArea from error


def _outer(shape: Any) -> Iterator[Ring]:  # noqa: ANN401 - whatever JSON holds
    match shape:
        case {"type": "FeatureCollection", "features": [*features]}:
            for each in features:
                yield from _outer(each)
        case {"type": "Feature", "geometry": geometry}:
            yield from _outer(geometry)
        case {"type": "MultiPolygon", "coordinates": [*polygons]}:
            for polygon in polygons:
                yield [(float(x), float(y)) for x, y, *_ in polygon[0]]
        case {"type": "Polygon", "coordinates": [ring, *_]}:
            yield [(float(x), float(y)) for x, y, *_ in ring]
        case _:
            raise NotAnArea


def outline(area: str | None) -> Outline | None:
    """Return an area to be drawn; None where the text is gone or is no area."""
    try:
        rings = _rings(area) if area else []
    except NotAnArea:
        return None
    if not rings or not all(len(ring) > _CORNERS and _on_earth(ring) for ring in rings):
        return None
    return _drawn(rings)


def _drawn(rings: Sequence[Ring]) -> Outline:
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A degree of longitude is shorter the farther north it is.
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, tall = (east - west) * squeeze * _METRES_OF_DEGREE, (north - south) * _METRES_OF_DEGREE
    inner = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    pixels = min(inner[0] / max(wide, 1), inner[1] / max(tall, 1))
    left, top = (_WIDTH - wide * pixels) / 2, (_HEIGHT - tall * pixels) / 2

    def place(x: float, y: float) -> str:
        across = left + (x - west) * squeeze * _METRES_OF_DEGREE * pixels
        down = top + (north - y) * _METRES_OF_DEGREE * pixels
        return f"{across:.1f} {down:.1f}"

    step = max((each for each in _STEPS if each * pixels <= _WIDTH / 4), default=_STEPS[0])
    return Outline(
        width=_WIDTH,
        height=_HEIGHT,
        paths=tuple("M" + "L".join(place(*each) for each in ring[:-1]) + "z" for ring in rings),
        wide=round(wide),
        tall=round(tall),
        north=round((south + north) / 2, 4),
        east=round((west + east) / 2, 4),
        bar=round(step * pixels),
        bar_metres=step,
    )
