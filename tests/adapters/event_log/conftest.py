"""A log on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.event_log import PersistentEventLog, open_log
from tests.adapters.event_log.events import EVENTS


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def log_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, SQLite and PostgreSQL in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/log.db"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def log(log_url: str) -> Iterator[PersistentEventLog]:
    """Return an empty log."""
    opened = open_log(log_url, EVENTS)
    yield opened
    opened.close()
