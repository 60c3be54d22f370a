"""Databases for read models: each test has one of each kind to itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from projections import comments, erasures, feed, processes, proposals, subjects, tally
from projections.read_models import ReadModels, open_read_models

MODELS = (
    subjects.MODEL,
    erasures.MODEL,
    processes.MODEL,
    feed.MODEL,
    proposals.MODEL,
    comments.MODEL,
    tally.MODEL,
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/read_models.sqlite"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def read_models(url: str) -> Iterator[ReadModels]:
    """Return the read models of the participation path, empty."""
    opened = open_read_models(url, MODELS)
    yield opened
    opened.close()
