"""Who follows the log reads a row once, writes with few journeys, and is right all the same."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import msgspec
import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from domain.messages import Recorded
from projections import bulk, fetching, folding, remembering, sending, sheets
from projections.database import is_away, open_engine, writing
from projections.folding import Line, NotOurTurn, ProjectionFailed, is_transient
from projections.model import Batch, Model, Work, table
from projections.read_models import LIVE, ReadModels, open_read_models
from projections.runner import Runner
from tests.patience import PATIENCE
from tests.projections.town import Town

POISON = 17


class SumRow(msgspec.Struct, frozen=True):
    """How many events there were."""

    key: int
    number: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table."""
    columns = (Column("key", Integer, primary_key=True), Column("number", Integer))
    return [table(metadata, generation, "sums", *columns)]


def counting(batch: Batch, work: Work) -> None:
    """Count events, by tens as well; refuse a batch that ends with one of them."""
    for key in sorted({0, *(1 + recorded.position // 10 for recorded in batch)}):
        counted = [each for each in batch if key in {0, 1 + each.position // 10}]
        sheet = work.sheet(SumRow, "sums", [key])
        row = sheet.get(key)
        sheet.put(SumRow(key, len(counted) + (0 if row is None else row.number)))
        sheet.save()
    if batch.last == POISON:
        raise ValueError("not this one")


SUMS = Model("sums", define, counting)


@pytest.fixture
def sums(url: str) -> Iterator[ReadModels]:
    """Return a database with one model, which counts."""
    with closing(open_read_models(url, [SUMS])) as read_models:
        yield read_models


@pytest.fixture(scope="module")
def events() -> Sequence[Recorded]:
    """Return the first thirty events of a town."""
    return [each for page in Town(3).live(40).log.since(0, until=30, page=30) for each in page]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return what keys of rows are read from now on."""
    asked: list[Any] = []
    original = fetching.rows_of

    def rows_of(connection: Any, table: Table, keys: Sequence[Any], row: Any) -> list[Any]:  # noqa: ANN401 - as it is called
        asked.extend(keys)
        return original(connection, table, keys, row)

    monkeypatch.setattr(sheets, "rows_of", rows_of)
    return asked


def live(read_models: ReadModels) -> Line:
    """Return the live line as a process that has just begun sees it."""
    return Line(read_models, LIVE, {"sums": 1}, 1)


def stored(read_models: ReadModels) -> dict[int, int]:
    """Return what readers see."""
    with read_models.snapshot() as now:
        rows = now.connection.execute(select(now.table("sums"))).all()
    return {row.key: row.number for row in rows}


def true_of(events: Sequence[Recorded]) -> dict[int, int]:
    """Return what readers have to see."""
    tens = [1 + each.position // 10 for each in events]
    return {0: len(events), **{key: tens.count(key) for key in tens}}


def test_a_row_is_read_once_and_seen_after_each_batch(
    sums: ReadModels, events: Sequence[Recorded], read: list[Any]
) -> None:
    line = live(sums)
    for begin in range(0, 9, 3):
        line.fold(Batch(events[begin : begin + 3]))
        assert stored(sums) == true_of(events[: begin + 3])
    assert read == [0, 1]


def test_what_others_have_folded_in_meanwhile_is_read(
    sums: ReadModels, events: Sequence[Recorded], read: list[Any]
) -> None:
    one, other = live(sums), live(sums)
    one.fold(Batch(events[:3]))
    other.fold(Batch(events[3:7]))
    one.fold(Batch(events[7:9]))
    assert stored(sums) == true_of(events[:9])
    assert read == [0, 1] * 3


def test_what_a_failed_batch_changed_is_forgotten(
    sums: ReadModels, events: Sequence[Recorded]
) -> None:
    line = live(sums)
    line.fold(Batch(events[:3]))
    with pytest.raises(ProjectionFailed) as raised:
        line.fold(Batch(events[3:POISON]))
    assert raised.value.position == POISON
    # The events before it went in one by one, to find out which it was.
    assert stored(sums) == true_of(events[: POISON - 1])
    line.fold(Batch(events[POISON - 1 : POISON + 2]))
    assert stored(sums) == true_of(events[: POISON + 2])


def test_a_commit_that_was_not_heard_of_is_taken_for_none(
    sums: ReadModels, events: Sequence[Recorded], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = live(sums)
    line.fold(Batch(events[:3]))

    @contextmanager
    def lost(*given: Any) -> Iterator[Any]:  # noqa: ANN401 - as it is called
        with writing(*given) as connection:
            yield connection
        raise OperationalError("COMMIT", None, Exception("the connection is lost"))

    with monkeypatch.context() as patched:
        patched.setattr(folding, "writing", lost)
        with pytest.raises(OperationalError):
            line.fold(Batch(events[3:5]))
    assert stored(sums) == true_of(events[:5])  # it was committed all the same
    line.fold(Batch(events[5:8]))
    assert stored(sums) == true_of(events[:8])


def test_a_batch_that_was_rolled_back_is_folded_from_what_was_there(
    sums: ReadModels, events: Sequence[Recorded], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = live(sums)
    line.fold(Batch(events[:3]))

    def gone(*_: object) -> None:
        raise OperationalError("INSERT", None, Exception("the connection is lost"))

    with monkeypatch.context() as patched:
        patched.setattr(bulk, "upsert", gone)
        with pytest.raises(OperationalError):
            line.fold(Batch(events[3:5]))
    line.fold(Batch(events[3:8]))
    assert stored(sums) == true_of(events[:8])


def test_a_line_that_two_threads_share_remembers_what_was_folded(
    sums: ReadModels, events: Sequence[Recorded], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A leader that lost the lock and has it again begins anew before the old thread has ended."""
    line, commit = live(sums), remembering.Memory.commit
    line.fold(Batch(events[:3]))
    refused: list[Exception] = []

    def late() -> None:
        try:
            line.fold(Batch(events[3:5]))
        except NotOurTurn as error:
            refused.append(error)

    second = threading.Thread(target=late)

    def committing(memory: remembering.Memory) -> None:
        second.start()
        second.join(0.2)  # as long as it is not let in
        commit(memory)

    with monkeypatch.context() as patched:
        patched.setattr(remembering.Memory, "commit", committing)
        line.fold(Batch(events[3:5]))
    second.join(PATIENCE)
    assert len(refused) == 1
    line.fold(Batch(events[5:8]))
    assert stored(sums) == true_of(events[:8])


def test_an_outage_while_a_culprit_is_looked_for_blames_no_event(
    sums: ReadModels, events: Sequence[Recorded], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = live(sums)
    line.fold(Batch(events[:3]))
    outages = iter((ValueError("something"), OperationalError("INSERT", None, Exception("away"))))

    def failing(*_: object) -> None:
        raise next(outages)

    with monkeypatch.context() as patched:
        patched.setattr(bulk, "upsert", failing)
        with pytest.raises(OperationalError):
            line.fold(Batch(events[3:5]))
    line.fold(Batch(events[3:8]))
    assert stored(sums) == true_of(events[:8])


def test_memory_stays_bounded(
    sums: ReadModels, events: Sequence[Recorded], monkeypatch: pytest.MonkeyPatch, read: list[Any]
) -> None:
    monkeypatch.setattr(remembering, "_MOST_LIVE", 2)
    line = live(sums)
    for begin in range(0, 30, 5):
        line.fold(Batch(events[begin : begin + 5]))
    assert stored(sums) == true_of(events[:30])
    assert read.count(0) > 1


def test_tables_may_be_switched_under_a_runner_that_follows(read_models: ReadModels) -> None:
    town = Town(9).live(20)
    follower, stop = Runner(town.log, read_models), threading.Event()
    following = threading.Thread(target=follower.run, args=(stop,))
    following.start()
    busy = threading.Thread(target=town.live, args=(150,))
    busy.start()
    for _ in range(3):
        Runner(town.log, read_models).rebuild()
    busy.join(PATIENCE)
    town.live(5)
    assert follower.wait_for(town.log.head().position, PATIENCE)
    stop.set()
    following.join(PATIENCE)
    assert follower.failure is None
    assert Runner(town.log, read_models).check() == []


def test_a_runner_that_has_just_folded_need_not_ask_where_it_is(
    read_models: ReadModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, state = Town(3), read_models.state
    asked: list[object] = []

    def asking(*given: Any) -> Any:  # noqa: ANN401 - as it is called
        asked.append(given)
        return state(*given)

    monkeypatch.setattr(read_models, "state", asking)
    follower, stop = Runner(town.log, read_models), threading.Event()
    following = threading.Thread(target=follower.run, args=(stop,))
    following.start()
    reached: set[int] = set()
    while len(reached) < 30:
        town.live(1)
        reached.add(town.log.head().position)
        assert follower.wait_for(max(reached), PATIENCE)
    stop.set()
    following.join(PATIENCE)
    assert len(asked) < len(reached) / 2
    assert Runner(town.log, read_models).check() == []


def test_rows_that_have_just_been_written_are_deleted(sums: ReadModels) -> None:
    table = sums.tables_of("sums", 1)["sums"]
    with writing(sums.engine) as connection:
        sending.collect(connection)
        bulk.insert(connection, table, [SumRow(1, 1), SumRow(2, 1)])
        bulk.delete(connection, table, [1])
        sending.send(connection)
    assert stored(sums) == {2: 1}


@pytest.fixture
def engine(postgresql_url: str) -> Iterator[Engine]:
    """Return a PostgreSQL with one table of our own."""
    made = open_engine(postgresql_url)
    with writing(made) as connection:
        connection.execute(text("CREATE TABLE marks (number bigint PRIMARY KEY)"))
    yield made
    made.dispose()


MARK = "INSERT INTO marks VALUES (%s)"


def marks(engine: Engine) -> list[int]:
    """Return what is committed."""
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT number FROM marks ORDER BY 1")))


@pytest.mark.postgresql
def test_statements_wait_until_they_are_sent_together(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(engine) as connection:
        sending.collect(connection)
        driver: Any = connection.connection.driver_connection
        waited = counted(driver.wait, monkeypatch, driver)
        for number in range(5):
            sending.run(connection, MARK, (number,))
        assert waited == []
        sending.send(connection)
        sending.send(connection)
        assert connection.scalar(text("SELECT count(*) FROM marks")) == 5
    assert marks(engine) == [0, 1, 2, 3, 4]


def counted(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, driver: object
) -> list[object]:
    """Return a list that grows with each call."""
    calls: list[object] = []

    def calling(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as it is called
        calls.append(given)
        return call(*given, **named)

    monkeypatch.setattr(driver, "wait", calling)
    return calls


def run_together(engine: Engine, *statements: tuple[str, int]) -> None:
    """Run statements in one transaction, sent together."""
    with writing(engine) as connection:
        sending.collect(connection)
        for statement, number in statements:
            sending.run(connection, statement, (number,))
        sending.send(connection)


@pytest.mark.postgresql
def test_one_that_fails_takes_all_with_it_and_is_no_outage(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as raised:
        run_together(engine, (MARK, 1), (MARK, 2), (MARK, 2), (MARK, 3))
    assert not is_transient(raised.value)
    assert marks(engine) == []
    run_together(engine, (MARK, 1), (MARK, 2))
    assert marks(engine) == [1, 2]


@pytest.mark.postgresql
def test_a_server_that_goes_meanwhile_is_away(engine: Engine) -> None:
    ending = "SELECT pg_terminate_backend(pg_backend_pid()), %s"
    with pytest.raises(DBAPIError) as raised:
        run_together(engine, (MARK, 1), (ending, 1), (MARK, 2))
    assert is_away(raised.value)
    assert is_transient(raised.value)
    assert marks(engine) == []
