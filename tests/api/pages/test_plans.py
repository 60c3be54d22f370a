"""Plans of years, the board and what people can use, as office and visitors see them."""

import re
from datetime import date, timedelta

import pytest

from domain.codes import MeasureId
from domain.measures import Slot
from domain.use_cases.strategy import implementing
from domain.use_cases.strategy.implementing import NewReport
from tests.api.pages.plain_browser import Page
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import County, a_county

PLANS = f"/de/p/{SLUG}/plans"
BOARD = f"/de/p/{SLUG}/board"


def adopted(county: County, title: str = "Rufbus") -> MeasureId:
    measure_id = county.measure(title=title)
    county.adopted(measure_id)
    return measure_id


def plain(page: Page) -> str:
    return page.text.replace("\N{NO-BREAK SPACE}", " ")


async def release(
    visits: Visits,
    year: int,
    measure_id: MeasureId,
    row: tuple[str, str, str, str],
    *,
    status: int = 200,
    **head: str,
) -> Page:
    """Fill in the form of a year with one measure: quarters, money, posts."""
    office = visits.by("olga")
    form = (await office.open(f"{PLANS}/{year}/edit")).form(f"/plans/{year}/edit")
    first, last, money, posts = row
    typed: dict[str, str | list[str]] = {
        "budget": "100.000",
        "capacity": "1,5",
        "chosen": [str(measure_id)],
        "measure": [str(measure_id)],
        "first": [first],
        "last": [last],
        "money": [money],
        "posts": [posts],
        **head,
    }
    return await office.send(form, typed, status)


async def test_a_measure_over_the_turn_of_the_year_stands_in_both_plans(
    village: Village, visits: Visits
) -> None:
    """R02: both years show it, and the sums are right."""
    county = a_county(village)
    measure_id = adopted(county)
    office = (county.platform, county.office, county.process_id, measure_id)
    done = await release(visits, 2025, measure_id, ("2", "4", "60.000", "0,5"))
    assert "Der Plan ist veröffentlicht." in done.text
    await release(visits, 2026, measure_id, ("1", "1", "20.000,50", "0,25"))
    first = await visits.by().open(f"{PLANS}/2025")
    assert "60.000 € von 100.000 €" in plain(first)
    assert "auch im Plan 2026" in first.text
    second = await visits.by().open(f"{PLANS}/2026")
    assert "20.000,50 € von 100.000 €" in plain(second)
    overview = plain(await visits.by().open(PLANS))
    assert "2025, 2. bis 4. Quartal: 60.000 €" in overview
    assert "2026, 1. Quartal: 20.000,50 €" in overview
    page = plain(await visits.by().open(f"/de/measures/{measure_id}"))
    assert "2025 , 2. bis 4. Quartal: 60.000 € 2026 , 1. Quartal: 20.000,50 €" in page

    # Moving it keeps the old dates and the reason, on every page.
    implementing.plan(*office, Slot(2025, 3, 4, 60_000_00), "Die Fahrzeuge kommen später.")
    for path in (f"{PLANS}/2025", f"/de/measures/{measure_id}"):
        moved = plain(await visits.by("ana").open(path))
        assert "2025, 2. bis 4. Quartal, 60.000 €" in moved
        assert "2025, 3. bis 4. Quartal, 60.000 €" in moved
        assert "Die Fahrzeuge kommen später." in moved
    then = await visits.by().open(f"{PLANS}/2025?version=1")
    assert "Sie sehen Fassung 1" in then.text
    assert "2. bis 4. Quartal" in then.text
    assert await visits.by().status(f"{PLANS}/2025?version=7") == 404
    assert await visits.by().status(f"{PLANS}/2031") == 404


