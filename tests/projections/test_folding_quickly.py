"""What makes folding fast changes nothing that is stored."""

import gc
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Uuid, select

from projections import bulk
from projections.collecting import seldom_collecting
from projections.local_days import local_day
from projections.model import Moment, table
from projections.read_models import ReadModels
from projections.tables import Codes, Facts

DAY = date(2023, 7, 14)
AT = datetime(2023, 7, 14, 16, 30, 0, 250, tzinfo=UTC)


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
        for number, word in enumerate(('"', "\\", "{a,b}", "a,b", " a b ", "'", "%s", "ß\n\t"), 4)
    ),
]


def test_values_come_back_as_they_were_written(read_models: ReadModels) -> None:
    written = table(
        MetaData(),
        1,
        "written",
        Column("number", Integer, primary_key=True),
        *(Column(name, kind) for name, kind in (("id", Uuid), ("at", Moment), ("day", Date))),
        *(Column(name, kind) for name, kind in (("so", Boolean), ("codes", Codes))),
        *(Column(name, kind) for name, kind in (("word", String), ("facts", Facts))),
    )
    with read_models.engine.begin() as connection:
        written.create(connection)
        bulk.insert(connection, written, ROWS)
        found = connection.execute(select(written).order_by(written.c.number)).all()

    assert [WrittenRow(*row) for row in found] == ROWS


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
