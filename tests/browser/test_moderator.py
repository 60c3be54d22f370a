"""J4 and J5: moderators decide with reasons, authors revise and appeal."""

import pytest
from playwright.sync_api import expect

from domain.moderation import case_id_of
from domain.use_cases.moderating import Verdict
from tests.browser.conftest import Entering
from tests.browser.site import Process, Site
from tests.browser.walker import Walker

pytestmark = pytest.mark.browser

HINT = "Bitte lassen Sie den Namen Ihrer Nachbarin weg."
REJECTED = Verdict(
    outcome="reject",
    rules=("HR07",),
    explanation="Die Kritik an der Kreisverwaltung gehört nicht hierher.",
)


def case_of(idea: object) -> str:
    return f"/de/moderation/cases/{case_id_of(idea, 1)}"  # type: ignore[arg-type]  # an id


def choose(walker: Walker, outcome: str) -> None:
    walker.page.get_by_role("radio", name=outcome, exact=True).check()


@pytest.fixture
def process(site: Site) -> Process:
    """A process of this walk's own."""
    return site.open_process("Desk")


def test_the_queue_and_a_return(site: Site, enter: Entering, process: Process) -> None:
    moderator, second = f"milo-{process.slug}", f"nora-{process.slug}"
    author = f"ana-{process.slug}"
    for name in (moderator, second):
        site.person(name, "moderator")
    site.person(author)
    late = site.submit(process, author, f"Überfällig {process.slug}", days_ago=10)
    fresh = site.submit(process, author, f"Nachbarin {process.slug}", "Frau Müller parkt falsch.")
    site.caught_up()

    # The overdue case is above the fresh one.
    walker = enter(moderator)
    walker.open("/de/moderation")
    titles = walker.page.locator(".case-title").all_inner_texts()
    assert titles.index(f"Überfällig {process.slug}") < titles.index(f"Nachbarin {process.slug}")
    walker.open(case_of(late))
    walker.sees("überfällig")

    # A return needs a rule and reasons; what was typed stays.
    walker.open(case_of(fresh))
    walker.press("Fall übernehmen")
    choose(walker, "Zur Überarbeitung zurückgeben")
    walker.press("Entscheidung speichern")
    walker.sees("Es fehlt die Regel")
    expect(
        walker.page.get_by_role("radio", name="Zur Überarbeitung zurückgeben", exact=True)
    ).to_be_checked()
    walker.page.get_by_role("checkbox", name="HR04 Persönliche Daten anderer").check()
    walker.page.get_by_label("Begründung für die Person").fill("Kurz.")
    walker.press("Entscheidung speichern")
    walker.sees("mindestens 20 Zeichen")
    walker.page.get_by_label("Begründung für die Person").fill(HINT)
    walker.page.get_by_label("Betroffene Stelle im Text").fill("Frau Müller")
    # Somebody else tries to take the case meanwhile.
    other = enter(second)
    other.open(case_of(fresh))
    other.sees("Diesen Fall bearbeitet gerade jemand anderes")
    walker.press("Entscheidung speichern")
    walker.sees("Die Entscheidung ist gespeichert")
    other.open("/de/moderation?tab=decided")
    other.sees(f"Nachbarin {process.slug}")

    # The author reads rule, passage and hint, and revises.
    writer = enter(author)
    writer.open(f"/de/ideas/{fresh}")
    writer.sees("HR04")
    writer.sees(HINT)
    writer.sees("Widerspruch einlegen")
    writer.follow("Überarbeiten")
    writer.page.get_by_label("Ihre Idee").fill("Eine Nachbarin parkt falsch.")
    writer.press("Neue Fassung einreichen")
    writer.sees("Eine Nachbarin parkt falsch.")

    # Both versions are in the new case.
    walker.open(f"/de/moderation/cases/{case_id_of(fresh, 2)}")
    walker.sees("Eine Nachbarin parkt falsch.")
    walker.page.get_by_text("Fassung 1 vom").first.click()
    walker.sees("Frau Müller parkt falsch.")


def test_nobody_moderates_their_own_comment(site: Site, enter: Entering, process: Process) -> None:
    moderator = f"ida-{process.slug}"
    site.person(moderator, "moderator")
    site.person("ben")
    idea = site.published(process, "ben", f"Rufbus {process.slug}")
    comment = site.comment(idea, moderator, "Das finde ich gut.")
    site.caught_up()
    walker = enter(moderator)
    walker.open(case_of(comment))
    walker.sees("Das ist Ihr eigener Text")
    expect(walker.button("Fall übernehmen")).to_have_count(0)


def test_an_appeal_is_decided_by_somebody_else(
    site: Site, enter: Entering, process: Process
) -> None:
    decider, reviewer = f"otto-{process.slug}", f"pia-{process.slug}"
    author = f"lea-{process.slug}"
    for name in (decider, reviewer):
        site.person(name, "moderator")
    site.person(author)
    idea = site.submit(process, author, f"Kritik {process.slug}")
    site.decide(idea, REJECTED, decider)
    site.caught_up()

    writer = enter(author)
    writer.open(f"/de/ideas/{idea}")
    writer.sees(REJECTED.explanation or "")
    writer.page.get_by_role("link", name="Widerspruch einlegen").click()
    writer.check()
    writer.press("Widerspruch absenden")
    writer.sees("Bitte prüfen Sie eine Angabe")
    writer.page.get_by_label("Warum ist die Entscheidung falsch?").fill("Kritik ist erlaubt.")
    writer.press("Widerspruch absenden")
    writer.sees("Ihr Widerspruch ist eingegangen")

    # Whoever decided first neither sees the appeal in the queue nor can take it.
    first = enter(decider)
    first.open("/de/moderation?tab=appeals")
    first.misses(f"Kritik {process.slug}")
    first.open(case_of(idea))
    first.sees("Sie haben zuerst entschieden")

    second = enter(reviewer)
    second.open("/de/moderation?tab=appeals")
    second.follow(f"Kritik {process.slug}")
    second.press("Fall übernehmen")
    choose(second, "Entscheidung wird aufgehoben")
    second.page.get_by_label("Begründung für die Person").fill(
        "Kritik an der Verwaltung ist nie ein Grund. Die Idee erscheint."
    )
    second.press("Entscheidung speichern")
    second.sees("Über den Widerspruch ist entschieden")
    second.sees(REJECTED.explanation or "")

    visitor = enter()
    visitor.open(f"/de/ideas/{idea}")
    visitor.sees(f"Kritik {process.slug}")
    writer.open(f"/de/moderation/cases/{case_id_of(idea, 1)}/appeal")
    writer.sees("Die Idee erscheint.")
