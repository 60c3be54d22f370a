"""J6, R12: ideas become a measure; dots and scores; nothing incomplete leaves "assessed"."""

import re
import time

import pytest

from domain.codes import ProposalId
from projections import tally
from tests.browser.conftest import PHONE, Entering
from tests.browser.county import a_county, open_at_both_widths
from tests.browser.site import Process, Site
from tests.browser.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("kind", [(PHONE, True)], ids=["both"])]

OTHERS = ("Ein Kalender für alle Vereine", "WLAN im Gemeindehaus", "Leerstände melden")
SAME = ("Säle online leihen", "Raumbuchung im Netz", "Gemeindehaus buchen")
TEXTS = {
    "problem": "Räume stehen leer.",
    "target_group": "Vereine",
    "benefit": "Räume werden genutzt.",
    "steps": "Ausschreiben, bauen, öffnen.",
    "risks": "Wenige Hausmeister.",
    "transferability": "Jedes Dorf hat ein Gemeindehaus.",
}
MONEY = {"cost_once": "80.000", "own_share": "40.000", "amount_1": "28.000"}
SCORES = ("4,4", "4", "3", "4", "5", "2,1")


def test_ideas_become_a_measure_that_is_scored_and_paid_for(site: Site, enter: Entering) -> None:
    process = site.open_process("Measures")
    olga, otto = (f"{name}-{process.slug}" for name in ("olga", "otto"))
    # Merging is for moderators (I8): whoever of the office does it has both roles.
    site.person(olga, "office", "moderator")
    site.person(otto, "office")
    a_county(site, process, olga)
    rooms, ideas = seeded(site, process)
    office, colleague, anybody = enter(olga), enter(otto), enter()

    # Three say the same: they go on in one, and who supported several counts once.
    for same in ideas[-len(SAME) :]:
        merged(site, office, same, rooms)
    assert supports(site, rooms, 3) == 3
    open_at_both_widths(anybody, f"/de/ideas/{rooms}")
    anybody.sees("Hierin aufgegangen")

    # One measure of four ideas: all four lead to it.
    chosen = [rooms, *ideas[: len(OTHERS)]]
    path = made(office, process, chosen)
    for idea in chosen:
        anybody.open(f"/de/ideas/{idea}")
        anybody.sees("Daraus wurde")
        anybody.follow("Räume online buchen")
        assert anybody.page.url.endswith(path)

    # People stick dots; a second person of the office confirms them.
    walk = held(office, process, path)
    anybody.open(f"{walk}?before")
    anybody.misses("31 Punkte")
    anybody.misses("geklebt")
    colleague.open(walk)
    colleague.press("Stimmt mit dem Protokoll überein")
    open_at_both_widths(anybody, f"{walk}?after")
    anybody.sees("31 Punkte geklebt")
    described(office, path)
    scored(office, path)

    # R12: neither priority nor council before cost and funding are the same.
    prioritise(office)
    office.sees("Der Steckbrief ist noch nicht vollständig")
    assert (
        "Kosten und Finanzierung: Es fehlen 12.000"
        in office.page.locator("[role=alert]").inner_text()
    )
    hand_over(office)
    assert "Es fehlen 12.000" in office.page.locator("[role=alert]").inner_text()
    office.open(f"{path}/edit")
    office.page.get_by_label("Eigenanteil").fill("52.000")
    office.page.get_by_label("Warum ändern Sie").fill("Der Kreis zahlt den Rest.")
    office.press("Neue Fassung speichern")
    prioritise(office)
    office.sees("priorisiert")

    # Online, workshop and dots: apart and together, on both pages.
    for page in (path, f"/de/p/{process.slug}/measures/assessment"):
        open_at_both_widths(anybody, page)
        told = anybody.page.locator(".backing").first.inner_text().split()
        assert " ".join(told) == (
            "Online 3 Unterstützungen Workshop 4,06 von 5 Vor Ort 31 Punkte "
            "Zusammen 34 online und vor Ort"
        )
    anybody.sees("Schnell gewonnen")

    # Complete, it goes to the council, whose paper is of this very version.
    office.open(f"{path}/office")
    hand_over(office)
    office.sees("liegt zum Beschluss vor")
    anybody.open(f"{path}/versions/3")
    anybody.sees("Vorlage für das Gremium (PDF)")
    anybody.open(f"/en/p/{process.slug}/workshops")


def seeded(site: Site, process: Process) -> tuple[ProposalId, list[ProposalId]]:
    """Publish the ideas; two people support several of those that say the same."""
    rooms = site.published(process, f"ana-{process.slug}", "Räume online buchen")
    ideas = [
        site.published(process, f"ben{at}-{process.slug}", title)
        for at, title in enumerate((*OTHERS, *SAME))
    ]
    fans = [f"fan{at}-{process.slug}" for at in range(3)]
    site.support(rooms, fans[0], fans[1])
    site.support(ideas[-1], fans[0], fans[2])
    site.support(ideas[-2], fans[1], fans[2])
    site.caught_up()
    return rooms, ideas


