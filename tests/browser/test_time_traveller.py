"""Anybody looks back: at an idea, at the list it was in, and at what has changed since."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Entering
from tests.browser.site import PUBLISH, Site

pytestmark = pytest.mark.browser

DAYS = {
    "items": [
        {"day": day, "as_of": position, "entries": 1}
        for position, day in enumerate(("2023-06-12", "2023-06-14", "2023-07-01"), start=1)
    ]
}


def test_an_earlier_moment_is_looked_at(site: Site, enter: Entering) -> None:
    process = site.open_process("Rueckblick")
    names = [f"{name}-{process.slug}" for name in ("eva", "ole")]
    site.person("rita", "auditor")
    for name in ("ben", *names):
        site.person(name)
    idea = site.published(process, "ben", "Leihräder am Bahnhof")
    published = site.parts.log.head().position
    remark = site.comment(idea, "ben", "Mit Schloss, bitte.")
    site.decide(remark, PUBLISH, "routine")  # type: ignore[arg-type]  # a comment has cases too
    site.support(idea, *names)
    voted = site.parts.log.head().position
    site.caught_up()

    # An auditor may look at every position, whoever else has just voted (ruling 12).
    walker = enter("rita")
    page = walker.page
    walker.open(f"/de/ideas/{idea}")
    walker.sees("Mit Schloss, bitte.")
    page.get_by_text("Wie sah diese Seite früher aus?").click()
    walker.check()

    # Before the comment: a banner, the figures of then, and nothing to do.
    walker.open(f"/de/ideas/{idea}?as_of={published}")
    walker.sees("Sie sehen den Stand vom")
    walker.sees("Leihräder am Bahnhof")
    walker.misses("Mit Schloss, bitte.")
    assert page.locator("form[method=post]").count() == 0
    page.get_by_text("Anderen Zeitpunkt wählen").click()
    walker.check()

    # Links stay in that moment, until one goes back.
    walker.follow("Ideen")
    expect(page).to_have_url(f"{site.base_url}/de/p/{process.slug}/ideas?as_of={published}")
    walker.follow("Meiste Zustimmung")
    walker.sees("Sie sehen den Stand vom")
    walker.follow("Leihräder am Bahnhof")
    walker.follow("Zurück zum heutigen Stand")
    walker.misses("Sie sehen den Stand vom")

    walker.open(f"/en/ideas/{idea}?as_of={voted - 1}")
    walker.sees("You are looking at the state of")
    expect(page.locator(".big-number")).to_have_text("1")

    walker.open(f"/de/ideas/{idea}/compare?from={published}")
    walker.sees("Was sich geändert hat")
    walker.sees("1 neuer Kommentar")
    walker.open(f"/en/p/{process.slug}/compare")
    walker.sees("Figures and status")
    walker.open(f"/de/ideas/{idea}?as_of=1")
    walker.sees("Zu diesem Zeitpunkt gab es diese Seite noch nicht")


def test_the_slider_moves_over_the_days(site: Site, enter: Entering) -> None:
    process = site.open_process("Regler")
    site.person("ben")
    idea = site.published(process, "ben", "Trinkbrunnen am Markt")
    site.caught_up()
    walker = enter()
    page = walker.page
    page.route("**/api/v1/moments*", lambda route: route.fulfill(body=json.dumps(DAYS)))
    walker.open(f"/de/ideas/{idea}")
    page.get_by_text("Wie sah diese Seite früher aus?").click()
    day = page.get_by_label("Stand am Ende des Tages")
    if walker.scripts:
        slider = page.get_by_label("Mit dem Regler durch die Geschichte gehen")
        expect(slider).to_have_attribute("aria-valuetext", "1. Juli 2023")
        slider.focus()
        page.keyboard.press("ArrowLeft")
        expect(day).to_have_value("2023-06-14")
        walker.check()
    else:
        expect(page.locator(".travel-slider")).to_be_hidden()
        day.fill("2023-06-14")
    walker.press("Stand ansehen")
    walker.sees("Zu diesem Zeitpunkt gab es diese Seite noch nicht")
