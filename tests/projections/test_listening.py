"""A process that only reads hears that the read models have moved on, and does without."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from projections.listening import Listening
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.patience import PATIENCE
from tests.projections.conftest import MODELS
from tests.projections.town import Town

pytestmark = pytest.mark.postgresql

LISTENING = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE datname = current_database() AND query LIKE 'LISTEN gemeinsam%%' AND pid <> ALL(%s)"
)


@pytest.fixture
def elsewhere(postgresql_url: str) -> Iterator[ReadModels]:
    """Return the same read models as another process has them open."""
    opened = open_read_models(postgresql_url, MODELS)
    yield opened
    opened.close()


@pytest.fixture
def asking(postgresql_url: str) -> "Iterator[psycopg.Connection]":
    """Return a connection to ask the server by."""
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def here(
    postgresql_url: str, elsewhere: ReadModels, asking: psycopg.Connection
) -> Iterator[ReadModels]:
    """Return read models that have begun to listen."""
    assert not elsewhere.position()
    opened = open_read_models(postgresql_url, MODELS)
    opened.wait_for(1, 0)
    listener(asking)
    yield opened
    opened.close()


def listener(asking: psycopg.Connection, *former: int) -> int:
    """Return the server's process for who listens, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while not (found := asking.execute(LISTENING, (list(former),)).fetchone()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return int(found[0])


def test_who_listens_need_not_look(
    here: ReadModels, elsewhere: ReadModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(1).live(20)
    Runner(town.log, elsewhere).catch_up()
    monkeypatch.setattr(here, "position", lambda: 0)
    assert here.wait_for(town.log.head().position, PATIENCE)


def test_who_is_cut_off_looks_and_listens_again(
    here: ReadModels, elsewhere: ReadModels, asking: psycopg.Connection
) -> None:
    cut = listener(asking)
    asking.execute("SELECT pg_terminate_backend(%s)", (cut,))
    town = Town(2).live(20)
    Runner(town.log, elsewhere).catch_up()
    assert here.wait_for(town.log.head().position, PATIENCE)
    assert listener(asking, cut) != cut


def test_looking_alone_will_do(
    postgresql_url: str, elsewhere: ReadModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A standby, say, refuses to let anybody listen."""
    monkeypatch.setattr(Listening, "start", lambda _: None)
    opened = open_read_models(postgresql_url, MODELS)
    town = Town(3).live(20)
    Runner(town.log, elsewhere).catch_up()
    assert opened.wait_for(town.log.head().position, PATIENCE)
    opened.close()
