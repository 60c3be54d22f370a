"""An installation per test, with routes that stand in for pages and resources."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from api import health, openapi
from api.wiring import Parts
from tests.api.installation import Clock, installed, served, visiting
from tests.api.sample_routes import ROUTES


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the installation."""
    return Clock()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an installation in which nothing has happened; for copies."""
    folder = tmp_path_factory.mktemp("blank")
    with installed(folder):
        pass
    return folder


@pytest.fixture
def folder(blank: Path, tmp_path: Path) -> Path:
    """Return a folder with the empty databases of an installation of one's own."""
    return Path(shutil.copytree(blank, tmp_path / "data"))


@pytest.fixture
def parts(folder: Path, clock: Clock) -> Iterator[Parts]:
    """Open an installation in a folder of its own."""
    with installed(folder, clock) as opened:
        yield opened


@pytest.fixture
async def app(parts: Parts) -> AsyncIterator[Litestar]:
    """Serve sample routes over it."""
    async with served(parts, [*ROUTES, *health.HANDLERS, *openapi.HANDLERS]) as application:
        yield application


@pytest.fixture
async def visitor(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """Visit it with a browser that nobody is signed in with."""
    async with visiting(app) as browser:
        yield browser
