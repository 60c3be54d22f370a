"""Which map pictures an installation may name, and which it may not."""

import pytest

from api.security.headers import POLICY, with_pictures_of
from api.settings import BadSettings, from_environment
from api.tiles import LONGEST, Tiles

ADDRESS = "https://karten.example.org/tiles/{z}/{x}/{y}.png?style=grau"
WORDS = {"MAP_ATTRIBUTION": "© Amt für Vermessung"}


def test_no_host_is_asked_unless_it_is_named() -> None:
    assert from_environment({}).tiles is None
    assert from_environment(WORDS).tiles is None


def test_a_host_is_named_with_whose_the_maps_are() -> None:
    found = from_environment({"MAP_TILES": ADDRESS, **WORDS}).tiles
    assert found == Tiles(ADDRESS, "© Amt für Vermessung")
    assert (found.origin, found.host) == ("https://karten.example.org", "karten.example.org")
    here = from_environment({"MAP_TILES": "http://127.0.0.1:8081/{z}/{x}/{y}", **WORDS}).tiles
    assert here is not None
    assert here.origin == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    "address",
    [
        "http://karten.example.org/{z}/{x}/{y}.png",
        "karten.example.org/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://*.example.org/{z}/{x}/{y}.png",
        "https://me:secret@karten.example.org/{z}/{x}/{y}.png",
        "https://karten.example.org; script-src *;/{z}/{x}/{y}.png",
        "https://karten.example.org:port/{z}/{x}/{y}.png",
        "https://karten.example.org/{z}/{x}.png",
        "https://karten.example.org/{z}/{x}/{y}/{y}.png",
        "https://karten.example.org/{z}/{x}/{y}{r}.png",
        "https://karten.example.org/{z}/{x}/{y}.png#here",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(address: str) -> None:
    with pytest.raises(BadSettings, match="MAP_TILES"):
        from_environment({"MAP_TILES": address, **WORDS})


@pytest.mark.parametrize("words", ["", "  ", "eins\nzwei", "©" * (LONGEST + 1)])
def test_maps_always_say_whose_they_are(words: str) -> None:
    with pytest.raises(BadSettings, match="MAP_ATTRIBUTION"):
        from_environment({"MAP_TILES": ADDRESS, "MAP_ATTRIBUTION": words})


def test_the_policy_admits_pictures_of_that_host_and_nothing_else() -> None:
    policy = with_pictures_of("https://karten.example.org")
    before, after = POLICY.split("; "), policy.split("; ")
    changed = {old: new for old, new in zip(before, after, strict=True) if old != new}
    assert changed == {"img-src 'self' data:": "img-src 'self' data: https://karten.example.org"}
