"""One platform and one chromium for all walks; a new window for each of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from tests.browser.chromium import ARGUMENTS
from tests.browser.site import Site, running
from tests.browser.tiles import ATTRIBUTION, tile_host
from tests.browser.walker import Inspector, Walker

PHONE, DESK = 390, 1280
PATIENCE = 90_000  # milliseconds, of which a quiet machine needs a few hundred
HEIGHTS = {PHONE: 844, DESK: 900}

Entering = Callable[..., Walker]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run the platform, and the host of its map pictures."""
    folder = Path(tmp_path_factory.mktemp("site"))
    with (
        tile_host() as tiles,
        running(folder, MAP_TILES=tiles, MAP_ATTRIBUTION=ATTRIBUTION) as opened,
    ):
        yield opened


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium_by_day: str) -> Iterator[Browser]:
    """Run chromium."""
    # A busy machine is slow, not wrong.
    expect.set_options(timeout=PATIENCE)
    opened = playwright.chromium.launch(executable_path=chromium_by_day, args=ARGUMENTS)
    yield opened
    opened.close()


BY_NIGHT = pytest.mark.nightly  # the other two of the four kinds of browser


@pytest.fixture(
    params=[
        pytest.param((PHONE, True), marks=BY_NIGHT),
        (PHONE, False),
        (DESK, True),
        pytest.param((DESK, False), marks=BY_NIGHT),
    ],
    ids=str,
)
def kind(request: pytest.FixtureRequest) -> tuple[int, bool]:
    """Width of the window, and whether it runs scripts."""
    chosen: tuple[int, bool] = request.param
    return chosen


@pytest.fixture
def enter(browser: Browser, site: Site, axe: str, kind: tuple[int, bool]) -> Iterator[Entering]:
    """Return what opens a window for somebody, or for nobody in particular."""
    opened = []
    width, scripts = kind
    inspector = Inspector(axe)

    def window() -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            java_script_enabled=scripts,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            has_touch=width == PHONE,
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    def enter(name: str | None = None) -> Walker:
        walker = Walker(window(), inspector, site, scripts=scripts)
        if name is not None:
            walker.sign_in_as(name)
        return walker

    yield enter
    for context in opened:
        context.close()
