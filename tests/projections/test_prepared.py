"""What is asked of a PostgreSQL again and again is parsed and planned once for a connection."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from projections.database import reading
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.projections.conftest import MODELS
from tests.projections.town import Town

pytestmark = pytest.mark.postgresql

OFTEN = 12  # the driver prepares what it has seen five times
PREPARED = text("SELECT statement FROM pg_prepared_statements WHERE statement LIKE :part")


@pytest.fixture
def opened(postgresql_url: str) -> Iterator[ReadModels]:
    """Return read models without anything in them."""
    read_models = open_read_models(postgresql_url, MODELS)
    yield read_models
    read_models.close()


def prepared(read_models: ReadModels, part: str) -> int:
    """Return how many statements with this in them the next connection has prepared."""
    with reading(read_models.engine) as connection:
        return len(connection.execute(PREPARED, {"part": f"%{part}%"}).all())


def test_readers_stay_with_a_connection_that_knows_what_they_ask(opened: ReadModels) -> None:
    for _ in range(OFTEN):
        with opened.snapshot() as now:
            now.connection.execute(text("SELECT 'asked by a page'"))
    assert prepared(opened, "asked by a page") == 1


def test_one_statement_takes_no_transaction_that_would_forget_others(opened: ReadModels) -> None:
    for _ in range(OFTEN):
        with opened.snapshot() as now:
            now.connection.execute(text("SELECT 'asked by a page'"))
        opened.position()
    assert prepared(opened, "asked by a page") == 1
    assert prepared(opened, "read_positions.hold") == 1


def test_folding_is_prepared_as_well(opened: ReadModels) -> None:
    town = Town(1)
    runner = Runner(town.log, opened)
    for _ in range(3 * OFTEN):
        town.live(3)
        runner.catch_up()
    assert prepared(opened, 'INSERT INTO "subjects_1"') == 1


def test_more_is_remembered_than_the_driver_would_by_itself(opened: ReadModels) -> None:
    """A town's pages ask more than the hundred questions that the driver keeps."""
    for _ in range(OFTEN):
        with opened.snapshot() as now:
            for number in range(150):
                now.connection.execute(text(f"SELECT 'question {number} of a page'"))
    assert prepared(opened, "of a page") == 150
