"""What every test may stand on: a real database, a real browser, and no network.

Under CI=true something missing is a failure; on a developer's machine the tests
that need it are skipped and say what to install.
"""

import gc
import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
from playwright.sync_api import Playwright, sync_playwright
from psycopg import sql

from tests.postgresql import Cluster, installed_binaries
from tests.sizes import Sizes, chosen

ROOT = Path(__file__).parent.parent
FRAMELESS = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REACHABLE = ["127.", "::1", "localhost", "0.0.0.0"]  # noqa: S104 - an address to compare with
COLLECTING = (20_000, 20, 50)  # seldom enough for rows, routes and templates in the making

_database_numbers = itertools.count(1)


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Let Python sockets reach this machine only; a test that phones out must fail."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(tuple(REACHABLE)):
        raise RuntimeError(f"tests have no network, yet one connects to {address[0]}")


sys.addaudithook(_refuse_the_network)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `nightly` to the night, those marked `cluster` to `make cluster`.

    At night every test may take as long as `--timeout` says.
    """
    left = set() if chosen().nightly else {"nightly"}
    if os.environ.get("GEMEINSAM_CLUSTER") != "1":
        left.add("cluster")
    away = [item for item in items if any(map(item.get_closest_marker, left))]
    config.hook.pytest_deselected(items=away)
    items[:] = [item for item in items if item not in away]
    patience = config.getoption("timeout")
    if chosen().nightly and patience:
        for item in items:
            # What a test allows itself is meant for its small size.
            item.add_marker(pytest.mark.timeout(patience), append=False)


def pytest_collection_finish() -> None:
    """Let the collector of cycles pass over what stays until the end: all modules and tests.

    Looking through them again and again took a seventh of the processor's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTING)


def missing(what: str, *, by: str = "make test") -> NoReturn:
    """Fail under CI=true, skip elsewhere, because `what` is not installed."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing; `{by}` would have installed it")
    pytest.skip(f"{what} is missing; `{by}` installs it")


@pytest.fixture(scope="session")
def sizes() -> Sizes:
    """How big load and fault tests are this time."""
    return chosen()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """Return a running cluster of this worker's own, stopped at the end."""
    binaries = installed_binaries()
    if binaries is None:
        missing("PostgreSQL")
    cluster = Cluster(binaries)
    yield cluster
    cluster.stop()


@pytest.fixture
def postgresql_url(postgresql: Cluster) -> Iterator[str]:
    """Return the URL of an empty database that only this test uses."""
    name = f"test_{next(_database_numbers)}"
    _administer(postgresql, "CREATE DATABASE {} TEMPLATE template0", name)
    yield postgresql.url(name)
    _administer(postgresql, "DROP DATABASE {} WITH (FORCE)", name)


def _administer(cluster: Cluster, statement: str, name: str) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the machine's own chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or missing("chromium")


@pytest.fixture(scope="session")
def chromium_by_day(chromium: str) -> str:
    """Return the path of the same browser without the frame that nobody sees here, if there is one.

    That saves a third of what a page costs. At night it is the browser that people have.
    """
    frameless = shutil.which(FRAMELESS)
    return chromium if chosen().nightly or frameless is None else frameless


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drive browsers; a process can have one of these, so the last folders share it.

    It occupies the thread's event loop: asynchronous tests cannot run after it.
    """
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core, to be evaluated in a page."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        missing("axe-core")
    return script.read_text(encoding="utf-8")
