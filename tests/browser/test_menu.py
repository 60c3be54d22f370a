"""The menu of a phone: one line that unfolds, with and without scripts, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Entering
from tests.browser.site import Site

pytestmark = pytest.mark.browser

phone = pytest.mark.parametrize("kind", [(PHONE, True), (PHONE, False)], ids=str, indirect=True)
desk = pytest.mark.parametrize("kind", [(DESK, True)], ids=str, indirect=True)


@phone
def test_the_menu_unfolds_and_names_where_one_is(site: Site, enter: Entering) -> None:
    process = site.open_process("Unterwegs")
    site.person("ina", "office")
    site.caught_up()
    walker = enter("ina")
    walker.open(f"/de/p/{process.slug}/office")
    menu = walker.page.get_by_role("navigation", name="Hauptmenü")
    folded = menu.locator("summary")
    expect(folded).to_contain_text("Projektbüro")
    expect(menu.get_by_role("link")).to_have_count(0)
    walker.tab_to(folded)
    walker.page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Projektbüro")).to_have_attribute("aria-current", "page")
    walker.check()
    walker.tab_to(menu.get_by_role("link", name="Maßnahmen"))
    if walker.scripts:
        walker.page.keyboard.press("Escape")
        expect(folded).to_be_focused()
        expect(menu.get_by_role("link")).to_have_count(0)
    else:
        walker.page.keyboard.press("Enter")
        walker.sees("Was aus den Ideen wird")


@phone
def test_three_entries_need_no_unfolding(site: Site, enter: Entering) -> None:
    site.person("karl", "moderator")
    site.caught_up()
    walker = enter("karl")
    walker.open("/de/moderation")
    menu = walker.page.get_by_role("navigation", name="Hauptmenü")
    expect(menu.get_by_role("link")).to_have_text(["Start", "Moderation", "Nachprüfen"])
    expect(menu.locator("summary")).to_have_count(0)


@desk
def test_where_there_is_room_the_menu_is_always_seen(site: Site, enter: Entering) -> None:
    process = site.open_process("Unterwegs")
    site.caught_up()
    walker = enter()
    walker.open(f"/de/p/{process.slug}")
    menu = walker.page.get_by_role("navigation", name="Hauptmenü")
    expect(menu.get_by_role("link", name="Das Verfahren")).to_be_visible()
    expect(menu.locator("summary")).to_be_hidden()
