"""One county per test."""

import pytest

from tests.use_cases.strategy.county import County, a_county
from tests.use_cases.town import Town


@pytest.fixture
def county(town: Town) -> County:
    return a_county(town)
