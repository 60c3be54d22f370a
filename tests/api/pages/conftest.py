"""One village per test, in files of its own, and the browsers of its people."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.api.pages.village import Village, Visits, a_village, visits_to


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Open a village without any process."""
    with a_village(tmp_path) as opened:
        yield opened


@pytest.fixture
async def visits(village: Village) -> AsyncIterator[Visits]:
    """Serve it."""
    async with visits_to(village) as opened:
        yield opened
