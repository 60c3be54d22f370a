"""J7: a vote is recorded, refused, confirmed by a colleague, corrected, and read by all."""

import pytest

from domain.codes import DecisionId
from domain.decisions import DecisionSubject
from domain.phases import BERLIN
from domain.use_cases.strategy import deciding, measuring
from domain.use_cases.strategy.deciding import NewAgendaItem, WrittenPaper
from tests.browser.conftest import Entering
from tests.browser.county import a_county, an_assessed_measure, profile
from tests.browser.site import Process, Site
from tests.browser.walker import Walker
from tests.use_cases.strategy.county import done

pytestmark = pytest.mark.browser


def test_a_vote_becomes_a_decision(site: Site, enter: Entering) -> None:
    process = site.open_process("Council")
    names = [f"{name}-{process.slug}" for name in ("saskia", "sven")]
    for name in names:
        site.person(name, "secretary")
    decision_id = _on_the_agenda(site, process, names[0])
    site.caught_up()
    first, second, anybody = enter(names[0]), enter(names[1]), enter()

    # 44 of 42 is refused in plain words; 38, 2, 2 is written down and changes nothing yet.
    first.open("/de/council")
    first.open(f"/de/council/{decision_id}")
    _fill(first, result="Unverändert beschlossen", present="42", yes="44", no="2", abstain="2")
    if first.scripts:
        first.sees("Das geht nicht auf: 48 Stimmen bei 42 Anwesenden.")
    first.page.get_by_label("Wortlaut des Beschlusses").fill("Der Kreistag beschließt sie.")
    first.press("Erfassen")
    first.sees("ergeben zusammen 48, anwesend waren aber nur 42")
    _fill(first, yes="38")
    first.press("Erfassen")
    first.sees("Jetzt bestätigt ihn eine zweite Person.")
    assert first.button("Ja, bestätigen").count() == 0
    anybody.open(f"/de/decisions/{decision_id}")
    anybody.sees("auf der Tagesordnung")

    # A colleague compares it with the paper and confirms it; the measure is adopted.
    second.open(f"/de/council/{decision_id}")
    second.sees("2023/118 (Demo)")
    second.press("Ja, bestätigen")
    second.sees("Der Beschluss ist bestätigt und wirksam.")
    second.press("Veröffentlichen")

    # The correction is confirmed by somebody else; old and new values stay visible.
    first.open(f"/de/council/{decision_id}")
    first.page.get_by_text("Korrigieren", exact=True).click()
    _fill(first, yes="37", abstain="3")
    first.page.get_by_label("Was war falsch erfasst?").fill("Eine Stimme war verzählt.")
    first.page.get_by_label("Stelle in der Niederschrift").fill("Seite 4")
    first.press("Korrektur erfassen")
    second.open(f"/de/council/{decision_id}")
    second.press("Korrektur bestätigen")
    anybody.open(f"/de/decisions/{decision_id}?later")
    anybody.sees("37 Ja sind mehr als 2 Nein: angenommen.")
    anybody.sees("Genau diese Fassung ist beschlossen.")
    rows = anybody.page.locator(".correction-changed").all_inner_texts()
    assert [row.split() for row in rows] == [["Ja", "38", "37"], ["Enthaltungen", "2", "3"]]
    anybody.open(f"/de/p/{process.slug}/decisions")
    anybody.sees("37 Ja, 2 Nein, 3 Enthaltungen")
    anybody.open(f"/en/decisions/{decision_id}")


def _fill(walker: Walker, result: str = "", **numbers: str) -> None:
    if result:
        walker.page.locator("select[name=result]").select_option(label=result)
    for name, number in numbers.items():
        walker.page.locator(f"input[name={name}]").fill(number)


def _on_the_agenda(site: Site, process: Process, secretary: str) -> DecisionId:
    """Submit a complete measure to the council, and put it on its agenda for today."""
    platform, name = site.parts.platform, f"olga-{process.slug}"
    site.person(name, "office")
    county = a_county(site, process, name)
    measure_id = an_assessed_measure(site, process, name, profile(county, process))
    office = site.asking(name)
    submitted = measuring.submit(platform, office, process.id, measure_id, county.council)
    item = NewAgendaItem(
        body_id=county.council,
        session=site.now.astimezone(BERLIN).date(),
        number="7.1",
        title="Räume online buchen",
        paper=WrittenPaper(reference="2023/118 (Demo)", url="https://rat.example/118"),
        subjects=(DecisionSubject("measure", measure_id, 1),),
        decision_id=DecisionId(done(submitted)),
    )
    asking = site.asking(secretary)
    return DecisionId(done(deciding.schedule(platform, asking, process.id, item)))
