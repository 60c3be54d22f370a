"""Measures side by side: groups, effort, support online and dots on site, apart and together."""

from datetime import date

from msgspec.structs import replace

from domain.codes import MeasureId, WorkshopId
from domain.measures import Scores, Source
from domain.use_cases import contributing
from domain.use_cases.strategy import gathering, measuring
from domain.use_cases.strategy.gathering import NewFormat, NewResult
from domain.use_cases.strategy.measuring import NewAssessment
from domain.workshops import Dots
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import County, a_county, done

PAGE = f"/de/p/{SLUG}/measures/assessment"
WORKSHOP = Scores(benefit=44, reach=40, urgency=30, feasibility=40, transfer=50, effort=21)


def walked(county: County, measure_id: MeasureId, dots: int) -> WorkshopId:
    """Hold a gallery walk today; its result waits for a second person."""
    platform, process_id = county.platform, county.process_id
    new = NewFormat(kind="gallery_walk", title="Rundgang", place="Kreishaus", on=date(2023, 6, 19))
    held = WorkshopId(done(gathering.schedule_format(platform, county.office, process_id, new)))
    result = NewResult(attendance=60, summary="Gut besucht.", dots=(Dots(measure_id, dots),))
    gathering.record_result(platform, county.office, process_id, held, result)
    return held


async def test_support_workshop_and_dots_are_shown_apart_and_together(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    idea = village.published(county.process_id, "ana")
    for name in ("ben", "eva"):
        contributing.give_support(village.platform, village.as_(name), idea)
    measure_id = county.measure(Source("proposal", idea, "part"))
    held = walked(county, measure_id, 31)
    before = (await visits.by().open(PAGE)).text
    assert "0 Punkte" in before
    gathering.confirm_result(county.platform, county.other_office, county.process_id, held)
    text = (await visits.by().open(f"{PAGE}?sort=backing")).text
    for told in ("2 Unterstützungen", "4,06 von 5", "31 Punkte", "33 online und vor Ort"):
        assert told in text
    assert "Rundgang" in (await visits.by().open(f"/de/measures/{measure_id}")).text


async def test_groups_count_once_each_and_effort_turns_round(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    rooms = county.measure(title="Räume online buchen")
    county.measure(title="Sensoren an Bächen")
    heavy = replace(WORKSHOP, benefit=20, effort=50)
    new = NewAssessment(group="steering", scores=heavy)
    measuring.assess(county.platform, county.office, county.process_id, rooms, new)
    page = await visits.by().open(f"{PAGE}?sort=benefit")
    assert "Mittel aus 2 Gruppen" in page.text
    listed = page.text[page.text.index("Alle Zahlen") :]
    assert listed.index("Sensoren an Bächen") < listed.index("Räume online buchen")
    own = (await visits.by().open(f"/de/measures/{rooms}")).text
    # The means of 4.4 and 2.0, and of 2.1 and 5.0, rounded half up.
    assert "Nutzen 2 4,4 3,2" in own
    assert "Aufwand 5 2,1 3,6" in own
    assert "Großes Vorhaben" in own


async def test_a_priority_shows_its_basis_and_orders_the_list(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    county.measure(title="Räume online buchen")
    sensors = county.measure(title="Sensoren an Bächen")
    office = visits.by("olga")
    desk = await office.open(f"/de/measures/{sensors}/office")
    sent = {"priority": "high", "rank": "1", "text": "Rundgang und Workshop"}
    await office.send(desk.form("?act=prioritise"), sent)
    text = (await visits.by().open(PAGE)).text
    assert "hoch (sofort), Rang 1 Rundgang und Workshop" in text
    listed = text[text.index("Alle Zahlen") :]
    assert listed.index("Sensoren an Bächen") < listed.index("Räume online buchen")


async def test_without_scores_it_says_so(village: Village, visits: Visits) -> None:
    a_county(village)
    assert "Noch keine Maßnahme ist bewertet" in (await visits.by().open(PAGE)).text
    english = await visits.by().open(PAGE.replace("/de/", "/en/"))
    assert "No measure has been assessed yet" in english.text
