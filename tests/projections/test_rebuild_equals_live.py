"""R57, T17: whatever happens in a town, rebuilt tables equal the live ones row by row."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.read_models import MODELS as EVERY_MODEL
from projections import comments, feed, processes, proposals, tally
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.projections.conftest import MODELS
from tests.projections.town import OTHER_PROCESS, PROCESS, Town
from tests.sizes import chosen

LIVES = (17, 19, 24)
LIVES_OF_EVERY_MODEL = (24, 37)
LONG, SHORT = (1200, 400) if chosen().nightly else (500, 250)  # steps


@pytest.mark.parametrize(("lives", "steps"), [(LIVES, LONG), (LIVES_OF_EVERY_MODEL, SHORT)])
def test_nearly_all_that_a_town_can_do_happens(lives: tuple[int, ...], steps: int) -> None:
    """A day's run is short, so its towns are chosen."""
    logs = [Town(seed).live(steps).log for seed in lives]
    kinds = {type(each.event) for log in logs for page in log.since(0) for each in page}
    assert len(kinds) >= 80


def live_through(town: Town, read_models: ReadModels, pages: random.Random) -> Runner:
    """Let the read models follow in batches of any size."""
    runner = Runner(town.log, read_models)
    end, position = town.log.head().position, 0
    while position < end:
        until = min(end, position + pages.randint(1, 60))
        position = runner.catch_up(until, page=pages.randint(1, 40))
    return runner


@pytest.mark.timeout(900)
@settings(
    max_examples=chosen().examples // 4,
    deadline=None,
    # A seed cannot be shrunk; what fails is told by its number.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), steps=st.integers(0, 200))
def test_a_rebuild_equals_what_was_followed_live(tmp_path: Path, seed: int, steps: int) -> None:
    database = tmp_path / f"{seed}-{steps}.sqlite"
    read_models = open_read_models(f"sqlite:///{database}", MODELS)
    town = Town(seed).live(steps)
    runner = live_through(town, read_models, random.Random(seed))
    differences = runner.check()
    read_models.close()
    database.unlink()
    assert differences == []


@pytest.mark.parametrize("seed", LIVES)
def test_a_rebuild_equals_on_every_database(read_models: ReadModels, seed: int) -> None:
    town = Town(seed).live(LONG)
    runner = live_through(town, read_models, random.Random(seed))
    assert runner.check() == []
    runner.rebuild()
    town.live(100)
    runner.catch_up()
    assert runner.check() == []


@pytest.mark.parametrize("seed", LIVES_OF_EVERY_MODEL)
def test_a_rebuild_of_every_read_model_there_is_equals(url: str, seed: int) -> None:
    read_models = open_read_models(url, EVERY_MODEL)
    runner = live_through(Town(seed).live(SHORT), read_models, random.Random(seed))
    assert runner.check() == []
    read_models.close()


@pytest.mark.parametrize("seed", [4, 5])
def test_an_earlier_position_reads_as_if_rebuilt_up_to_it(
    read_models: ReadModels, tmp_path: Path, seed: int
) -> None:
    """Ruling 18; what may be read of it is masked by what holds now (ruling 4)."""
    town = Town(seed).live(500)
    Runner(town.log, read_models).catch_up()
    position = town.log.head().position * 2 // 3
    then = open_read_models(f"sqlite:///{tmp_path}/then.sqlite", MODELS)
    Runner(town.log, then).catch_up(until=position)
    with read_models.snapshot(as_of=position) as looked_back, then.snapshot() as rebuilt:
        for idea in town.ideas:
            assert tally.of(looked_back, idea.id) == tally.of(rebuilt, idea.id)
            assert tally.days(looked_back, idea.id) == tally.days(rebuilt, idea.id)
            before = feed.all_rows(rebuilt, [idea.id]).get(idea.id)
            after = feed.all_rows(looked_back, [idea.id]).get(idea.id)
            assert without_texts(before) == without_texts(after)
            assert comments.visible(looked_back, idea.id) == comments.visible(rebuilt, idea.id)
            found = proposals.timeline(rebuilt, idea.id, "staff")
            told = proposals.timeline(looked_back, idea.id, "staff")
            assert [row.position for row in told] == [row.position for row in found]
        for process in (PROCESS, OTHER_PROCESS):
            assert processes.phases(looked_back, process) == processes.phases(rebuilt, process)
            assert processes.fields(looked_back, process) == processes.fields(rebuilt, process)
            assert tally.of_process(looked_back, process) == tally.of_process(rebuilt, process)
            query = feed.FeedQuery(process_id=process, sort="supported")
            one, other = feed.page(looked_back, query), feed.page(rebuilt, query)
            assert [row.proposal_id for row in one.rows] == [row.proposal_id for row in other.rows]
            assert one.total == other.total
    then.close()


def without_texts(row: feed.FeedRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    names = set(row.__struct_fields__) - {"title", "body"}
    return {name: getattr(row, name) for name in names}
