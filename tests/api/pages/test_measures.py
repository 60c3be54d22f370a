"""Measures on pages: the catalogue, the profile with its money, versions, ideas that became one."""

from datetime import date

from msgspec.structs import replace

from domain.measures import Slot, Source
from domain.use_cases.strategy import implementing, measuring, stating
from domain.use_cases.strategy.implementing import NewReport
from domain.use_cases.strategy.profiles import WrittenFunding
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import a_county

LIST = f"/de/p/{SLUG}/measures"


async def test_without_measures_the_catalogue_says_so(village: Village, visits: Visits) -> None:
    village.open_process()
    assert "Noch keine Maßnahmen" in (await visits.by().open(LIST)).text
    assert "No measures yet" in (await visits.by().open(LIST.replace("/de/", "/en/"))).text


async def test_an_idea_and_its_measure_lead_to_each_other(village: Village, visits: Visits) -> None:
    county = a_county(village)
    idea = village.published(county.process_id, "ana")
    measure_id = county.measure(Source("proposal", idea, "part"))
    page = await visits.by().open(f"/de/measures/{measure_id}")
    assert f"/de/ideas/{idea}" in page.links
    assert "zum Teil übernommen" in page.text
    back = await visits.by().open(f"/de/ideas/{idea}")
    assert "Daraus wurde" in back.text
    assert f"/de/measures/{measure_id}" in back.links


async def test_money_adds_up_and_says_what_nobody_pays(village: Village, visits: Visits) -> None:
    county = a_county(village)
    profile = replace(
        county.profile(),
        funding=(WrittenFunding("Land Rheinland-Pfalz", 28_000_00),),
        own_share=40_000_00,
    )
    new = measuring.NewMeasure(origin="new", profile=profile)
    measuring.propose(county.platform, county.office, county.process_id, new)
    [measure] = [link for link in (await visits.by().open(LIST)).links if "/de/measures/" in link]
    text = (await visits.by().open(measure)).text
    for told in ("80.000 €", "28.000 €", "40.000 €", "noch nicht finanziert", "12.000 €"):
        assert told in text.replace("\N{NO-BREAK SPACE}", " ")


