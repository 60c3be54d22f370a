"""One replay for all tests of a worker: it takes some seconds."""

from collections.abc import Iterator

import pytest

from tests.api.demo.stages import Demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo at the end of its script. Tests only look at it."""
    played = Demo(tmp_path_factory.mktemp("demo"))
    played.play()
    yield played
    played.close()
