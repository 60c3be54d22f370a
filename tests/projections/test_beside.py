"""A lane of a rebuild in a process of its own: the same rows, or nothing at all."""

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import MetaData, inspect, select

from adapters.event_log import PersistentEventLog, open_log
from api.commands.lane import beside
from projections import audit, ballots, feed, public_log, subjects, tally
from projections.beside import Beside, Failed, LaneFailed, Task, attend
from projections.folding import ProjectionFailed
from projections.model import Batch, Model, Work
from projections.read_models import ReadModels, lines, open_read_models
from projections.runner import Runner
from tests.benchmarks.rebuild import fill

MODELS = (
    audit.MODEL,
    ballots.MODEL,
    feed.MODEL,
    public_log.MODEL,
    subjects.MODEL,
    tally.MODEL,
)
"""All that count votes; the others would only make more tables."""


@pytest.fixture(scope="module")
def log_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the URL of a log with some votes."""
    url = f"sqlite:///{tmp_path_factory.mktemp('log')}/log.db"
    with closing(open_log(url)) as log:
        fill(log, 50)
    return url


@pytest.fixture
def log(log_url: str) -> Iterator[PersistentEventLog]:
    """Return this log, opened."""
    with closing(open_log(log_url)) as opened:
        yield opened


@pytest.fixture
def tables(url: str) -> Iterator[ReadModels]:
    """Return read models, empty."""
    with closing(open_read_models(url, MODELS)) as opened:
        yield opened


def leftovers(tables: ReadModels) -> list[str]:
    """Return lines, files and tables of rebuilds."""
    with tables.engine.connect() as connection:
        known = connection.execute(select(lines.c.line)).scalars().all()
    found = Path(str(tables.engine.url.database)).parent.glob("*.rebuild-*")
    collecting = [name for name in inspect(tables.engine).get_table_names() if "later" in name]
    return [line for line in known if line != "live"] + [str(each) for each in found] + collecting


def test_two_processes_make_the_tables_that_were_followed_live(
    log: PersistentEventLog, log_url: str, tables: ReadModels, url: str
) -> None:
    both = Runner(log, tables, replace(beside(log_url, url), least=1))
    both.catch_up()
    assert both.check() == []
    both.rebuild()
    assert Runner(log, tables).check() == []
    assert leftovers(tables) == []


def test_nothing_is_switched_if_the_other_process_does_not_come_to_an_end(
    log: PersistentEventLog, tables: ReadModels, url: str, tmp_path: Path
) -> None:
    other_log = f"sqlite:///{tmp_path}/other.db"
    runner = Runner(log, tables, replace(beside(other_log, url), least=1))
    runner.catch_up()
    before = tables.state()
    with pytest.raises(LaneFailed, match="the log ends at 0"):
        runner.rebuild()
    assert tables.state() == before
    assert leftovers(tables) == []


def test_a_process_that_says_nothing_is_a_failure(
    log: PersistentEventLog, tables: ReadModels
) -> None:
    runner = Runner(log, tables, Beside(["false"], "", "", least=1))
    runner.catch_up()
    with pytest.raises(LaneFailed, match="ended with 1"):
        runner.rebuild()


def picky(batch: Batch, work: Work) -> None:
    """Refuse one event."""
    if any(recorded.position == 7 for recorded in batch):
        raise ValueError("not this one")


PICKY = Model("picky", lambda _metadata, _generation: [], picky)


def attended(task: Task, model: Model) -> tuple[int, Failed]:
    """Return how a process would end, and what it would say."""
    told = io.BytesIO()
    asked = io.BytesIO(msgspec.json.encode(task))
    status = attend(asked, told, lambda url: closing(open_log(url)), [model])
    return status, msgspec.json.decode(told.getvalue(), type=Failed)


def task_for(model: Model, log_url: str, place: Path) -> Task:
    """Return the task to fold ten events of a log into a file."""
    assert model.define(MetaData(), 1) == []
    with closing(open_read_models(f"sqlite:///{place}/shape.db", [model])) as known:
        shapes = dict(known.shapes)
    return Task(log_url, "", f"{place}/aside.db", "rebuild:2:0", {model.name: 2}, shapes, 10, 5)


def test_an_event_that_cannot_be_folded_in_is_named(log_url: str, tmp_path: Path) -> None:
    status, failed = attended(task_for(PICKY, log_url, tmp_path), PICKY)
    assert status == 1
    assert failed.position == 7
    assert "not this one" in str(ProjectionFailed(failed.position, failed.where))


def test_tables_of_another_shape_are_not_filled(log_url: str, tmp_path: Path) -> None:
    task = replace(task_for(PICKY, log_url, tmp_path), shapes={"picky": "another"})
    status, failed = attended(task, PICKY)
    assert (status, failed.position) == (1, 0)
    assert "another shape" in failed.where
