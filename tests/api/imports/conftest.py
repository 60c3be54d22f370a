"""An installation without pages: a log, a vault and the office calendar."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.imports.sources import Installation, opened


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty one."""
    with opened(tmp_path) as empty:
        yield empty


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a source lies."""
    made = tmp_path / "source"
    made.mkdir()
    return made
