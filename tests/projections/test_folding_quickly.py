"""What makes folding fast changes nothing that is stored."""

import gc
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    func,
    select,
)
from sqlalchemy.exc import OperationalError

from projections import bulk
from projections.collecting import seldom_collecting
from projections.folding import is_transient
from projections.local_days import local_day
from projections.model import Moment, table
from projections.read_models import ReadModels, open_read_models
from projections.tables import Codes, Facts

DAY = date(2023, 7, 14)
AT = datetime(2023, 7, 14, 16, 30, 0, 250, tzinfo=UTC)

HARD_WORDS = ('"', "\\", "{a,b}", "a,b", " a b ", "'", "%s", "ß\n\t\r", "\\N")


class NumberRow(msgspec.Struct, frozen=True):
    """The smallest row there is."""

    number: int


class WrittenRow(msgspec.Struct, frozen=True):
    """A value of each kind that is turned into another one on its way to a database."""

    number: int
    id: UUID | None
    at: datetime | None
    day: date | None
    so: bool | None
    codes: tuple[str, ...]
    word: str | None
    facts: dict[str, str]


ROWS = [
    WrittenRow(
        1, UUID(int=1), AT, DAY, so=True, codes=("HR01", "HR02"), word="NULL", facts={"ä": "b"}
    ),
    WrittenRow(2, None, None, None, so=None, codes=(), word=None, facts={}),
    WrittenRow(
        3,
        UUID(int=2**128 - 1),
        AT,
        DAY + timedelta(1),
        so=False,
        codes=("HR01",),
        word="",
        facts={"a": '\\"'},
    ),
    *(
        WrittenRow(number, None, None, None, so=None, codes=(), word=word, facts={})
        for number, word in enumerate(HARD_WORDS, 4)
    ),
]


MANY = 500


@pytest.fixture
def written(read_models: ReadModels) -> Table:
    """Return an empty table."""
    made = table(
        MetaData(),
        1,
        "written",
        Column("number", Integer, primary_key=True),
        *(Column(name, kind) for name, kind in (("id", Uuid), ("at", Moment), ("day", Date))),
        *(Column(name, kind) for name, kind in (("so", Boolean), ("codes", Codes))),
        *(Column(name, kind) for name, kind in (("word", String), ("facts", Facts))),
    )
    with read_models.engine.begin() as connection:
        made.create(connection)
    return made


def repeated(count: int) -> list[WrittenRow]:
    """Return this many rows, the ones above again and again."""
    return [replace(row, number=n) for n, row in zip(range(count), cycle(ROWS), strict=False)]


@pytest.mark.parametrize("count", [len(ROWS), MANY])
@pytest.mark.parametrize("write", [bulk.insert, bulk.upsert])
def test_values_come_back_as_they_were_written(
    read_models: ReadModels,
    written: Table,
    write: Callable[[Connection, Table, Sequence[msgspec.Struct]], None],
    count: int,
) -> None:
    with read_models.engine.begin() as connection:
        write(connection, written, repeated(count))
        found = connection.execute(select(written).order_by(written.c.number)).all()

    assert [WrittenRow(*row) for row in found] == repeated(count)


@pytest.mark.parametrize("write", [bulk.insert, bulk.upsert])
def test_many_plain_values_come_back_as_they_were_written(
    read_models: ReadModels,
    written: Table,
    write: Callable[[Connection, Table, Sequence[msgspec.Struct]], None],
) -> None:
    words = (None, "null", "", "true", "NULL", "support.given", "2023-07-14")
    rows = [
        replace(row, number=n, codes=row.codes[:1], word=word, facts={})
        for n, row, word in zip(range(MANY), cycle(ROWS[:3]), cycle(words), strict=False)
    ]
    with read_models.engine.begin() as connection:
        write(connection, written, rows)
        found = connection.execute(select(written).order_by(written.c.number)).all()

    assert [WrittenRow(*row) for row in found] == rows


@pytest.mark.parametrize("count", [len(ROWS), MANY])
def test_a_repeated_key_adds_nothing(read_models: ReadModels, written: Table, count: int) -> None:
    rows = [*repeated(count), ROWS[0]]

    with pytest.raises(Exception, match=r"(?i)unique"), read_models.engine.begin() as connection:
        bulk.insert(connection, written, rows)

    with read_models.engine.connect() as connection:
        assert connection.execute(select(written)).all() == []


@pytest.mark.postgresql
@pytest.mark.parametrize("count", [len(ROWS), MANY])
def test_a_server_that_goes_away_can_be_waited_for(postgresql_url: str, count: int) -> None:
    read_models = open_read_models(postgresql_url, [])
    facts = table(MetaData(), 1, "facts", Column("number", Integer, primary_key=True))
    with read_models.engine.begin() as connection:
        facts.create(connection)

    with read_models.engine.connect() as connection:
        own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with read_models.engine.connect() as other:
            other.execute(select(func.pg_terminate_backend(own)))
        with pytest.raises(OperationalError) as raised:
            bulk.insert(connection, facts, [NumberRow(n) for n in range(count)])

    assert is_transient(raised.value)
    read_models.close()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2023, 7, 14, 21, 59, 59, 999_999, tzinfo=UTC), date(2023, 7, 14)),
        (datetime(2023, 7, 14, 22, 0, tzinfo=UTC), date(2023, 7, 15)),
        (datetime(2023, 12, 31, 22, 59, 59, tzinfo=UTC), date(2023, 12, 31)),
        (datetime(2023, 12, 31, 23, 0, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2023, 3, 26, 0, 59, tzinfo=UTC), date(2023, 3, 26)),
    ],
)
def test_days_begin_at_midnight_in_berlin(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


def test_the_collector_is_as_before_when_the_last_one_leaves() -> None:
    before = gc.get_threshold()

    with seldom_collecting():
        seldom = gc.get_threshold()
        with seldom_collecting():
            pass
        assert gc.get_threshold() == seldom

    assert gc.get_threshold() == before
    assert seldom > before
