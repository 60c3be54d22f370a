"""What a measure comes from is named later as well, all of it in the browser (J6, R28)."""

from domain.use_cases.strategy import listing
from domain.use_cases.strategy.listing import WrittenFacts
from tests.api.pages.village import Village, Visits
from tests.use_cases.strategy.county import a_county, done


async def test_an_idea_is_linked_by_its_number(village: Village, visits: Visits) -> None:
    county = a_county(village)
    idea = village.published(county.process_id, "ana")
    measure_id = county.measure()
    office, path = visits.by("olga"), f"/de/measures/{measure_id}/office"
    form = (await office.open(path)).form("?act=link")
    missing = await office.send(form, {}, 400)
    assert "Geben Sie die Nummer einer öffentlichen Idee an" in missing.text
    unknown = await office.send(form, {"idea": "B-2023-0099"}, 400)
    assert unknown.form("?act=link").fields["idea"] == "B-2023-0099"
    desk = await office.send(form, {"idea": "b 2023 0001", "share": "whole"})
    twice = await office.send(desk.form("?act=link"), {"idea": "B-2023-0001"}, 400)
    assert "schon" in twice.text
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert f"/de/measures/{measure_id}" in page.links
    assert "Die ganze Idee ist Teil der Maßnahme" in page.text
    assert county.state(measure_id).sources[0].share == "whole"


async def test_the_inventory_and_other_measures_are_chosen_from_a_list(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    other = county.measure(title="Sensoren an Bächen")
    facts = WrittenFacts(kind="project", title="Bürgerbus Morbach", status="running")
    item = done(listing.record_item(village.platform, county.office, county.process_id, facts))
    measure_id = county.measure()
    office, path = visits.by("olga"), f"/de/measures/{measure_id}"
    page = await office.open(f"{path}/office")
    assert "Aus dem Bestand: Bürgerbus Morbach" in page.text
    assert "Andere Maßnahme: M-01 Sensoren an Bächen" in page.text
    desk = await office.send(page.form("?act=link"), {"source": f"inventory:{item}"})
    desk = await office.send(desk.form("?act=link"), {"source": f"measure:{other}"})
    options = desk.html[desk.html.index('id="link-idea"') : desk.html.index('id="unlink-source"')]
    assert "Bürgerbus" not in options
    public = await visits.by().open(path)
    assert {f"/de/inventory/{item}", f"/de/measures/{other}"} <= set(public.links)
