"""Without a mouse: submit, support and moderate by keyboard alone."""

import pytest
from playwright.sync_api import expect

from domain.moderation import case_id_of
from tests.browser.conftest import DESK, Entering
from tests.browser.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("kind", [(DESK, True), (DESK, False)], ids=str, indirect=True),
]


def test_hand_in_an_idea(site: Site, enter: Entering) -> None:
    process = site.open_process("Tasten")
    site.person("ana")
    site.caught_up()
    walker = enter("ana")
    walker.open(f"/de/p/{process.slug}/submit")
    keyboard = walker.page.keyboard
    keyboard.press("Tab")
    expect(walker.page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    keyboard.press("Enter")
    walker.tab_to(walker.page.get_by_label("Titel"))
    keyboard.type("Ohne Maus eingereicht")
    walker.tab_to(walker.page.get_by_label("Ihre Idee"))
    keyboard.type("Das muss auch mit der Tastatur gehen.")
    walker.tab_to(walker.page.get_by_label("Handlungsfeld"))
    keyboard.type("Mob")
    walker.tab_to(walker.button("Idee absenden"))
    keyboard.press("Enter")
    walker.sees("Ihre Nummer: B-")
    walker.sees("Mobilität")


def test_support_an_idea(site: Site, enter: Entering) -> None:
    process = site.open_process("Tasten")
    for name in ("ana", "ben"):
        site.person(name)
    idea = site.published(process, "ben", "Leihräder am Bahnhof")
    site.caught_up()
    walker = enter("ana")
    walker.open(f"/de/ideas/{idea}")
    walker.tab_to(walker.button("Unterstützen"))
    walker.page.keyboard.press("Space")
    walker.sees("Sie unterstützen das")
    if walker.scripts:
        # The part was replaced, the focus stays on the button.
        expect(walker.button("Sie unterstützen das")).to_be_focused()


def test_decide_a_case(site: Site, enter: Entering) -> None:
    process = site.open_process("Tasten")
    site.person("ben")
    site.person("karl", "moderator")
    idea = site.submit(process, "ben", "Fahrplan in einfacher Sprache")
    site.caught_up()
    walker = enter("karl")
    walker.open(f"/de/moderation/cases/{case_id_of(idea, 1)}")
    keyboard = walker.page.keyboard
    walker.tab_to(walker.button("Fall übernehmen"))
    keyboard.press("Enter")
    walker.sees("Der Fall ist jetzt bei Ihnen")
    # A group of radio buttons is one stop; arrows choose within it.
    walker.tab_to(walker.page.get_by_role("radio", name="Veröffentlichen", exact=True))
    keyboard.press("Space")
    walker.tab_to(walker.button("Entscheidung speichern"))
    keyboard.press("Enter")
    walker.sees("Die Entscheidung ist gespeichert")


def test_escape_folds_and_gives_the_focus_back(site: Site, enter: Entering) -> None:
    process = site.open_process("Tasten")
    for name in ("ana", "ben"):
        site.person(name)
    idea = site.published(process, "ben", "Bänke an der Lieser")
    site.caught_up()
    walker = enter("ana")
    walker.open(f"/de/ideas/{idea}")
    summary = walker.page.locator("summary", has_text="Melden").first
    keyboard = walker.page.keyboard
    walker.tab_to(summary)
    keyboard.press("Enter")
    field = walker.page.get_by_label("Was sollen wir wissen?").first
    walker.tab_to(field)
    keyboard.type("Da steht ein Name.")
    if walker.scripts:
        keyboard.press("Escape")
    else:  # Nothing hears that key; what unfolded it folds it.
        summary.press("Enter")
    expect(field).to_be_hidden()
    expect(summary).to_be_focused()
    keyboard.press("Enter")
    expect(field).to_have_value("Da steht ein Name.")
