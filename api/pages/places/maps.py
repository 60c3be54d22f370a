"""Draws a map from outlines: no tiles, no library, nothing from elsewhere."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from api import geometry
from api.geometry import Box, Polygon, Position
from api.pages.views.maps import MapPoint, MapView, PlaceShape

WIDTH = 800
_MARGIN = 12
_TALLEST = 1_100
_ROOM_FOR_NAMES = 12
_LINE = 14  # letters
_KINDS = re.compile(r"^(?:Verbandsgemeinde|Ortsgemeinde|Gemeinde|Stadt|Landkreis|Markt)\s+")


class Outline(msgspec.Struct, frozen=True):
    """A place to draw."""

    key: str
    name: str
    ideas: int
    polygons: list[Polygon]


class Located(msgspec.Struct, frozen=True):
    """An idea to draw."""

    id: str
    title: str
    position: Position


class _Picture:
    """Turns degrees into places of the picture."""

    def __init__(self, box: Box) -> None:
        wide = max((box.east - box.west) * box.narrowing, 1e-6)
        high = max(box.north - box.south, 1e-6)
        self.scale = min((WIDTH - 2 * _MARGIN) / wide, (_TALLEST - 2 * _MARGIN) / high)
        self.box = box
        self.width = round(wide * self.scale) + 2 * _MARGIN
        self.height = round(high * self.scale) + 2 * _MARGIN

    def at(self, position: Position) -> Position:
        x = (position[0] - self.box.west) * self.box.narrowing * self.scale + _MARGIN
        y = (self.box.north - position[1]) * self.scale + _MARGIN
        return round(x, 1), round(y, 1)

    def path(self, polygons: Sequence[Polygon]) -> str:
        """Return the outlines as `d` of a path; holes are holes by even-odd filling."""
        rings = (ring for polygon in polygons for ring in polygon)
        return "".join(
            "M" + "L".join("{:g} {:g}".format(*self.at(each)) for each in ring[:-1]) + "Z"
            for ring in rings
        )

    def edges(self) -> Mapping[str, float]:
        """Return which degrees the edges of the picture are."""
        across, along = _MARGIN / (self.box.narrowing * self.scale), _MARGIN / self.scale
        return {
            "west": round(self.box.west - across, 6),
            "east": round(self.box.west - across + self.width * across / _MARGIN, 6),
            "north": round(self.box.north + along, 6),
            "south": round(self.box.north + along - self.height * along / _MARGIN, 6),
        }


def draw(
    whole: list[Polygon],
    outlines: Sequence[Outline],
    located: Sequence[Located],
    sources: Sequence[str],
) -> MapView | None:
    """Return the map; None if there is no outline. Ideas beyond it are left out."""
    every = [*whole, *(polygon for each in outlines for polygon in each.polygons)]
    box = geometry.box_of(geometry.positions_of(every))
    if box is None:
        return None
    picture = _Picture(box)
    edges = picture.edges()
    return MapView(
        width=picture.width,
        height=picture.height,
        west=edges["west"],
        east=edges["east"],
        south=edges["south"],
        north=edges["north"],
        outline=picture.path(whole),
        shapes=tuple(_shape(each, picture) for each in outlines if each.polygons),
        points=tuple(_points(located, picture)),
        named=len(outlines) <= _ROOM_FOR_NAMES,
        sources=tuple(sources),
    )


def _shape(outline: Outline, picture: _Picture) -> PlaceShape:
    x, y = picture.at(_middle(outline.polygons))
    return PlaceShape(
        key=outline.key,
        name=outline.name,
        ideas=outline.ideas,
        lines=_lines(outline.name),
        path=picture.path(outline.polygons),
        x=x,
        y=y,
    )


def _lines(name: str) -> tuple[str, ...]:
    """Return a name without what all of its kind are called, in short lines."""
    lines: list[str] = []
    for word in _KINDS.sub("", name).split():
        if lines and len(lines[-1]) + len(word) < _LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _middle(polygons: Sequence[Polygon]) -> Position:
    """Return the centre of gravity of the largest part."""
    ring = max((polygon[0] for polygon in polygons), key=lambda ring: abs(geometry.area(ring)))
    twice = geometry.area(ring)
    if not twice:
        return ring[0]
    x = y = 0.0
    # Around the first position: far from zero the differences would lose their digits.
    x0, y0 = ring[0]
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        x += (x1 + x2 - 2 * x0) * cross
        y += (y1 + y2 - 2 * y0) * cross
    return x0 + x / (3 * twice), y0 + y / (3 * twice)


def _points(located: Sequence[Located], picture: _Picture) -> list[MapPoint]:
    found = []
    for number, idea in enumerate(located, start=1):
        x, y = picture.at(idea.position)
        if 0 <= x <= picture.width and 0 <= y <= picture.height:
            found.append(MapPoint(number=number, id=idea.id, title=idea.title, x=x, y=y))
    return found
