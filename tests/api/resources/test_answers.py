"""Answers for programs (I10): published together, read with former ones, overdue named."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.api.resources.city import Api, City, a_city, an_api
from tests.use_cases.strategy.county import County, a_county


@pytest.fixture
def city(folder: Path) -> Iterator[City]:
    """Open a city without any process."""
    with a_city(folder) as opened:
        yield opened


@pytest.fixture
def county(city: City) -> County:
    """Set up a process with an office and a unit."""
    return a_county(city)


@pytest.fixture
async def api(city: City, county: County) -> AsyncIterator[Api]:
    """Serve it."""
    assert county.town is city
    async with an_api(city) as served:
        yield served


async def test_answers_are_published_together_and_read(
    county: County, city: City, api: Api
) -> None:
    first = city.published(county.process_id, "ana")
    second = city.published(county.process_id, "ben")
    waiting = await api.get(f"/proposals/{first}/answer")
    assert (waiting["due"], waiting["overdue"], waiting["answers"]) == ("2023-09-10", False, [])
    said = {"verdict": "partly", "text": "Der Bus kommt bis 22 Uhr.", "unit": str(county.unit)}
    body = {
        "process": "gemeinsam",
        "answers": [{"proposal": str(each), **said} for each in (first, second)],
    }
    published = await api.write("office", "POST", "/answers", body)
    assert published == {"published": 2}
    read = await api.get(f"/proposals/{second}/answer")
    [given] = read["answers"]
    assert given["verdict"] == "partly"
    assert given["text"] == "Der Bus kommt bis 22 Uhr."
    assert given["unit_name"] == "Fachbereich Mobilität"
    overdue = await api.get("/processes/gemeinsam/answers/overdue")
    assert (overdue["proposals"], overdue["answered"], overdue["items"]) == (2, 2, [])


async def test_what_is_overdue_is_listed(county: County, city: City, api: Api) -> None:
    idea = city.published(county.process_id)
    city.later(days=100)
    overdue = await api.get("/processes/gemeinsam/answers/overdue")
    assert [each["proposal"] for each in overdue["items"]] == [str(idea)]
    assert overdue["items"][0]["due"] == "2023-09-10"
