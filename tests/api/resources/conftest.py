"""Cities, and programs that talk to them."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from api.application import build
from tests.api.applications import program_routes
from tests.api.resources.city import Api, City, a_city, an_api
from tests.api.resources.office_programs import Work
from tests.use_cases.strategy.county import a_county


@pytest.fixture
def city(folder: Path) -> Iterator[City]:
    """Open a city of one's own; its process asks for support and moderates first."""
    with a_city(folder) as opened:
        opened.open_process()
        yield opened


@pytest.fixture
async def api(city: City) -> AsyncIterator[Api]:
    """Serve it."""
    async with an_api(city) as served:
        yield served


@pytest.fixture
def office(api: Api, city: City) -> Work:
    """Let the office and two secretaries of a county work by programs."""
    city.grant("sven", "secretary")
    return Work(api, a_county(city, city.process_id))


@pytest.fixture(scope="module")
def steady_city(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Open a city like `city` that the tests of a module share: they change nothing in it."""
    folder = shutil.copytree(blank, tmp_path_factory.mktemp("steady") / "data")
    with a_city(folder) as opened:
        opened.open_process()
        yield opened


@pytest.fixture(scope="module")
def steady(steady_city: City) -> Api:
    """Serve it; it runs nothing of its own that would have to be started."""
    return Api(build(steady_city.parts, program_routes(steady_city.parts.settings)), steady_city)
