"""J2: a sheet of paper is typed in, compared by a colleague, and read by the moderators."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from domain.phases import BERLIN
from tests.browser.conftest import Entering
from tests.browser.site import Site

pytestmark = pytest.mark.browser


def test_paper_becomes_an_idea(site: Site, enter: Entering) -> None:
    process = site.open_process("Paper")
    first, second = f"caro-{process.slug}", f"dora-{process.slug}"
    moderator = f"milo-{process.slug}"
    for name, role in ((first, "clerk"), (second, "clerk"), (moderator, "moderator")):
        site.person(name, role)  # type: ignore[arg-type]  # both are roles
    title = f"Bänke {process.slug}"
    site.caught_up()

    # The first clerk types in what is on the sheet; what is missing is said.
    typist = enter(first)
    typist.open("/de/papers")
    typist.open(f"/de/p/{process.slug}/papers/new")
    typist.page.get_by_label("Titel").fill(title)
    typist.press("Abschrift speichern")
    typist.sees("Geben Sie an, wann der Bogen eingegangen ist.")
    yesterday = (site.now - timedelta(days=1)).astimezone(BERLIN).date()
    typist.page.get_by_label("Eingegangen am").fill(yesterday.isoformat())
    typist.page.get_by_label("Text", exact=True).fill("Wer alt ist, muss sich ausruhen können.")
    typist.press("Abschrift speichern")
    typist.sees("Eine zweite Person vergleicht ihn.")
    expect(typist.button("Ja, bestätigen")).to_have_count(0)

    # The receipt has the number and the short address.
    typist.follow("Quittung drucken")
    typist.sees("Ihre Idee ist angekommen")
    typist.sees("/i/B-")

    # A colleague compares and confirms; then it waits for the moderators.
    reader = enter(second)
    reader.open("/de/papers")
    reader.follow(title)
    reader.press("Ja, bestätigen")
    reader.sees("Die Idee liegt jetzt bei der Moderation.")
    desk = enter(moderator)
    desk.open("/de/moderation")
    desk.follow(title)
    desk.sees("Papier")
