"""The runner: one pass, one position, and no event is ever lost, doubled or skipped."""

import threading
from collections.abc import Sequence
from contextlib import closing
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Uuid, func, select, update

from domain.messages import Recorded
from projections import tally
from projections.database import writing
from projections.folding import (
    Line,
    LogTooShort,
    NotOurTurn,
    OtherVersion,
    ProjectionFailed,
    batches,
)
from projections.model import Batch, Model, Work, table
from projections.read_models import LIVE, ReadModels, open_read_models
from projections.rebuilding import Rebuild
from projections.runner import Runner
from tests.patience import PATIENCE
from tests.projections.conftest import MODELS
from tests.projections.town import Town

STEPS = 150


class Unreadable(Exception):
    """An event nobody knows any more."""


def live_line(read_models: ReadModels) -> Line:
    with read_models.engine.connect() as connection:
        chosen = read_models.live_generations(connection)
    return Line(read_models, LIVE, chosen, read_models.state().switches)


def row_counts(read_models: ReadModels) -> dict[str, int]:
    with read_models.snapshot() as snapshot:
        return {
            name: snapshot.connection.execute(select(func.count()).select_from(each)).scalar_one()
            for name, each in snapshot.tables.items()
        }


def test_rows_and_position_move_together(read_models: ReadModels) -> None:
    town = Town(1).live(3 * STEPS)
    seen: list[tuple[int, int]] = []
    reached = Runner(town.log, read_models).catch_up(
        on_progress=lambda *told: seen.append(told), page=30
    )
    assert reached == town.log.head().position == read_models.position()
    assert seen[-1] == (reached, reached)
    assert len(seen) > 3


def test_events_folded_in_before_are_refused_and_change_nothing(read_models: ReadModels) -> None:
    """T11: a batch delivered twice, or out of order."""
    town = Town(2).live(STEPS)
    Runner(town.log, read_models).catch_up(until=100)
    before = row_counts(read_models)
    line = live_line(read_models)
    history = next(town.log.since(0, page=200))
    for wrong in (history[90:100], history[99:110], history[105:110]):
        with pytest.raises(NotOurTurn):
            line.fold(Batch(wrong))
    assert (read_models.position(), row_counts(read_models)) == (100, before)
    line.fold(Batch(history[100:110]))
    assert read_models.position() == 110


