"""Documents of the office: the report on a year, and the paper about a measure (J6)."""

import hashlib
from datetime import date

from domain.measures import Slot, Source
from domain.strategies import FrozenMeasure
from domain.use_cases.strategy import implementing
from tests.api.documents_check import (
    GERMAN_WORDS,
    headings_of,
    language_of,
    problems,
    spoken_as,
    words_of,
)
from tests.api.pages.test_strategies import published
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import a_county

FORM = f"/de/p/{SLUG}/reports/publish"
REPORT = f"/de/p/{SLUG}/reports/2023"


async def test_a_report_tells_what_the_year_brought(village: Village, visits: Visits) -> None:
    county = a_county(village)
    village.published(county.process_id, "ana")
    measure_id = county.measure()
    county.adopted(measure_id)
    ids = (county.platform, county.office, county.process_id, measure_id)
    implementing.plan(*ids, Slot(2023, 3, 4, 80_000_00))
    implementing.start(*ids, village.now.date())
    implementing.complete(*ids, date(2023, 6, 19), "1.240 Buchungen im ersten Monat.")
    office = visits.by("olga")
    form = (await office.open(FORM)).form("/publish")
    early = await office.send(form, {"year": "2023"}, 400)
    assert "Die Strategie ist noch nicht veröffentlicht" in early.text
    published(county, 1, FrozenMeasure(measure_id, 1))
    seen = await office.download(form, {"year": "2023", "note": "Danke!", "act": "preview"})
    assert problems(seen.content) == []
    assert await visits.by().status(REPORT) == 404
    page = await office.send(form, {"year": "2023", "note": "Danke!"})
    for text in ("Danke!", "1.240 Buchungen", "80.000", "1 Ideen ohne Antwort"):
        assert text.removeprefix("1 ") in page.text.replace("\N{NO-BREAK SPACE}", " ")
    file = await visits.by().file(f"{REPORT}/document.pdf")
    assert file.content == seen.content
    assert hashlib.sha256(file.content).hexdigest() in page.text
    assert REPORT in (await visits.by().open(f"/de/p/{SLUG}/strategy")).links
    english = REPORT.replace("/de/", "/en/", 1)
    shown = await visits.by().open(english)
    assert "Usable since 19 June 2023: 1.240 Buchungen" in shown.text
    assert {f"{english}/document.pdf", f"{REPORT}/document.pdf"} <= set(shown.links)
    again = (await visits.by().file(f"{english}/document.pdf")).content
    assert (problems(again), language_of(again)) == ([], "en-GB")
    for text in ("report on 2023", "€80,000", "Usable since 19 June 2023: 1.240 Buchungen"):
        assert text in words_of(again)
    assert not GERMAN_WORDS & set(words_of(again).split())
    german = spoken_as(again, "de-DE")
    assert "1.240 Buchungen" in german
    assert "Usable" not in german
    assert 'Usable since 19 June 2023: <span lang="de">1.240 Buchungen' in shown.html
    wrong = await office.send(form, {"year": "1999"}, 400)
    assert "Wählen Sie das Jahr." in wrong.text


async def test_j6_the_paper_holds_the_version_and_its_ideas(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    idea = village.published(county.process_id, "ana")
    measure_id = county.measure(Source("proposal", idea, "part"), title="Räume \N{GRINNING FACE}")
    county.submit_only(measure_id)
    page = await visits.by().open(f"/de/measures/{measure_id}/versions/1")
    link = f"/de/measures/{measure_id}/versions/1/paper.pdf"
    assert link in page.links
    file = await visits.by().file(link)
    assert problems(file.content) == []
    assert "/H2" in headings_of(file.content)
    told = words_of(file.content)
    for text in ("Räume □", "Fassung 1", "zum Teil übernommen", "in der Fassung 1 beschlossen"):
        assert text in told
    assert await visits.by().status(link.replace("/1/", "/2/")) == 404
    english = (await visits.by().file(link.replace("/de/", "/en/", 1))).content
    assert (problems(english), language_of(english)) == ([], "en-GB")
    told = words_of(english)
    for text in ("is adopted in version 1", "one-off cost is €80,000", "taken up in part"):
        assert text in told
    german = spoken_as(english, "de-DE")
    assert "Räume □" in german
    assert "is adopted" not in german
    assert not GERMAN_WORDS & set(told.split())
