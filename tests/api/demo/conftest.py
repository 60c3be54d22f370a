"""One replay for all tests of a worker: it takes some seconds, as do its read models."""

from collections.abc import Iterator

import pytest

from projections.model import Snapshot
from projections.runner import Runner
from tests.api.demo.stages import Demo
from tests.api.imports.sources import read_models


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo at the end of its script. Tests only look at it."""
    played = Demo(tmp_path_factory.mktemp("demo"))
    played.play()
    yield played
    played.close()


@pytest.fixture(scope="session")
def models(
    demo: Demo, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Runner, Snapshot]]:
    """The read models of the demo. Tests only look at them."""
    with read_models(demo.log, tmp_path_factory.mktemp("models")) as opened:
        yield opened


@pytest.fixture(scope="session")
def snapshot(models: tuple[Runner, Snapshot]) -> Snapshot:
    """All read models at the end of the script."""
    return models[1]
