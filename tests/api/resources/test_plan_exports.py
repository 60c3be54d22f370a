"""R02, R29: plans as files, and news from the work on measures as a feed."""

import csv
import io
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from domain.measures import Slot
from domain.plans import PlanEntry
from domain.use_cases.strategy import implementing
from domain.use_cases.strategy.implementing import NewPlan
from tests.api.applications import program_routes, serving
from tests.api.installation import visiting
from tests.api.pages.village import SLUG, a_village
from tests.api.resources.city import Api, problem
from tests.use_cases.strategy.county import a_county

FILES = f"/api/v1/processes/{SLUG}/plans"
ATOM = "{http://www.w3.org/2005/Atom}"


async def test_files_hold_every_year_and_the_feed_what_happened(folder: Path) -> None:
    with a_village(folder) as village:
        county = a_county(village)
        measure_id = county.measure(title="Rufbus")
        county.adopted(measure_id)
        office = (county.platform, county.office, county.process_id)
        first = PlanEntry(measure_id, Slot(2025, 2, 4, 60_000_00), 50)
        second = PlanEntry(measure_id, Slot(2026, 1, 1, 20_000_50), 25)
        plan = NewPlan(year=2025, budget=90_000_00, capacity=100, entries=(first,))
        implementing.release_plan(*office, plan)
        implementing.release_plan(*office, replace(plan, year=2026, entries=(second,)))
        implementing.start(*office, measure_id, village.now.date())
        implementing.complete(*office, measure_id, date(2023, 7, 1), "1.240 Fahrten.")
        async with serving(village.parts, program_routes) as app, visiting(app) as reader:
            table = await reader.get(f"{FILES}.csv")
            known = await reader.get(
                f"{FILES}.csv", headers={"If-None-Match": table.headers["etag"]}
            )
            year = await reader.get(f"{FILES}.json", params={"year": 2026})
            news = await reader.get("/progress.atom", params={"process": SLUG})
            unknown = await reader.get("/progress.atom", params={"process": "anderswo"})
    assert (known.status_code, unknown.status_code) == (304, 404)
    rows = list(csv.DictReader(io.StringIO(table.text.split("\n", 5)[5])))
    names = ("year", "first_quarter", "last_quarter", "money", "posts", "in_plan", "state")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("2025", "2", "4", "6000000", "50", "true", "completed"),
        ("2026", "1", "1", "2000050", "25", "true", "completed"),
    ]
    [row] = year.json()["rows"]
    assert (row["year"], row["measure"], row["plan_version"]) == (2026, "M-01", 1)
    entries = ET.fromstring(news.content).findall(f"{ATOM}entry")  # noqa: S314 - our own feed
    told = [(each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}content")) for each in entries]
    assert told[0][0] == "Maßnahme abgeschlossen: M-01 Rufbus"
    assert "1.240 Fahrten." in (told[0][1] or "")
    assert [title for title, _ in told[1:]] == [
        "Umsetzung begonnen: M-01 Rufbus",
        "Eingeplant: M-01 Rufbus",
    ]


@pytest.mark.parametrize("year", ["0", "-1", "1999", "2200", "99999999999999999999", ""])
async def test_a_year_that_no_plan_is_made_for_is_refused(steady: Api, year: str) -> None:
    for ending in ("csv", "json"):
        answer = await steady.raw("GET", f"/api/v1/processes/gemeinsam/plans.{ending}?year={year}")
        [wrong] = problem(answer, 400, "Malformed")["fields"]
        assert wrong["field"] == "year"
