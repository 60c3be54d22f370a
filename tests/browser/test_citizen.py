"""J1: a citizen proposes on a phone or at a desk, with and without scripts."""

import pytest
from playwright.sync_api import expect

from domain.moderation import due_after
from tests.browser.conftest import Entering
from tests.browser.site import PUBLISH, Process, Site
from tests.browser.walker import Walker

pytestmark = pytest.mark.browser
BENCHES = "Mitfahrbänke mit Anzeige am Ortsausgang"
TITLE = "Rufbus für Abendtermine"


def test_from_the_mail_to_support(site: Site, enter: Entering) -> None:
    process = site.open_process("Gemeinsam")
    for name in ("ben", "cleo"):
        site.person(name)
    other = site.published(process, "ben", BENCHES, "Eine Bank, auf der man mitgenommen wird.")
    site.caught_up()
    walker = enter()
    sign_in_by_mail(site, walker, process)
    look_for_similar_ideas(walker)
    idea = hand_in(site, walker)
    publish(site, process, idea)
    walker.open(f"/de/p/{process.slug}/ideas")
    walker.sees(TITLE)
    walker.open(f"/de/ideas/{idea}")
    walker.sees("Die eigene Idee kann man nicht selbst unterstützen")
    expect(walker.button("Unterstützen")).to_have_count(0)
    support_and_comment(walker, str(other))
    # After the close no control is active.
    site.close(process)
    site.caught_up()
    walker.open(f"/de/ideas/{other}")
    walker.sees("Diese Phase ist beendet")
    expect(walker.button("Unterstützen")).to_have_count(0)
    expect(walker.page.get_by_label("Ihr Kommentar")).to_have_count(0)
    walker.open("/de/me")
    walker.sees(TITLE)


def sign_in_by_mail(site: Site, walker: Walker, process: Process) -> None:
    """Sign in by a link in a mail, and be led to where one wanted to go."""
    walker.open(f"/de/p/{process.slug}")
    walker.follow("Eigene Idee einreichen")
    walker.follow("Anmelden und Idee einreichen")
    address = f"neu-{process.slug}@beispiel.example"
    walker.page.get_by_label("E-Mail-Adresse").fill(address)
    walker.press("Link zuschicken")
    walker.open(site.mailed_link(address))
    walker.page.get_by_label("Ich bin 16 Jahre oder älter.").check()
    walker.press("Jetzt anmelden")
    expect(walker.page).to_have_url(f"{site.base_url}/de/p/{process.slug}/submit?done=signed_in")


def look_for_similar_ideas(walker: Walker) -> None:
    """See what is there already: while typing, or without scripts by a button."""
    walker.page.get_by_label("Titel").fill("Mitfahrbank am Bahnhof")
    if not walker.scripts:
        walker.press("Ähnliche Ideen suchen")
    walker.sees(BENCHES)
    walker.check()


def hand_in(site: Site, walker: Walker) -> str:
    """Hand in an idea of one's own, get a number and a promise; return its id."""
    page = walker.page
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Ihre Idee").fill("Nach 19 Uhr kommt man aus Thalfang nicht mehr weg.")
    page.get_by_label("Handlungsfeld").select_option(label="Mobilität")
    page.get_by_text("Genaue Lage angeben").click()
    page.get_by_label("Breitengrad").fill("49,75")
    page.get_by_label("Längengrad").fill("6,99")
    walker.check()
    walker.press("Idee absenden")
    walker.sees("Ihre Nummer: B-")
    due = due_after(site.now, site.parts.platform.days)
    walker.sees(f"{due:%Y} um 16:00 Uhr")
    return page.url.partition("/ideas/")[2].partition("?")[0]


def publish(site: Site, process: Process, idea: str) -> None:
    """Let a moderator publish it, behind the scenes."""
    [handed_in] = [each for each in site.ideas_of(process) if str(each) == idea]
    site.person("routine", "moderator")
    site.decide(handed_in, PUBLISH, "routine")
    site.caught_up()


def support_and_comment(walker: Walker, idea: str) -> None:
    """Support an idea, take it back, and comment."""
    number = walker.page.locator(".big-number")
    walker.open(f"/de/ideas/{idea}")
    walker.press("Unterstützen")
    walker.sees("Sie unterstützen das")
    expect(number).to_have_text("1")
    walker.press("Sie unterstützen das")
    expect(number).to_have_text("0")
    walker.page.get_by_label("Ihr Kommentar").fill("Gilt das auch für Morbach?")
    walker.press("Kommentar abschicken")
    walker.sees("Gilt das auch für Morbach?")
    walker.sees("Wird geprüft")


def test_what_is_wrong_with_a_form_is_said_and_nothing_is_lost(site: Site, enter: Entering) -> None:
    process = site.open_process("Fehler")
    site.person("ana")
    site.caught_up()
    walker = enter("ana")
    walker.open(f"/de/p/{process.slug}/submit")
    walker.page.get_by_label("Ihre Idee").fill("Nur ein Text, kein Titel.")
    walker.press("Idee absenden")
    walker.sees("Bitte prüfen Sie eine Angabe")
    expect(walker.page.get_by_label("Ihre Idee")).to_have_value("Nur ein Text, kein Titel.")
    walker.press("Entwurf speichern")
    walker.sees("Der Entwurf ist gespeichert")
    walker.open("/de/me")
    walker.sees("Meine Entwürfe")
