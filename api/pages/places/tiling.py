"""Puts drawn maps over map pictures, on installations that name a host for them."""

import msgspec

from api.pages.framing import Frame, Html
from api.pages.views.maps import MapView, TilesView
from api.security.headers import with_pictures_of


def tiled(frame: Frame, drawn: MapView | None) -> MapView | None:
    """Return a map with the pictures it goes over, if there are any."""
    tiles = frame.tiles
    if drawn is None or tiles is None:
        return drawn
    view = TilesView(address=tiles.template, attribution=tiles.attribution)
    return msgspec.structs.replace(drawn, tiles=view)


def admitting(frame: Frame, answer: Html, drawn: MapView | None) -> Html:
    """Let the browser load pictures of that host for this answer, and for no other one."""
    tiles = frame.tiles
    if drawn is not None and tiles is not None:
        answer.headers["content-security-policy"] = with_pictures_of(tiles.origin)
    return answer
