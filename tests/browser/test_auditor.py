"""The auditor goes back in time, replays an idea and recomputes the chain."""

import pytest
from playwright.sync_api import expect

from domain.moderation import case_id_of
from tests.browser.conftest import DESK, PHONE, Entering
from tests.browser.site import Site

pytestmark = pytest.mark.browser


def test_a_result_is_replayed(site: Site, enter: Entering) -> None:
    process = site.open_process("Pruefung")
    site.person("rita", "auditor")
    names = [f"{name}-{process.slug}" for name in ("eva", "ole")]
    for name in ("ben", *names):
        site.person(name)
    idea = site.published(process, "ben", "Nachtbus am Wochenende")
    before = site.parts.log.head().position
    site.support(idea, *names)
    after = site.parts.log.head().position
    site.caught_up()

    # One slider, two moments: the supports come and go.
    walker = enter("rita")
    page = walker.page
    walker.open(f"/de/audit?at={after}")
    supports = int(page.locator("#as-of dd").nth(1).inner_text())
    if walker.scripts:
        page.get_by_label("Ereignis, mit der Pfeiltaste einzeln").focus()
        for _ in range(after - before):
            page.keyboard.press("ArrowLeft")
    else:
        page.get_by_label("Ereignis Nr.").fill(str(before))
    walker.press("Stand ansehen")
    walker.sees(f"Stand nach Ereignis {before:,}".replace(",", "."))
    expect(page.locator("#as-of dd").nth(1)).to_have_text(str(supports - len(names)))

    # Step by step through the idea.
    walker.open(f"/de/ideas/{idea}")
    walker.follow("Schritt für Schritt nachprüfen")
    walker.sees("Idee veröffentlicht")
    walker.follow("Schritt zurück")
    walker.sees("Idee eingereicht")
    walker.sees("Nachtbus am Wochenende")
    walker.follow("Schritt vor")
    walker.sees("Jetziger Stand")
    walker.open(f"/de/audit/objects/{case_id_of(idea, 1)}")
    walker.sees("Fall entschieden")

    # The chain holds; and nothing on these pages changes anything.
    walker.open("/de/audit")
    walker.press("Jetzt nachrechnen")
    walker.sees("Ereignisse nachgerechnet")
    assert page.locator("form[method=post]").count() == 1

    # Everybody sees the public part, and not one vote.
    visitor = enter()
    visitor.open(f"/de/audit?subject={idea}")
    visitor.sees("Idee veröffentlicht")
    visitor.misses("Unterstützung gegeben")
    visitor.open(f"/de/audit/objects/{idea}")
    visitor.misses("Verfasst von")


@pytest.mark.parametrize("kind", [(PHONE, True), (DESK, True)], ids=str, indirect=True)
def test_the_pages_around_are_sound(site: Site, enter: Entering) -> None:
    process = site.open_process("Ringsum")
    for name, roles in (("ada", ("admin",)), ("ben", ())):
        site.person(name, *roles)
    site.published(process, "ben", "Werkzeug im Ort teilen")
    site.caught_up()
    walker = enter()
    for path in ("/de/", "/en/", "/de/rules", "/de/privacy", "/de/imprint", "/en/accessibility"):
        walker.open(path)
    for path in (f"/en/p/{process.slug}", f"/de/p/{process.slug}/ideas?q=xylophon", "/de/api"):
        walker.open(path)
    walker.open("/de/nirgends")
    walker.sees("Diese Seite gibt es nicht")
    administration = enter("ada")
    administration.open("/de/staff")
    administration.sees("Rolle vergeben")
