"""docs/how-to/run_a_process.md works: its own lines are followed, from nothing to a strategy."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import DESK, HEIGHTS, PATIENCE, PHONE
from tests.browser.recipe import Hands, Step, commands, steps
from tests.browser.site import ROOT, Site, running
from tests.browser.walker import Inspector, Walker

pytestmark = pytest.mark.browser

RECIPE = (ROOT / "docs" / "how-to" / "run_a_process.md").read_text(encoding="utf-8")


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """Run a platform in which nobody has done anything."""
    with running(tmp_path) as opened:
        yield opened


class Town:
    """The windows of all people of the recipe; each has signed in by mail.

    Every page is inspected once on a desk and once on a phone.
    """

    def __init__(self, browser: Browser, site: Site, axe: str) -> None:
        self._browser = browser
        self._site = site
        self._contexts: list[BrowserContext] = []
        self._inspector = Inspector(axe)
        self._windows: dict[str, Walker] = {}
        self._inspected: set[str] = set()

    def follow(self, step: Step) -> None:
        """Let the person of a line do it, and look at the page they come to."""
        walker = self._window(step.who)
        Hands(walker.page, lambda path: self._open(walker, path)).follow(step)
        walker.page.wait_for_load_state()
        assert walker.troubles == [], (walker.page.url, walker.troubles)
        if step.verb in {"Open", "Follow", "Press"}:
            self._inspect(walker)

    def _open(self, walker: Walker, path: str) -> None:
        walker.page.goto(self._site.base_url + path)

    def _inspect(self, walker: Walker) -> None:
        page = walker.page
        kind = re.sub(r"[0-9a-f-]{36}", "ID", page.url).split("?")[0]
        if kind in self._inspected:
            return
        self._inspected.add(kind)
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            self._inspector.inspect(page)

    def _window(self, address: str) -> Walker:
        if address not in self._windows:
            walker = Walker(self._context(), self._inspector, self._site, scripts=True)
            page = walker.page
            self._open(walker, "/de/sign-in")
            page.get_by_label("E-Mail-Adresse").fill(address)
            page.get_by_role("button", name="Link zuschicken").click()
            page.goto(self._site.mailed_link(address))
            if (young := page.get_by_label("Ich bin 16 Jahre oder älter.")).count():
                young.check()
            page.get_by_role("button", name="Jetzt anmelden").click()
            page.wait_for_load_state()
            self._windows[address] = walker
        return self._windows[address]

    def _context(self) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": DESK, "height": HEIGHTS[DESK]},
            locale="de-DE",
            timezone_id="Europe/Berlin",
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        return context

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()


def gemeinsam(site: Site, *arguments: str) -> None:
    """Run a command line of the recipe on the server's files."""
    command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
    environment = {**os.environ, "DATA": str(site.parts.settings.data)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


# Some hundred lines, eight windows and a server of its own: more than a minute on a quiet machine.
@pytest.mark.timeout(1200)
def test_the_recipe_leads_to_a_published_strategy(
    browser: Browser, empty_site: Site, axe: str
) -> None:
    for arguments in commands(RECIPE):
        gemeinsam(empty_site, *arguments)
    town = Town(browser, empty_site, axe)
    done = []
    try:
        for step in steps(RECIPE):
            done.append(step)
            town.follow(step)
    except Exception as error:
        step = done[-1]
        raise AssertionError(
            f"line {step.line}, {step.heading}: {step.verb} {step.name}"
        ) from error
    finally:
        town.close()
    assert done[-1].heading.startswith("18.")
