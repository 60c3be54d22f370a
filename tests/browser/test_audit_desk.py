"""J8: an auditor records a finding, the office answers it, the state is recomputed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Entering
from tests.browser.site import Site
from tests.browser.walker import Walker

pytestmark = pytest.mark.browser
ANSWER = "Wir haben eine zweite Person eingeteilt."


def test_a_finding_is_answered_and_settled(site: Site, enter: Entering) -> None:
    process = site.open_process("Revision")
    site.person("rita", "auditor")
    site.person("olga", "office")
    site.person("ben")
    # All windows walk in one town: each has a finding of its own.
    found = f"Eine Entscheidung kam nach der Frist ({process.slug})."
    site.published(process, "ben", "Nachtbus am Wochenende")
    site.caught_up()

    auditor = enter("rita")
    page = auditor.page
    auditor.open("/de/audit/runs")
    page.get_by_label("Was wird geprüft?").select_option("moderation")
    page.get_by_label("Verfahren").select_option(process.slug)
    auditor.press("Prüfung eröffnen")
    auditor.sees("Die Prüfung ist eröffnet.")
    audit = page.url.partition("?")[0]

    recomputed(auditor, audit, site.parts.log.head().position)

    # A finding that lacks words comes back; then it is recorded, and the audit stays open.
    page.get_by_label("Wie schwer wiegt es?").select_option("minor")
    page.get_by_label("Was haben Sie festgestellt?").fill("Zu kurz")
    auditor.press("Feststellung festhalten")
    auditor.sees("Der Text ist zu kurz")
    page.get_by_label("Was haben Sie festgestellt?").fill(found)
    auditor.press("Feststellung festhalten")
    auditor.sees("Antwort bis")
    auditor.press("Prüfung abschließen")
    auditor.sees("Es gibt noch offene Feststellungen")

    office = enter("olga")
    office.open("/de/audit/findings")
    office.follow(found)
    office.page.get_by_label("Was ist der Grund").fill(ANSWER)
    office.press("Antwort abschicken")
    office.sees(ANSWER)

    auditor.open("/de/audit/findings")
    auditor.follow(found)
    auditor.sees(ANSWER)
    auditor.press("Ja, erledigt")
    auditor.sees("Die Feststellung ist erledigt.")
    auditor.open("/de/audit/four-eyes")
    auditor.sees("Feststellung beantwortet")
    auditor.open("/de/audit/reads")
    auditor.open("/en/audit/runs")
    auditor.open(audit)
    auditor.press("Prüfung abschließen")
    auditor.sees("Die Prüfung ist abgeschlossen.")
    expect(page.locator("main form")).to_have_count(0)


def recomputed(auditor: Walker, audit: str, position: int) -> None:
    """Let the worker recompute the state; with scripts the page shows it by itself."""
    page = auditor.page
    page.get_by_label("bis Ereignis Nr.").fill(str(position))
    auditor.press("Nachrechnen")
    for _ in range(20):
        if page.get_by_text("Gleich. Was die Seiten zeigen").count():
            break
        page.wait_for_timeout(500)
        if not auditor.scripts:
            page.goto(audit)
    auditor.sees("Gleich. Was die Seiten zeigen, folgt aus dem Protokoll.")
