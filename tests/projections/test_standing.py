"""What every page shows of its process is asked again only when it can have changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import walk_packages
from types import FunctionType, ModuleType
from typing import Any, ClassVar

import pytest
from msgspec.structs import replace

import projections
from domain.catalogue import EVENTS
from domain.messages import Event, Recorded, topic_of
from projections import organisation, processes, strategies, subjects
from projections.model import Batch, Model, Snapshot, Work
from projections.organisation import queries as organisation_queries
from projections.processes import queries as process_queries
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from projections.standing import Standing
from projections.strategies import queries as strategy_queries
from tests.formats import leaves
from tests.projections.conftest import MODELS
from tests.projections.reading import read
from tests.projections.town import PROCESS, Town

FOLDED_BY: Mapping[ModuleType, Model] = {
    process_queries: processes.MODEL,
    organisation_queries: organisation.MODEL,
    strategy_queries: strategies.MODEL,
}
"""Modules with queries that stand, and the model whose tables they read."""


QUERIES: Sequence[Callable[..., Any]] = (
    processes.by_id,
    processes.extensions,
    processes.field_changes,
    processes.fields,
    processes.phases,
    processes.territories,
)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[Town, ReadModels, Runner]]:
    """Return a town with its read models."""
    town = Town(7)
    with closing(open_read_models(f"sqlite:///{tmp_path}/read.db", MODELS)) as read_models:
        yield town, read_models, Runner(town.log, read_models)


def told(snapshot: Snapshot) -> Mapping[str, Any]:
    """Return what pages are told."""
    return {query.__name__: query(snapshot, PROCESS) for query in QUERIES}


def stored(snapshot: Snapshot) -> Mapping[str, Any]:
    """Return the same as the tables have it."""
    unkept: Sequence[Any] = QUERIES
    return {query.__name__: query.__wrapped__(snapshot, PROCESS) for query in unkept}


def test_at_each_step_of_a_town_pages_are_told_what_the_tables_say(
    town: tuple[Town, ReadModels, Runner],
) -> None:
    living, read_models, runner = town
    seen = set()
    for step in range(150):
        living.live(1)
        if step % 15 == 0:
            living.change_process()
        runner.catch_up()
        with read_models.snapshot() as now:
            answers = told(now)
            assert answers == stored(now)
            seen.add(repr(answers))
    assert len(seen) > 5  # so often something about the process changed


def test_nothing_is_asked_again_for_votes_and_comments(
    town: tuple[Town, ReadModels, Runner],
) -> None:
    living, read_models, runner = town
    living.live(60)
    runner.catch_up()
    with read_models.snapshot() as now:
        before = processes.phases(now, PROCESS)
    for act in (living.support, living.opine, living.comment, living.submit):
        act()
    runner.catch_up()
    with read_models.snapshot() as now:
        assert processes.phases(now, PROCESS) is before
    for _ in range(20):  # not each of them is about a phase
        living.change_process()
    runner.catch_up()
    with read_models.snapshot() as now:
        assert processes.phases(now, PROCESS) != before


def test_earlier_moments_and_rebuilt_tables_are_asked_for_themselves(
    town: tuple[Town, ReadModels, Runner],
) -> None:
    living, read_models, runner = town
    living.live(60)
    runner.catch_up()
    with read_models.snapshot() as now:
        before = processes.phases(now, PROCESS)
        assert processes.phases(now.at(2), PROCESS) != before
    runner.rebuild()
    with read_models.snapshot() as now:
        after = processes.phases(now, PROCESS)
    assert after == before
    assert after is not before


def test_names_that_nobody_has_are_not_kept(town: tuple[Town, ReadModels, Runner]) -> None:
    living, read_models, runner = town
    living.live(5)
    runner.catch_up()
    with read_models.snapshot() as now:
        for number in range(20):
            assert processes.by_slug(now, f"made-up-{number}") is None
        assert now.standing is not None
        around = subjects.positions(now, [subjects.AROUND])[subjects.AROUND]
        assert now.standing.answers(now.generation, around) == {}


class Asked(Batch):
    """Knows which events a model wants to see."""

    kinds: ClassVar[set[type[Event]]] = set()

    def of(self, *kinds: type[Event]) -> list[Recorded]:
        self.kinds.update(kinds)
        return super().of(*kinds)

    def __iter__(self) -> Iterator[Recorded]:
        raise AssertionError("all events are asked for: votes and comments too")


@pytest.mark.parametrize("queries", FOLDED_BY, ids=lambda module: module.__name__)
def test_whatever_changes_what_stands_is_noted_as_around_proposals(
    queries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[type[Event]] = set()
    monkeypatch.setattr(Asked, "kinds", asked)
    with read([FOLDED_BY[queries]], []) as nothing:
        work = Work(nothing.connection, nothing.tables)
        for position, topic in enumerate(EVENTS, 1):
            happened = replace(leaves.recorded(topic), position=position)
            FOLDED_BY[queries].project(Asked([happened]), work)
    assert asked
    for event in asked:
        with read([subjects.MODEL], [leaves.recorded(topic_of(event))]) as snapshot:
            noted = subjects.positions(snapshot, [subjects.AROUND])
        assert noted[subjects.AROUND] > 0, event


@pytest.mark.parametrize("queries", FOLDED_BY, ids=lambda module: module.__name__)
def test_what_stands_is_read_from_tables_of_one_model_that_is_known(queries: ModuleType) -> None:
    with read([FOLDED_BY[queries]], []) as alone:
        for query in standing_in(queries):
            asked = "slug" if query is processes.by_slug else PROCESS
            given = [asked] * (len(signature(query).parameters) - 1)
            assert not query.__wrapped__(alone, *given)


def test_no_other_queries_stand() -> None:
    modules = [
        import_module(each.name) for each in walk_packages(projections.__path__, "projections.")
    ]
    found = {module for module in modules if hasattr(module, "standing") and standing_in(module)}
    assert found == set(FOLDED_BY)


def standing_in(queries: ModuleType) -> list[Any]:
    """Return the queries of a module that stand: those made by one and the same function."""
    made = [each for each in vars(queries).values() if isinstance(each, FunctionType)]
    return [each for each in made if each.__code__ is processes.by_id.__code__]


def test_answers_of_a_former_moment_are_given_to_nobody() -> None:
    standing = Standing()
    first = standing.answers(1, 10)
    assert first is not None
    first["a"] = 1
    assert standing.answers(1, 10) == {"a": 1}
    assert standing.answers(1, 11) == {}
    assert standing.answers(1, 10) is None
    assert standing.answers(2, 5) == {}
    first["b"] = 2
    assert standing.answers(2, 5) == {}


def test_they_are_bounded() -> None:
    standing = Standing()
    answers = standing.answers(1, 10)
    assert answers is not None
    answers |= dict.fromkeys(range(1_000))
    assert standing.answers(1, 10) == {}
