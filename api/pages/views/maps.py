"""A map that the server draws."""

from api.pages.views.common import View


class PlaceShape(View, frozen=True, kw_only=True):
    """A place on the map. `path` is for `d` of a path.

    `lines` are its name as the map writes it, around `x` and `y`.
    """

    key: str
    name: str
    ideas: int
    lines: tuple[str, ...]
    path: str
    x: float
    y: float


class MapPoint(View, frozen=True, kw_only=True):
    """An idea on the map; `number` is that of the list below it."""

    number: int
    id: str
    title: str
    x: float
    y: float


class TilesView(View, frozen=True, kw_only=True):
    """Map pictures below the drawn map; `address` holds `{z}`, `{x}` and `{y}`."""

    address: str
    attribution: str


class MapView(View, frozen=True, kw_only=True):
    """A drawn map; longitude grows evenly to the right, latitude evenly to the top.

    `outline` is what contains all places, `named` that there is room for their names.
    `sources` are to be named beside it. With `tiles` a script puts it over map pictures.
    """

    width: int
    height: int
    west: float
    east: float
    south: float
    north: float
    outline: str
    shapes: tuple[PlaceShape, ...]
    points: tuple[MapPoint, ...]
    named: bool
    sources: tuple[str, ...]
    tiles: TilesView | None = None