async def test_what_joins_or_leaves_a_plan_is_told(village: Village, visits: Visits) -> None:
    """R02: a later version says what came, what went, and why."""
    county = a_county(village)
    rufbus, sensors = adopted(county, "Rufbus"), adopted(county, "Sensoren")
    await release(visits, 2024, rufbus, ("1", "2", "60.000", "0,5"))
    page = await visits.by("ana").open(f"{PLANS}/2024")
    assert "Was anders geplant war" not in page.text
    row = ("3", "4", "70.000", "0,5")
    await release(visits, 2024, sensors, row, reason="Die Sensoren gehen vor.")
    told = plain(await visits.by("ana").open(f"{PLANS}/2024"))
    changes = told[told.index("Was anders geplant war") :]
    assert "nicht in diesem Plan Jetzt 2024, 3. bis 4. Quartal, 70.000 €" in changes
    assert "2024, 1. bis 2. Quartal, 60.000 € Jetzt nicht mehr im Plan 2024" in changes
    assert changes.count("Die Sensoren gehen vor.") == 3


async def test_a_plan_that_costs_too_much_says_by_how_much(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    measure_id = adopted(county)
    refused = await release(visits, 2024, measure_id, ("1", "2", "120.000", "2"), status=400)
    assert "Es fehlen 20.000 €." in plain(refused)
    assert "Es fehlen 0,5 Stellen." in refused.text
    assert 'value="120.000"' in refused.html
    odd = await release(visits, 2024, measure_id, ("4", "1", "viel", "0,5"), status=400)
    assert "M-01: Das letzte Quartal liegt vor dem ersten." in odd.text
    assert "M-01: Schreiben Sie einen Betrag in Euro" in odd.text
    row = ("1", "2", "120.000", "1")
    await release(visits, 2024, measure_id, row, overrun="Die Rücklage deckt es.")
    assert "Die Rücklage deckt es." in (await visits.by().open(f"{PLANS}/2024")).text
    again = await release(visits, 2024, measure_id, ("2", "3", "90.000", "1"), status=400)
    assert "Warum" in again.text
    assert again.text.count("Schreiben Sie, warum") == 2


async def test_red_needs_a_word_and_comes_first_on_the_board(
    village: Village, visits: Visits
) -> None:
    """R42: no red light without an explanation; the board knows what is overdue."""
    county = a_county(village)
    calm, stuck = adopted(county, "Rufbus"), adopted(county, "Sensoren")
    today = village.now.date()
    for measure_id in (calm, stuck):
        office = (county.platform, county.office, county.process_id, measure_id)
        implementing.plan(*office, Slot(2023, 2, 4, 10_000_00))
        implementing.start(*office, today)
        due = today - timedelta(days=20) if measure_id == calm else today + timedelta(days=9)
        implementing.define_milestone(*office, f"Auftrag für {measure_id}", due)
    implementing.report(
        county.platform,
        county.office,
        county.process_id,
        calm,
        NewReport(percent=60, light="green", as_of=today),
    )
    olga = visits.by("olga")
    desk = await olga.open(f"/de/measures/{stuck}/office?act=report")
    typed = {"act": "report", "light": "red", "percent": "20", "on": today.isoformat()}
    refused = await olga.send(desk.form("?act=report"), typed, 400)
    assert "Gelb und Rot" in refused.text
    assert 'value="20"' in refused.html
    text = "Die Baugenehmigung fehlt."
    told = {**typed, "text": text, "more": "Nachfragen."}
    done = await olga.send(refused.form("?act=report"), told)
    assert "Der Fortschritt ist gemeldet." in done.text
    board = await olga.open(BOARD)
    assert board.text.index("Sensoren") < board.text.index("Rufbus")
    assert text in board.text
    assert "Vorschlag: Ampel auf Gelb." in board.text
    overdue = await olga.open(f"{BOARD}?show=overdue")
    assert "Rufbus" in overdue.text
    assert "Sensoren" not in overdue.text
    assert "Sensoren" in (await olga.open(f"{BOARD}?show=red")).text
    waiting = adopted(county, "Lotsen")
    office = (county.platform, county.office, county.process_id, waiting)
    implementing.plan(*office, Slot(2023, 2, 4, 10_000_00))
    doubtful = NewReport(percent=0, light="amber", as_of=today, text="Der Bescheid fehlt.")
    implementing.report(*office, doubtful)
    assert "Lotsen" in (await olga.open(f"{BOARD}?show=amber")).text
    unit = await olga.open(f"{BOARD}?unit={county.unit}&show=green")
    assert "Rufbus" in unit.text
    assert await visits.by("ana").status(BOARD) == 403


async def test_what_is_finished_can_be_used_and_is_news(village: Village, visits: Visits) -> None:
    """R29: listed from its day on, with what it brought; newsreaders get it too."""
    county = a_county(village)
    measure_id = adopted(county)
    office = (county.platform, county.office, county.process_id, measure_id)
    usable = f"/de/p/{SLUG}/usable"
    assert "Noch ist nichts fertig" in (await visits.by().open(usable)).text
    implementing.plan(*office, Slot(2023, 2, 4, 10_000_00))
    implementing.start(*office, village.now.date())
    olga = visits.by("olga")
    desk = await olga.open(f"/de/measures/{measure_id}/office?act=complete")
    typed = {"act": "complete", "on": "2023-07-01"}
    refused = await olga.send(desk.form("?act=complete"), typed, 400)
    assert "Nachweis" in refused.text
    moment = village.log.head().position
    benefit = "1.240 Fahrten im ersten Monat."
    await olga.send(refused.form("?act=complete"), {**typed, "text": benefit})
    ana = visits.by("ana")
    assert "Daran wird gearbeitet" in (await ana.open(usable)).text
    village.later(days=20)
    page = await ana.open(usable)
    assert "nutzbar seit 1. Juli 2023" in page.text
    assert benefit in page.text
    before = await visits.by().open(f"{usable}?as_of={moment}")
    assert benefit not in before.text


async def test_every_number_of_a_process_leads_visitors_to_its_list(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    office = (county.platform, county.office, county.process_id, adopted(county))
    implementing.plan(*office, Slot(2023, 2, 4, 10_000_00))
    implementing.start(*office, village.now.date())
    visitor = visits.by()
    page = await visitor.open(f"/de/p/{SLUG}")
    lists = re.findall(r'<li class="stage-step[^>]*><a href="([^"]+)"', page.html)
    assert len(lists) == 7
    assert [(await visitor.open(path)).path for path in lists] == lists
    at_work = await visitor.open(f"/de/p/{SLUG}/measures?state=in_implementation")
    assert "1 in Umsetzung" in plain(page)
    assert "1 von 1 Maßnahmen" in plain(at_work)


async def test_what_is_put_off_waits_with_its_reason(village: Village, visits: Visits) -> None:
    """I14: an adopted measure has a year, or is parked with a reason."""
    county = a_county(village)
    parked, open_one = adopted(county, "Rufbus"), adopted(county, "Sensoren")
    office = (county.platform, county.office, county.process_id)
    implementing.park(*office, parked, date(2023, 7, 1), "Noch fehlt Personal.")
    page = await visits.by().open(PLANS)
    assert "Noch kein Jahresplan" in page.text
    assert "Noch fehlt Personal." in page.text
    assert "noch nicht eingeplant" in page.text
    village.later(days=20)
    assert "Frist vorbei" in (await visits.by("ana").open(PLANS)).text
    implementing.plan(*office, open_one, Slot(2023, 3, 3, 5_000_00))
    bare = await visits.by().open(f"{PLANS}/2023")
    assert "noch kein Plan veröffentlicht" in bare.text


@pytest.mark.parametrize("path", ["plans", "plans/2023", "usable"])
async def test_the_pages_speak_english(village: Village, visits: Visits, path: str) -> None:
    county = a_county(village)
    measure_id = adopted(county)
    implementing.plan(
        county.platform, county.office, county.process_id, measure_id, Slot(2023, 3, 3, 5_000_00)
    )
    page = await visits.by().open(f"/en/p/{SLUG}/{path}")
    assert "Maßnahmen" not in page.text
