"""Map pictures of another host, where an installation names one; without it nobody asks anybody.

The pictures are squares of the usual division of the world (Web Mercator, `{z}/{x}/{y}`).
"""

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import msgspec

LONGEST = 200
"""Characters of the words that say whose the map is."""

_PLACES = ("{z}", "{x}", "{y}")
# Only what cannot end the source expression of a content policy, or mean many hosts.
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]")
_REST = re.compile(r"[A-Za-z0-9/._~%{}?&=,:@+-]*")
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NotTiles(ValueError):
    """What was given is no source of map pictures; the text names the variable."""


class Tiles(msgspec.Struct, frozen=True):
    """Where map pictures come from. `attribution` is plain text and stands on every map."""

    template: str
    attribution: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a content policy admits."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The host, as people are told."""
        return urlsplit(self.template).hostname or ""


def tiles(variables: Mapping[str, str]) -> Tiles | None:
    """Return what MAP_TILES and MAP_ATTRIBUTION say; None where no pictures are named.

    Raises:
        NotTiles: they cannot be meant; the text names the variable.
    """
    template = variables.get("MAP_TILES", "").strip()
    if not template:
        return None
    _check(template)
    attribution = variables.get("MAP_ATTRIBUTION", "").strip()
    if not attribution:
        raise NotTiles("MAP_ATTRIBUTION must say whose the maps of MAP_TILES are")
    if len(attribution) > LONGEST or not attribution.isprintable():
        raise NotTiles(f"MAP_ATTRIBUTION must be one line of at most {LONGEST} characters")
    return Tiles(template, attribution)


def _check(template: str) -> None:
    try:
        parts = urlsplit(template)
        port = parts.port
    except ValueError as error:
        raise NotTiles("MAP_TILES is no address") from error
    if not _secure(parts):
        raise NotTiles("MAP_TILES must begin with https://, except on this machine")
    host = parts.netloc if port is None else parts.netloc.removesuffix(f":{port}")
    if not _HOST.fullmatch(host):
        raise NotTiles("MAP_TILES must name one host, in lower case, and no password")
    rest = template[len(parts.scheme) + len("://") + len(parts.netloc) :]
    named = re.findall(r"\{[^}]*\}?", rest)
    if sorted(named) != sorted(_PLACES) or not _REST.fullmatch(rest):
        raise NotTiles("MAP_TILES must name {z}, {x} and {y} once each, and no other places")


def _secure(parts: SplitResult) -> bool:
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
