"""One small town per test, in files of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.use_cases.town import Town, a_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_town(tmp_path) as opened:
        yield opened