def merged(site: Site, office: Walker, idea: ProposalId, into: ProposalId) -> None:
    office.open(f"/de/ideas/{into}")
    shown = office.page.locator("text=/B-20\\d\\d-\\d{4}/").first.inner_text()
    number = re.findall(r"B-20\d\d-\d{4,}", shown)[0]
    office.open(f"/de/ideas/{idea}")
    office.page.get_by_text("Mit anderer Idee zusammenführen", exact=True).click()
    office.page.get_by_label("Nummer der anderen Idee").fill(number)
    office.press("Zusammenführen")
    assert office.page.locator("[role=alert]").all_inner_texts() == [], (number, shown)
    site.caught_up()


def supports(site: Site, idea: ProposalId, wanted: int) -> int:
    """Return how many support an idea, once the worker has carried them over."""
    found = -1
    for _ in range(1200):  # a busy machine is slow, not wrong
        with site.parts.tables.snapshot() as snapshot:
            found = tally.of(snapshot, idea).supports
        if found == wanted:
            break
        time.sleep(0.05)
    return found


def made(office: Walker, process: Process, ideas: list[ProposalId]) -> str:
    """Make a measure of ideas; return the path of its page."""
    open_at_both_widths(office, f"/de/p/{process.slug}/measures/new")
    office.page.get_by_label("Titel").fill("Räume online buchen")
    office.page.get_by_label("Worum es geht").fill("Gemeindehäuser lassen sich buchen.")
    office.page.get_by_label("Handlungsfeld").select_option(label="Mobilität")
    for idea in ideas:
        office.page.locator(f"input[name=ideas][value='{idea}']").check()
    office.press("Maßnahme anlegen")
    return "/de/measures/" + office.page.url.partition("/measures/")[2].partition("/")[0]


def held(office: Walker, process: Process, measure: str) -> str:
    """Announce a gallery walk of today and write its result down; return its path."""
    open_at_both_widths(office, f"/de/p/{process.slug}/workshops/new")
    office.page.get_by_label("Was ist es?").select_option(label="Rundgang mit Punkten")
    office.page.get_by_label("Titel").fill("Rundgang im Kreishaus")
    office.page.get_by_label("Wo?").fill("Foyer")
    today = office.page.evaluate("new Date().toLocaleDateString('sv')")
    office.page.get_by_label("An welchem Tag?").fill(today)
    office.press("Ankündigen")
    path = "/de/workshops/" + office.page.url.partition("/workshops/")[2].partition("?")[0]
    office.page.get_by_label("Wie viele Menschen waren da?").fill("64")
    office.page.get_by_label("Was ist herausgekommen?").fill("Viele Gespräche an den Wänden.")
    office.page.locator(f"#dots-{measure.rpartition('/')[2]}").fill("31")
    office.page.get_by_role("button", name="Ergebnis erfassen").click()
    office.check()
    office.sees("Bestätigen muss es jemand anderes")
    assert office.button("Stimmt mit dem Protokoll überein").count() == 0
    return path


def described(office: Walker, path: str) -> None:
    """Write the profile; nobody pays 12,000 euros of it yet."""
    open_at_both_widths(office, f"{path}/edit")
    for name, text in {**TEXTS, **MONEY, "staff": "0,25", "source_1": "Land"}.items():
        office.page.locator(f"[name={name}]").fill(text)
    for name, day in {"starts": "2026-01-01", "ends": "2027-12-31"}.items():
        office.page.locator(f"[name={name}]").fill(day)
    office.page.locator("[name=goals]").check()
    office.page.locator("[name=indicators]").check()
    office.page.get_by_label("Zuständige Einheit").select_option(label="Fachbereich Mobilität")
    office.page.get_by_label("Warum ändern Sie").fill("Nach dem Workshop")
    office.press("Neue Fassung speichern")
    office.sees("Kosten und Finanzierung: Es fehlen 12.000")


def scored(office: Walker, path: str) -> None:
    """Enter what the workshop said: benefit 4.4, effort 2.1."""
    open_at_both_widths(office, f"{path}/office")
    office.page.locator("summary", has_text="Bewertung eintragen").click()
    names = ("benefit", "reach", "urgency", "feasibility", "transfer", "effort")
    for name, points in zip(names, SCORES, strict=True):
        office.page.locator(f"#assess-{name}").fill(points)
    office.page.get_by_label("Bei welcher Veranstaltung?").select_option("Rundgang im Kreishaus")
    office.press("Bewertung eintragen")
    office.sees("bewertet")


def prioritise(office: Walker) -> None:
    unfolded(office, "Priorität setzen")
    office.page.get_by_label("Worauf stützt sich das?").fill("Rundgang und Workshop")
    office.press("Priorität setzen")


def hand_over(office: Walker) -> None:
    unfolded(office, "Zum Beschluss vorlegen")
    office.page.get_by_label("Welchem Gremium?").select_option(label="Kreistag")
    office.press("Zum Beschluss vorlegen")


def unfolded(office: Walker, act: str) -> None:
    """Unfold a form of the office, if it is not."""
    folded = office.page.locator("details:not([open]) > summary", has_text=act)
    if folded.count():
        folded.click()