async def test_the_catalogue_is_narrowed_and_says_how_many(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    county.adopted(county.measure(title="Rufbus"))
    county.measure(title="Sensoren")
    every = await visits.by().open(LIST)
    assert "2 Maßnahmen" in every.text
    adopted = await visits.by().open(f"{LIST}?state=adopted")
    assert "1 von 2 Maßnahmen" in adopted.text
    assert "Rufbus" in adopted.text
    assert "Sensoren" not in adopted.text
    assert (
        "Keine Maßnahme passt dazu" in (await visits.by().open(f"{LIST}?year=&state=stopped")).text
    )
    assert "2 Maßnahmen" in (await visits.by().open(f"{LIST}?state=nonsense")).text


async def test_two_versions_are_compared_word_by_word(village: Village, visits: Visits) -> None:
    county = a_county(village)
    measure_id = county.measure()
    measuring.update_profile(
        county.platform,
        county.office,
        county.process_id,
        measure_id,
        replace(county.profile(), benefit="Räume werden doppelt genutzt."),
        "Nach dem Workshop",
        seen=1,
        opened={},
    )
    page = await visits.by().open(f"/de/measures/{measure_id}/versions/2")
    assert "Nach dem Workshop" in page.text
    assert "<ins>doppelt" in page.html
    assert await visits.by().status(f"/de/measures/{measure_id}/versions/7") == 404


async def test_what_is_completed_can_be_used(village: Village, visits: Visits) -> None:
    """R29: only with evidence, and from its day on."""
    county = a_county(village)
    measure_id = county.measure()
    before = village.log.head().position
    county.adopted(measure_id)
    ids = (county.platform, county.office, county.process_id, measure_id)
    implementing.plan(*ids, Slot(2023, 3, 4, 80_000_00))
    implementing.start(*ids, village.now.date())
    report = NewReport(
        percent=40, light="amber", as_of=village.now.date(), text="Der Hausmeister fehlt."
    )
    implementing.report(*ids, report)
    text = (await visits.by().open(f"/de/measures/{measure_id}")).text
    assert "Gelb: braucht Aufmerksamkeit" in text
    assert "Der Hausmeister fehlt." in text
    implementing.complete(*ids, date(2023, 6, 19), "1.240 Buchungen im ersten Jahr.")
    page = await visits.by().open(LIST)
    assert "Das können Sie schon nutzen" in page.text
    assert "1.240 Buchungen im ersten Jahr." in page.text
    then = await visits.by().open(f"/de/measures/{measure_id}?as_of={before}")
    assert "bewertet" in then.text
    assert "1.240 Buchungen" not in then.text


async def test_missing_statements_are_public(village: Village, visits: Visits) -> None:
    county = a_county(village)
    measure_id = county.measure()
    stating.request_statement(
        county.platform, county.office, county.process_id, measure_id, date(2023, 7, 1), county.unit
    )
    page = await visits.by().open(f"/de/measures/{measure_id}")
    assert "fehlt noch" in page.text
    assert "Fachbereich Mobilität" in page.text
    village.later(days=30)
    assert (
        "overdue since 1 July 2023" in (await visits.by().open(f"/en/measures/{measure_id}")).text
    )


async def test_a_link_that_was_a_mistake_is_taken_back_and_stays_named(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    idea = village.published(county.process_id, "ana")
    other = county.measure(title="Sensoren an Bächen")
    measure_id = county.measure(Source("proposal", idea, "part"), Source("measure", other))
    office, path = visits.by("olga"), f"/de/measures/{measure_id}"
    form = (await office.open(f"{path}/office?act=unlink")).form("?act=unlink")
    typed = {"source": str(other), "text": ""}
    again = await office.send(form, typed, 400)
    desk = await office.send(again.form("?act=unlink"), {**typed, "text": "Das war M-03."})
    assert "Sensoren an Bächen" not in desk.html[desk.html.index('id="unlink-source"') :]
    page = await visits.by().open(f"{path}?x=1")
    came, *_ = page.html[page.html.index("Woher sie kommt") :].partition("</section>")
    assert f"/de/ideas/{idea}" in came
    assert "Sensoren" not in came
    told = page.text[page.text.index("Was bisher geschah") :]
    assert told.count("M-01 Sensoren an Bächen") == 2
    assert "Verknüpfung mit Quelle gelöst Andere Maßnahme" in told
    assert "Das war M-03." in told
    assert "B-2023-0001" in told
    english = await visits.by("olga").open(f"/en/measures/{measure_id}/office")
    assert "Unlink a source" in english.text


async def test_measures_are_found_by_their_words(village: Village, visits: Visits) -> None:
    county = a_county(village)
    county.measure()
    county.measure(title="Übersicht der Kreisentwicklung")
    for query in ("kreisentwicklung", "ÜBERSICHT+gemeindehäuser", "M-02"):
        found = await visits.by().open(f"{LIST}?q={query}")
        assert "1 von 2 Maßnahmen" in found.text, query
        assert "Übersicht der Kreisentwicklung" in found.text
    assert "Keine Maßnahme passt dazu" in (await visits.by().open(f"{LIST}?q=Rufbus")).text


async def test_lights_count_what_is_worked_on(village: Village, visits: Visits) -> None:
    county = a_county(village)
    over, going = county.measure(), county.measure()
    for measure_id in (over, going):
        county.adopted(measure_id)
        ids = (county.platform, county.office, county.process_id, measure_id)
        implementing.plan(*ids, Slot(2023, 2, 4, 80_000_00))
        implementing.start(*ids, date(2023, 6, 19))
        red = NewReport(percent=10, light="red", as_of=date(2023, 6, 19), text="Es fehlt Geld.")
        implementing.report(*ids, red)
    ids = (county.platform, county.office, county.process_id, over)
    implementing.stop(*ids, "Kein Geld.", "Früher rechnen.")
    page = await visits.by().open(f"{LIST}?light=red")
    assert "Rot: stockt (1)" in page.text
    assert "1 von 2 Maßnahmen" in page.text
    assert f"/de/measures/{going}" in page.links
