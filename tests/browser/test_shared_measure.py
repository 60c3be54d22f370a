"""J11: statements by a day, one municipality says no, costs are reckoned anew."""

import pytest

from domain.codes import BodyId, DecisionId, MeasureId
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.phases import BERLIN
from domain.use_cases import configuring
from domain.use_cases.strategy import deciding, measuring, organising
from domain.use_cases.strategy.deciding import NewAgendaItem, NewRecord, WrittenPaper
from projections import decisions
from tests.browser.conftest import PHONE, Entering
from tests.browser.county import a_county, an_assessed_measure, open_at_both_widths, profile
from tests.browser.site import Process, Site
from tests.use_cases.strategy.county import ADOPTED, done

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("kind", [(PHONE, True)], ids=["both"])]

MORBACH, WITTLICH_LAND = "072310090502", "072315009"
REJECTED = Record(result="rejected", present=30, vote=CouncilVote(yes=8, no=20, abstain=2))


def test_a_shared_measure_goes_on_without_one_municipality(site: Site, enter: Entering) -> None:
    process = site.open_process("Shared")
    olga = f"olga-{process.slug}"
    site.person(olga, "office")
    measure_id, body = adopted(site, process, olga)
    path = f"/de/measures/{measure_id}"
    office, anybody = enter(olga), enter()

    # Two administrations are asked; what is missing is public, and then one answers.
    asked = f"/de/p/{process.slug}/statements"
    for place in ("Verwaltung Morbach", "Verwaltung Wittlich-Land"):
        office.open(f"{path}/office?act=statement")
        office.page.locator("#statement-addressee").select_option(label=place)
        office.press("Stellungnahme anfordern")
    open_at_both_widths(anybody, asked)
    anybody.sees("2 fehlen noch")
    office.open(asked)
    office.follow("Stellungnahme eintragen")
    office.page.locator("#filed-statement").select_option(label="Wittlich-Land")
    office.page.get_by_label("Haltung").select_option(label="Stimmt zu")
    office.page.locator("#filed-text").fill("Wir sind gern dabei.")
    office.press("Stellungnahme eintragen")
    open_at_both_widths(anybody, f"{asked}?later")
    anybody.sees("Eine fehlt noch")
    anybody.sees("Wir sind gern dabei.")

    # Morbach decides for itself; for the others the measure stays adopted.
    open_at_both_widths(office, f"{path}/office?act=partner")
    office.page.locator("#partner-body").select_option(label="Gemeinderat Morbach")
    office.press("Einer Gemeinde zum Beschluss vorlegen")
    decision = rejected(site, process, measure_id, body)
    open_at_both_widths(anybody, f"{path}?decided")
    morbach = anybody.page.locator(f"#place-{MORBACH}")
    assert "nicht beteiligt" in morbach.inner_text()
    assert anybody.page.locator(".page-head .badge").first.inner_text() == "beschlossen"
    morbach.get_by_role("link", name="Beschluss vom").click()
    anybody.check()
    assert anybody.page.url.endswith(f"/de/decisions/{decision}")
    anybody.sees("8 Ja")

    # Costs are reckoned anew: another version, and Morbach stays out of it.
    office.open(f"{path}/edit")
    office.page.get_by_label("Kosten einmalig").fill("70.000")
    office.page.get_by_label("Eigenanteil").fill("70.000")
    office.page.get_by_label("Warum ändern Sie").fill("Ohne Morbach neu gerechnet.")
    office.press("Neue Fassung speichern")
    anybody.open(f"{path}/versions/2")
    anybody.sees("Ohne Morbach neu gerechnet.")
    open_at_both_widths(anybody, f"/en/measures/{measure_id}")
    anybody.sees("does not take part")
    anybody.sees("€70,000")


def adopted(site: Site, process: Process, office: str) -> tuple[MeasureId, BodyId]:
    """Return a measure of the whole county that its council adopted, and Morbach's council."""
    platform, places = site.parts.platform, {MORBACH: "Morbach", WITTLICH_LAND: "Wittlich-Land"}
    for key, name in places.items():
        configuring.add_territory(platform, site.system(), process.id, key, name, None)
    county = a_county(site, process, office)
    new = organising.NewBody(
        name="Gemeinderat Morbach", kind="council", seats=32, territory=MORBACH
    )
    body = BodyId(done(organising.define_body(platform, site.asking(office), process.id, new)))
    written = profile(county, process, "Dorf-App für Ortsgemeinden")
    measure_id = an_assessed_measure(site, process, office, written)
    measuring.submit(platform, site.asking(office), process.id, measure_id, county.council)
    decided(site, process, measure_id, county.council, ADOPTED)
    site.caught_up()
    return measure_id, body


def rejected(site: Site, process: Process, measure_id: MeasureId, body: BodyId) -> DecisionId:
    """Let Morbach's council reject it."""
    decision = decided(site, process, measure_id, body, REJECTED)
    site.caught_up()
    return decision


def decided(
    site: Site, process: Process, measure_id: MeasureId, body: BodyId, record: Record
) -> DecisionId:
    """Let two secretaries enter what a council decided today on what was handed to it."""
    platform, names = site.parts.platform, [f"{name}-{process.slug}" for name in ("sa", "sv")]
    for name in names:
        site.person(name, "secretary")
    site.caught_up()
    with site.parts.tables.snapshot() as snapshot:
        [waiting] = decisions.unscheduled(snapshot, [process.id])
    item = NewAgendaItem(
        body_id=body,
        session=site.now.astimezone(BERLIN).date(),
        number="4",
        title="Dorf-App für Ortsgemeinden",
        paper=WrittenPaper(reference="2026/12"),
        subjects=(DecisionSubject("measure", measure_id, waiting.version),),
        territory=waiting.territory,
        decision_id=waiting.decision_id,
    )
    first, decision = site.asking(names[0]), waiting.decision_id
    deciding.schedule(platform, first, process.id, item)
    new = NewRecord(record=record, text="So beschließt es der Rat.")
    deciding.record(platform, first, process.id, decision, new)
    deciding.confirm(platform, site.asking(names[1]), process.id, decision)
    deciding.publish(platform, first, process.id, decision)
    return decision
