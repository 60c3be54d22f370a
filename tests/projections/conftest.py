"""Databases for read models: each test has one of each kind to itself."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from projections import comments, erasures, feed, processes, proposals, remarks, subjects, tally
from projections.read_models import ReadModels, open_read_models
from tests.postgresql import Cluster
from tests.projections.searchable import ELSEWHERE, IDEAS, Place

MODELS = (
    subjects.MODEL,
    erasures.MODEL,
    processes.MODEL,
    feed.MODEL,
    proposals.MODEL,
    comments.MODEL,
    remarks.MODEL,
    tally.MODEL,
)

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
_numbers = itertools.count(1)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/read_models.sqlite"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture(scope="session")
def new_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Return a function that makes an empty database of a kind and returns its URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('shared')}/read_models.sqlite"
        cluster: Cluster = request.getfixturevalue("postgresql")
        name = f"shared_{next(_numbers)}"
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return cluster.url(name)

    return make


@pytest.fixture
def read_models(url: str) -> Iterator[ReadModels]:
    """Return the read models of the participation path, empty."""
    opened = open_read_models(url, MODELS)
    yield opened
    opened.close()


@pytest.fixture
def place(read_models: ReadModels) -> Iterator[Place]:
    """Return a place with four ideas, followed by the search."""
    with filled(read_models) as place:
        yield place


@pytest.fixture(scope="module", params=KINDS)
def steady_place(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> Iterator[Place]:
    """Return a place like `place` that the tests of a module share: they only ask it."""
    opened = open_read_models(new_url(request.param), MODELS)
    with filled(opened) as place:
        yield place
    opened.close()


@contextmanager
def filled(read_models: ReadModels) -> Iterator[Place]:
    """Put four ideas into read models that are empty, and one elsewhere."""
    place = Place(read_models)
    for name, (title, body) in IDEAS.items():
        place.publish(name, title, body)
    place.publish("elsewhere", "Rufbus nebenan", "In einem anderen Verfahren.", ELSEWHERE)
    place.follow()
    yield place
    place.search.close()
