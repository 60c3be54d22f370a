"""What a rebuild keeps in memory between batches changes nothing that is stored."""

import random
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select

from api.read_models import MODELS
from projections import ballots, comments, feed, rebuilding, remembering, subjects, tally
from projections.database import writing
from projections.folding import Line, ProjectionFailed
from projections.model import Batch, Model, Snapshot, Work, table
from projections.read_models import LIVE, open_read_models
from projections.remembering import UNKNOWN, Memory, Remembered
from projections.runner import Runner
from tests.projections.busy_week import busy_week
from tests.projections.town import Town

SEED = 11


@pytest.fixture(scope="module")
def town() -> Town:
    """Return a town in which much has happened."""
    return Town(SEED).live(400)


@pytest.mark.parametrize("most", [3, 40, 30_000])
def test_a_rebuild_in_small_batches_equals_whatever_is_forgotten_in_between(
    town: Town, tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "_SHARED_PAGE", 40)
    monkeypatch.setattr(remembering, "_MOST", most)
    with closing(open_read_models(f"sqlite:///{tmp_path}/read.db", MODELS)) as read_models:
        assert Runner(town.log, read_models).check() == []


@pytest.mark.postgresql
def test_so_it_does_on_postgresql(
    town: Town, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "_PAGE", 200)
    monkeypatch.setattr(remembering, "_MOST", 50)
    voted = (ballots.MODEL, comments.MODEL, feed.MODEL, subjects.MODEL, tally.MODEL)
    with closing(open_read_models(postgresql_url, voted)) as read_models:
        assert Runner(town.log, read_models).check() == []


def test_what_is_remembered_is_what_would_be_read(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model sees no difference: not even in the kind of a value, or in the zone of a moment."""
    remembered: dict[str, Remembered] = {}
    original = Memory.of

    def of(memory: Memory, name: str) -> Remembered | None:
        found = original(memory, name)
        if found is not None:
            remembered[name] = found
        return found

    monkeypatch.setattr(Memory, "of", of)
    week, dice, compared = busy_week(), random.Random(SEED), 0
    with closing(open_read_models(url, MODELS)) as read_models:
        line = Line(read_models, LIVE, dict.fromkeys(read_models.models, 1), 1)
        position = 0
        while position < len(week):
            batch = Batch(week[position : position + dice.randint(5, 25)])
            line.fold(batch)
            position = batch.last
            with read_models.snapshot() as now:
                compared += sum(equal(now, name, each) for name, each in remembered.items())
    assert compared > 1_000


def equal(snapshot: Snapshot, name: str, remembered: Remembered) -> int:
    """Compare the rows of a table with what is remembered of them; tell of how many it is."""
    known = 0
    for values in snapshot.connection.execute(select(snapshot.table(name))):
        row = remembered.get(remembered.key_of(values))
        if row is not UNKNOWN:
            assert list(map(told, msgspec.structs.astuple(row))) == list(map(told, values)), name
            known += 1
    return known


def told(value: object) -> object:
    """Return a value with what Python calls equal although it is not the same."""
    return type(value), value, value.utcoffset() if isinstance(value, datetime) else None


class SumRow(msgspec.Struct, frozen=True):
    """How often something happened."""

    key: int
    number: int


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table."""
    columns = (Column("key", Integer, primary_key=True), Column("number", Integer))
    return [table(metadata, generation, "sums", *columns)]


def counting(batch: Batch, work: Work) -> None:
    """Count events, in a row that is deleted at every tenth; refuse one of them."""
    for recorded in batch:
        sheet = work.sheet(SumRow, "sums", [1])
        row = sheet.get(1)
        sheet.put(SumRow(1, 1 if row is None else row.number + 1))
        if recorded.position % 10 == 0:
            sheet.remove(1)
        sheet.save()
        if recorded.position == 17:
            raise ValueError("not this one")


SUMS = Model("sums", define, counting)


def test_a_failed_batch_is_forgotten_and_its_event_named(town: Town, url: str) -> None:
    events = [each for page in town.log.since(0, until=20, page=20) for each in page]
    with closing(open_read_models(url, [SUMS])) as read_models:
        line = Line(read_models, LIVE, {"sums": 1}, 1, remembering=True)
        line.fold(Batch(events[:5]))
        with pytest.raises(ProjectionFailed) as raised:
            line.fold(Batch(events[5:]))
        line.write()
        with read_models.snapshot() as now:
            found = now.connection.execute(select(now.table("sums"))).all()
    assert raised.value.position == 17
    assert found == [(1, 6)]


def test_what_was_written_and_rolled_back_is_written_again(url: str) -> None:
    with closing(open_read_models(url, [SUMS])) as read_models:
        made = read_models.tables_of("sums", 1)["sums"]
        sums = Remembered(made)
        sums.put(1, SumRow(1, 1))
        sums.commit()
        with read_models.engine.connect() as connection:
            sums.write(connection)
            connection.rollback()
        sums.roll_back()
        assert sums.get(1) == SumRow(1, 1)
        sums.lose_track()
        assert sums.get(2) is UNKNOWN
        with writing(read_models.engine) as connection:
            sums.write(connection)
            assert connection.execute(select(made)).all() == [(1, 1)]