def test_a_log_that_is_shorter_than_what_was_seen_of_it_is_not_followed(
    read_models: ReadModels,
) -> None:
    """An older log was restored beside them: its next events would stand beside lost ones."""
    Runner(Town(2).live(STEPS).log, read_models).catch_up()
    reached, before = read_models.position(), row_counts(read_models)
    shorter = Town(2).live(STEPS // 2).log
    assert shorter.head().position < reached
    runner = Runner(shorter, read_models)
    for _ in range(2):
        with pytest.raises(LogTooShort, match=f"the read models are at {reached}"):
            runner.catch_up()
    assert (read_models.position(), row_counts(read_models)) == (reached, before)


def test_two_runners_at_once_fold_each_event_once(read_models: ReadModels) -> None:
    town = Town(3).live(3 * STEPS)
    end = town.log.head().position

    def follow() -> None:
        runner = Runner(town.log, read_models)
        while runner.catch_up(page=7) < end:
            pass

    threads = [threading.Thread(target=follow) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert read_models.position() == end
    assert Runner(town.log, read_models).check() == []


def test_check_names_the_row_that_was_tampered_with(read_models: ReadModels) -> None:
    town = Town(4).live(STEPS)
    runner = Runner(town.log, read_models)
    assert runner.check() == []
    [voted, *_] = [idea.id for idea, _, _ in town.said.values()]
    with writing(read_models.engine) as connection:
        counts = read_models.tables_of("tally", 1)["tally"]
        lie = update(counts).where(counts.c.proposal_id == voted).values(supports=999)
        connection.execute(lie)
    [difference] = runner.check()
    assert (difference.table, difference.key) == ("tally", (voted,))
    assert difference.live is not None
    assert difference.rebuilt is not None
    assert (difference.live["supports"], difference.rebuilt["supports"] < 999) == (999, True)


def test_a_rebuild_repairs_and_readers_in_flight_keep_what_they_saw(
    read_models: ReadModels,
) -> None:
    town = Town(5).live(STEPS)
    runner = Runner(town.log, read_models)
    runner.catch_up()
    [voted, *_] = [idea.id for idea, _, _ in town.said.values()]
    with writing(read_models.engine) as connection:
        counts = read_models.tables_of("tally", 1)["tally"]
        connection.execute(update(counts).values(supports=999))
    with read_models.snapshot() as in_flight:
        assert tally.of(in_flight, voted).supports == 999
        runner.rebuild(["tally"])
        with read_models.snapshot() as fresh:
            assert tally.of(fresh, voted).supports < 999
            assert fresh.generation > in_flight.generation
        assert tally.days(in_flight, voted) is not None
    runner.tidy()
    assert runner.check() == []


def test_a_rebuild_that_ends_early_leaves_nothing_behind(read_models: ReadModels) -> None:
    town = Town(6).live(STEPS)
    runner = Runner(town.log, read_models)
    runner.catch_up()
    before = row_counts(read_models)
    with pytest.raises(KeyboardInterrupt):
        runner.rebuild(on_progress=interrupt)
    assert row_counts(read_models) == before
    with read_models.engine.connect() as connection:
        left = MetaData()
        left.reflect(connection)
    assert not [name for name in left.tables if name.endswith("_2")]


def interrupt(position: int, until: int) -> None:
    raise KeyboardInterrupt


def test_somebody_who_holds_the_line_stops_all_runners_for_a_moment(
    read_models: ReadModels,
) -> None:
    town = Town(7).live(STEPS)
    runner = Runner(town.log, read_models)
    runner.catch_up(until=50)
    rebuild = Rebuild(town.log, read_models, [model.name for model in MODELS])
    with rebuild, rebuild._holding():  # noqa: SLF001 - the moment that no caller can see
        assert runner.catch_up() == 50
        with pytest.raises(NotOurTurn):
            live_line(read_models).fold(Batch(next(town.log.since(50, page=10))))
    assert runner.catch_up() == town.log.head().position


def test_a_check_while_events_come_in_is_exact(read_models: ReadModels) -> None:
    town = Town(8).live(STEPS)
    follower, stop = Runner(town.log, read_models), threading.Event()
    thread = threading.Thread(target=follower.run, args=(stop,))
    thread.start()
    busy = threading.Thread(target=town.live, args=(4 * STEPS,))
    busy.start()
    found = [Runner(town.log, read_models).check() for _ in range(3)]
    busy.join(PATIENCE)
    assert follower.wait_for(town.log.head().position, PATIENCE)
    stop.set()
    thread.join(PATIENCE)
    assert found == [[], [], []]
    assert Runner(town.log, read_models).check() == []


def test_read_your_writes_waits_for_a_position(read_models: ReadModels) -> None:
    town = Town(9).live(20)
    runner, stop = Runner(town.log, read_models), threading.Event()
    assert not runner.wait_for(1, 0.05)
    thread = threading.Thread(target=runner.run, args=(stop,))
    thread.start()
    town.live(20)
    assert runner.wait_for(town.log.head().position, PATIENCE)
    assert read_models.position() == town.log.head().position
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_another_process_learns_the_position_by_looking(read_models: ReadModels, url: str) -> None:
    town = Town(10).live(20)
    other = open_read_models(url, MODELS)
    Runner(town.log, other).catch_up()
    assert read_models.wait_for(town.log.head().position, PATIENCE)
    other.close()


class Choosy:
    """A model that cannot take one event."""

    def __init__(self, position: int) -> None:
        self.position = position

    def define(self, metadata: MetaData, generation: int) -> Sequence[Table]:
        columns = (Column("stream", Uuid, primary_key=True), Column("events", Integer))
        return [table(metadata, generation, "choosy", *columns)]

    def project(self, batch: Batch, work: Work) -> None:
        if any(recorded.position == self.position for recorded in batch):
            raise ValueError("not this one")
        for recorded in batch:
            work.connection.execute(
                work.table("choosy").insert().values(stream=UUID(int=recorded.position), events=1)
            )


def test_an_event_that_cannot_be_folded_in_stops_loudly_at_its_position(url: str) -> None:
    town, choosy = Town(11).live(20), Choosy(14)
    read_models = open_read_models(url, [Model("choosy", choosy.define, choosy.project)])
    runner = Runner(town.log, read_models)
    with pytest.raises(ProjectionFailed, match="not this one") as stopped:
        runner.run(threading.Event())
    assert stopped.value.position == 14
    assert runner.failure is stopped.value
    assert read_models.position() == 13
    assert row_counts(read_models) == {"choosy": 13}
    read_models.close()


def test_an_event_that_cannot_be_read_stops_loudly_at_its_position(
    read_models: ReadModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(12).live(STEPS)
    give = town.log.since

    def since(position: int, *, until: int | None = None, page: int = 1000) -> object:
        for events in give(position, until=until, page=page):
            if events[0].position <= 23 <= events[-1].position:
                raise Unreadable("proposal.vanished/9")
            yield events

    monkeypatch.setattr(town.log, "since", since)
    with pytest.raises(ProjectionFailed, match="vanished") as stopped:
        Runner(town.log, read_models).catch_up()
    assert stopped.value.position == 23
    # What may belong to the same append is not shown without the rest of it.
    assert 20 < read_models.position() < 23


def test_a_gap_in_the_log_is_not_passed_over(
    read_models: ReadModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(13).live(20)
    events = [each for page in town.log.since(0) for each in page]
    monkeypatch.setattr(town.log, "since", lambda *_, **__: iter([[*events[:9], *events[10:]]]))
    with pytest.raises(ProjectionFailed) as stopped:
        Runner(town.log, read_models).catch_up()
    assert stopped.value.position == 10


def test_events_of_one_append_are_never_cut_apart() -> None:
    """Else readers could see a comment between its arrival and its hold."""
    town = Town(14).live(300)
    cut: list[Recorded] = []
    for batch in batches(town.log, 0, town.log.head().position, page=12):
        if cut:
            assert cut[-1].recorded_at != batch[0].recorded_at
        cut = list(batch)


def test_tables_of_another_shape_are_rebuilt_before_anything_is_added(url: str) -> None:
    town = Town(15).live(40)
    former = open_read_models(url, [_counting("streams", "events")])
    Runner(town.log, former).catch_up()
    former.close()
    town.live(10)
    renewed = open_read_models(url, [_counting("streams", "number"), *MODELS])
    assert Runner(town.log, renewed).catch_up() == town.log.head().position
    assert row_counts(renewed)["streams"] == town.log.head().position
    assert Runner(town.log, renewed).check() == []
    renewed.close()


def test_tables_of_an_earlier_way_of_folding_are_rebuilt(url: str) -> None:
    town = Town(16).live(40)
    former = _counting("streams", "number")
    with closing(open_read_models(url, [former])) as opened:
        Runner(town.log, opened).catch_up()
    with closing(open_read_models(url, [_of_another_version(former)])) as opened:
        Runner(town.log, opened).catch_up()
        assert row_counts(opened)["streams"] == (town.log.head().position + 1) // 2
        assert Runner(town.log, opened).check() == []


def test_a_process_that_was_not_restarted_adds_nothing_to_tables_of_the_next_version(
    url: str,
) -> None:
    """Any command of the version just installed renews the tables, whoever follows the log."""
    town, model = Town(17).live(40), _counting("streams", "number")
    with (
        closing(open_read_models(url, [model])) as former,
        closing(open_read_models(url, [_of_another_version(model)])) as installed,
    ):
        follower = Runner(town.log, former)
        follower.catch_up()
        Runner(town.log, installed).catch_up()
        town.live(10)
        with pytest.raises(OtherVersion, match="streams"):
            follower.catch_up()
        Runner(town.log, installed).catch_up()
        assert row_counts(installed)["streams"] == (town.log.head().position + 1) // 2
        assert Runner(town.log, installed).check() == []


def _of_another_version(model: Model) -> Model:
    """Return a model that leaves out every other event."""

    def project(batch: Batch, work: Work) -> None:
        model.project(Batch([each for each in batch if each.position % 2]), work)

    return msgspec.structs.replace(model, project=project, revision=2)


def _counting(name: str, column: str) -> Model:
    def define(metadata: MetaData, generation: int) -> Sequence[Table]:
        columns = (Column("id", Uuid, primary_key=True), Column(column, Integer))
        return [table(metadata, generation, name, *columns)]

    def project(batch: Batch, work: Work) -> None:
        for recorded in batch:
            row = {"id": UUID(int=recorded.position), column: 1}
            work.connection.execute(work.table(name).insert().values(**row))

    return Model(name, define, project)
