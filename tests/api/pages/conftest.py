"""One village per test, in files of its own, and the browsers of its people."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.api.pages.village import Village, Visits, a_village, visits_to


@pytest.fixture
def village(folder: Path) -> Iterator[Village]:
    """Open a village without any process."""
    with a_village(folder) as opened:
        yield opened


@pytest.fixture
async def visits(village: Village) -> AsyncIterator[Visits]:
    """Serve it."""
    async with visits_to(village) as opened:
        yield opened
