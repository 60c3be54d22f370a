"""Areas of labs: read from what the office types, and drawn as an outline to scale."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from api import geometry
from api.geometry import METRES, BadGeometry, Box, Polygon, Position
from api.pages.views.labs import Outline

_WIDTH, _HEIGHT, _MARGIN = 480, 320, 24
_LINE = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_STEPS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


class NotAnArea(ValueError):
    """What was typed is no area."""


def typed_area(text: str) -> str:
    """Return GeoJSON of what was typed: GeoJSON, or a corner in each line as "50.12, 6.95".

    Raises:
        NotAnArea: neither of them, fewer than three corners, or corners not on Earth.
    """
    try:
        shape = msgspec.json.decode(text) if text.lstrip().startswith("{") else _corners(text)
        return geometry.written(list(_polygons(shape)))
    except (msgspec.DecodeError, BadGeometry, RecursionError) as error:
        raise NotAnArea from error


def _corners(text: str) -> dict[str, object]:
    """Return the polygon of corners that were typed; the last one may be the first again."""
    corners = []
    for line in text.strip().splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            raise NotAnArea
        corners.append([float(found[2]), float(found[1])])
    closed = corners if corners[:1] == corners[-1:] else [*corners, *corners[:1]]
    return {"type": "Polygon", "coordinates": [closed]}


def _polygons(shape: object) -> Iterator[Polygon]:
    """Yield the polygons of a geometry, of a feature, or of several features."""
    match shape:
        case {"type": "FeatureCollection", "features": [*features]} if features:
            for each in features:
                yield from _polygons(each)
        case {"type": "Feature", "geometry": inner}:
            yield from _polygons(inner)
        case _:
            yield from geometry.polygons_of(shape)


class _Paper:
    """Puts degrees onto the drawing, the area in its middle."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self.wide = (box.east - box.west) * box.narrowing * METRES
        self.tall = (box.north - box.south) * METRES
        inner = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
        self.pixels = min(inner[0] / max(self.wide, 1), inner[1] / max(self.tall, 1))
        self._left = (_WIDTH - self.wide * self.pixels) / 2
        self._top = (_HEIGHT - self.tall * self.pixels) / 2

    def path(self, polygons: Sequence[Polygon]) -> str:
        """Return `d` of a path; holes are holes by even-odd filling."""
        rings = (ring for polygon in polygons for ring in polygon)
        return "".join("M" + "L".join(map(self._at, ring[:-1])) + "z" for ring in rings)

    def _at(self, position: Position) -> str:
        metres = METRES * self.pixels
        across = self._left + (position[0] - self._box.west) * self._box.narrowing * metres
        down = self._top + (self._box.north - position[1]) * metres
        return f"{across:.1f} {down:.1f}"


def outline(area: str | None, places: Sequence[list[Polygon]] = ()) -> Outline | None:
    """Return an area to be drawn among the outlines of places; None where there is none."""
    polygons = geometry.read(area)
    box = geometry.box_of(geometry.positions_of(polygons))
    if box is None:
        return None
    paper = _Paper(box)
    step = max((each for each in _STEPS if each * paper.pixels <= _WIDTH / 4), default=_STEPS[0])
    return Outline(
        width=_WIDTH,
        height=_HEIGHT,
        path=paper.path(polygons),
        places=tuple(paper.path(each) for each in places if each),
        wide=round(paper.wide),
        tall=round(paper.tall),
        north=round((box.south + box.north) / 2, 4),
        east=round((box.west + box.east) / 2, 4),
        bar=round(step * paper.pixels),
        bar_metres=step,
    )
