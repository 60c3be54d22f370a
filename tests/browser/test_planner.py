"""R02, R42, R29: from the plan of two years over a red light to what people can use."""

from datetime import timedelta

import pytest

from domain.codes import DecisionId, MeasureId
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.phases import BERLIN
from domain.use_cases.strategy import deciding, measuring
from domain.use_cases.strategy.deciding import NewAgendaItem, NewRecord
from tests.browser.conftest import DESK, PHONE, Entering
from tests.browser.county import a_county, an_assessed_measure, profile
from tests.browser.site import Process, Site
from tests.browser.walker import Walker
from tests.use_cases.strategy.county import done

pytestmark = pytest.mark.browser

VOTE = Record(result="unchanged", present=42, vote=CouncilVote(yes=38, no=2, abstain=2))


@pytest.fixture(params=[(PHONE, False), (DESK, True)], ids=str)
def kind(request: pytest.FixtureRequest) -> tuple[int, bool]:
    """A phone without scripts, and a desktop with them."""
    chosen: tuple[int, bool] = request.param
    return chosen


def adopted(site: Site, process: Process, office: str) -> MeasureId:
    """Let the council adopt a measure today."""
    platform, county = site.parts.platform, a_county(site, process, office)
    measure_id = an_assessed_measure(site, process, office, profile(county, process))
    submitted = measuring.submit(
        platform, site.asking(office), process.id, measure_id, county.council
    )
    decision_id = DecisionId(done(submitted))
    first, second = (f"{name}-{process.slug}" for name in ("saskia", "sven"))
    for name in (first, second):
        site.person(name, "secretary")
    item = NewAgendaItem(
        body_id=county.council,
        session=site.now.astimezone(BERLIN).date(),
        number="7.1",
        title="Räume online buchen",
        subjects=(DecisionSubject("measure", measure_id, 1),),
        decision_id=decision_id,
    )
    deciding.schedule(platform, site.asking(first), process.id, item)
    record = NewRecord(record=VOTE, text="Der Kreistag beschließt sie.")
    deciding.record(platform, site.asking(first), process.id, decision_id, record)
    deciding.confirm(platform, site.asking(second), process.id, decision_id)
    return measure_id


def fill(walker: Walker, **typed: str) -> None:
    """Type into the fields of the form that is open, by their ids."""
    for name, value in typed.items():
        walker.page.locator(f"#{name}").fill(value)


def plan(walker: Walker, slug: str, year: int, measure_id: MeasureId, *row: str) -> None:
    """Put a measure into the plan of a year: first and last quarter, money, posts."""
    walker.open(f"/de/p/{slug}/plans/{year}/edit")
    fill(walker, budget="100.000", capacity="1,5")
    walker.page.get_by_label("M-01 Räume online buchen").check()
    first, last, money, posts = row
    walker.page.locator(f"[id='first-{measure_id}']").select_option(first)
    walker.page.locator(f"[id='last-{measure_id}']").select_option(last)
    walker.page.locator(f"[id='money-{measure_id}']").fill(money)
    walker.page.locator(f"[id='posts-{measure_id}']").fill(posts)
    walker.press("Plan veröffentlichen")


def act(walker: Walker, measure_id: MeasureId, name: str, button: str, **typed: str) -> None:
    """Do one thing at the desk of a measure."""
    walker.open(f"/de/measures/{measure_id}/office?act={name}")
    fill(walker, **{f"{name}-{field}": value for field, value in typed.items()})
    walker.press(button)


def test_a_plan_becomes_something_people_can_use(site: Site, enter: Entering) -> None:
    process = site.open_process("Plans")
    name = f"olga-{process.slug}"
    site.person(name, "office")
    measure_id = adopted(site, process, name)
    site.caught_up()
    today, slug = site.now.astimezone(BERLIN).date(), process.slug
    year = today.year
    office, anybody = enter(name), enter()

    # R02: it stands in both years with the money of each; moving it keeps the old quarters.
    plan(office, slug, year, measure_id, "2", "4", "60.000", "0,5")
    office.sees("Der Plan ist veröffentlicht.")
    plan(office, slug, year + 1, measure_id, "1", "1", "20.000", "0,25")
    anybody.open(f"/de/p/{slug}/plans")
    anybody.sees(f"{year}, 2. bis 4. Quartal: 60.000")
    anybody.sees(f"{year + 1}, 1. Quartal: 20.000")
    assert anybody.page.locator(".roadmap:visible .map-bar").count() == 2
    act(
        office,
        measure_id,
        "plan",
        "Im Jahr einplanen",
        year=str(year),
        first="3",
        last="4",
        budget="60.000",
        text="Die Firma kommt später.",
    )
    anybody.open(f"/de/p/{slug}/plans/{year}")
    anybody.sees("60.000 € von 100.000 €".replace(" €", "\N{NO-BREAK SPACE}€"))
    anybody.sees("Die Firma kommt später.")
    assert "2. bis 4. Quartal" in anybody.page.locator("del").inner_text()

    # R42: red without a word is refused; with one it is on the board, as is what is late.
    act(office, measure_id, "start", "Umsetzung beginnen", on=today.isoformat())
    late = (today - timedelta(days=20)).isoformat()
    act(office, measure_id, "milestone", "Meilenstein anlegen", text="Auftrag erteilt", on=late)
    office.open(f"/de/measures/{measure_id}/office?act=report")
    office.page.locator("#report-light").select_option("red")
    fill(office, **{"report-percent": "20"})
    office.press("Fortschritt melden")
    office.sees("Gelb und Rot")
    fill(office, **{"report-text": "Die Genehmigung fehlt.", "report-more": "Beim Amt nachfragen."})
    office.press("Fortschritt melden")
    office.open(f"/de/p/{slug}/board?show=overdue")
    office.sees("Rot: stockt")
    office.sees("Die Genehmigung fehlt.")
    office.sees("Beim Amt nachfragen.")
    office.sees("Auftrag erteilt")
    office.open(f"/de/p/{slug}/board?show=green")
    office.sees("Keine Maßnahme passt zu dieser Auswahl.")

    # R29: it is completed with evidence only, and then people read what they can use.
    act(office, measure_id, "complete", "Maßnahme abschließen", on=today.isoformat())
    office.sees("Das ging nicht")
    fill(office, **{"complete-text": "120 Buchungen im ersten Monat."})
    office.press("Maßnahme abschließen")
    anybody.open(f"/de/p/{slug}/usable")
    anybody.sees("nutzbar seit")
    anybody.sees("120 Buchungen im ersten Monat.")
    anybody.open(f"/en/p/{slug}/plans")
