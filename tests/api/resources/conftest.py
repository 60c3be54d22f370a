"""A city of one's own, and programs that talk to it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.api.resources.city import Api, City, a_city, an_api


@pytest.fixture
def city(folder: Path) -> Iterator[City]:
    """Open a city; its process asks for support and moderates first."""
    with a_city(folder) as opened:
        opened.open_process()
        yield opened


@pytest.fixture
async def api(city: City) -> AsyncIterator[Api]:
    """Serve it."""
    async with an_api(city) as served:
        yield served
