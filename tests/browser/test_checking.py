"""Somebody checks the log and their own receipt, in the browser and from nothing but files."""

import re

import pytest
from playwright.sync_api import expect

from api.signing import signing
from tests.browser.conftest import Entering
from tests.browser.site import Site
from tests.browser.walker import Walker

pytestmark = pytest.mark.browser


def test_a_citizen_checks_their_vote_and_the_whole_log(site: Site, enter: Entering) -> None:
    process = site.open_process("Nachrechnen")
    people = [f"{name}-{process.slug}" for name in ("ida", "jan")]
    for name in ("ben", *people):
        site.person(name)
    idea = site.published(process, "ben", "Leihräder am Bahnhof")
    site.support(idea, *people)
    site.caught_up()

    walker = enter(people[0])
    walker.open(f"/de/ideas/{idea}")
    walker.follow("Quittung Ihrer Stimme")
    walker.sees("Die Quittung kommt noch")
    walker.sees("Spätestens zum Ende der Phase")

    # The end of a phase publishes all votes that wait.
    site.close(process)
    sign(site)
    walker.open(f"/de/ideas/{idea}/receipt")
    page = walker.page
    walker.sees("Ihre Stimme steht im öffentlichen Protokoll")
    expect(page.locator(".receipt-code")).to_be_visible()

    if walker.scripts:
        page.get_by_role("link", name="Quittung prüfen").first.click()
        walker.sees("Ihre Stimme steht im Protokoll")
        expect(page.locator("[data-fact=says]")).to_have_text("Unterstützung")
        walker.press("Im ganzen Protokoll nachsehen")
        walker.sees("Diese Stimme zählt.")
        walker.check()
        check_the_log(walker)
    else:
        walker.open("/de/verify")
        walker.sees("Ohne JavaScript: auf der Kommandozeile")
        walker.open("/de/verify/receipt")
        walker.sees("Ohne JavaScript: auf der Kommandozeile")

    walker.open(f"/de/ideas/{idea}/receipt")
    walker.press("Quittung vergessen")
    walker.sees("Für diese Stimme zeigt die Plattform keine Quittung mehr")
    expect(page.locator(".receipt-code")).to_have_count(0)


def sign(site: Site) -> None:
    """Do the signer's work now, which otherwise comes once a minute."""
    site.caught_up()
    parts = site.parts
    with signing(parts.settings, parts.signatures, parts.tables, parts.clock) as rounds:
        rounds.round()


def check_the_log(walker: Walker) -> None:
    """Run the whole check on its page, first as it is, then with an older checkpoint."""
    page = walker.page
    walker.open("/de/verify")
    expect(page.get_by_label("Wem vertrauen Sie?")).to_have_value(re.compile("quorum"))
    walker.press("Prüfung starten")
    walker.sees("Das Protokoll stimmt")
    expect(page.locator(".check-fine")).to_have_count(6)
    walker.check()
    kept = page.locator("#keep pre").inner_text()
    page.get_by_text("Ich habe einen früheren Prüfpunkt").click()
    page.get_by_label("Früherer Prüfpunkt").fill(kept)
    walker.press("Prüfung starten")
    expect(page.locator(".check-fine")).to_have_count(7)
    # Without enough witnesses nothing is accepted.
    stranger = "witness.example+7f1c3a3e+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    page.get_by_label("Wem vertrauen Sie?").fill(f"witness W {stranger}\nquorum W\n")
    walker.press("Prüfung starten")
    walker.sees("Das Protokoll stimmt nicht")
    walker.check()
