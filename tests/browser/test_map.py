"""The map of places over pictures of another host, and without scripts as it is drawn."""

import pytest
from playwright.sync_api import expect

from domain.use_cases import configuring
from domain.use_cases.strategy import mapping
from domain.use_cases.strategy.mapping import SourceBoundary
from tests.browser.conftest import Entering
from tests.browser.site import Site
from tests.browser.tiles import ATTRIBUTION

pytestmark = pytest.mark.browser

PLACES = (("07231", "Kreis", None), ("072315001", "Tal", "07231"), ("072315006", "Berg", "07231"))


def square(west: float) -> str:
    ring = [[west, 49.9], [west + 0.1, 49.9], [west + 0.1, 50.0], [west, 50.0], [west, 49.9]]
    return f'{{"type":"MultiPolygon","coordinates":[[{ring}]]}}'


def test_outlines_lie_over_map_pictures_and_lead_to_places(site: Site, enter: Entering) -> None:
    process = site.open_process("Karte")
    platform, office = site.parts.platform, site.system()
    for key, name, parent in PLACES:
        configuring.add_territory(platform, office, process.id, key, name, parent)
    rows = [
        SourceBoundary(key="072315001", boundary=square(6.8), source="© Kataster"),
        SourceBoundary(key="072315006", boundary=square(6.9), source=None),
    ]
    mapping.draw(platform, office, process.id, rows)
    site.caught_up()
    walker = enter()
    path = f"/de/p/{process.slug}/places"
    if not walker.scripts:
        walker.open(path)
        expect(walker.page.locator("svg.map-picture")).to_be_visible()
        return
    walker.page.goto(site.base_url + path)
    # Loaded means that the content policy let it in: other pictures stay empty.
    expect(walker.page.locator("img.leaflet-tile-loaded").first).to_be_visible()
    assert walker.page.locator("img.leaflet-tile-loaded").first.evaluate("it => it.naturalWidth")
    walker.check()
    walker.sees(ATTRIBUTION)
    expect(walker.page.locator("svg.map-picture")).to_be_hidden()
    walker.tab_to(walker.page.get_by_role("region", name="Karte"))
    walker.tab_to(walker.button("Näher heran"))
    walker.page.keyboard.press("Enter")
    walker.page.locator("path.map-place").first.click()
    walker.sees("Amtlicher Schlüssel 072315001")
    expect(walker.page.locator("img.leaflet-tile-loaded").first).to_be_visible()
    walker.check()
