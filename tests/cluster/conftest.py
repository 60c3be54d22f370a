"""One cluster for all tests of this folder: starting it takes longer than each of them."""

from collections.abc import Iterator

import pytest

from tests.benchmarks.serving.filling import Town
from tests.cluster.nodes import DatabaseCluster
from tests.cluster.platform import Site
from tests.cluster.programs import lacking
from tests.conftest import missing


@pytest.fixture(scope="session")
def databases() -> Iterator[DatabaseCluster]:
    """Lend three PostgreSQL nodes kept by Patroni."""
    if without := lacking():
        missing(", ".join(without), by="make cluster")
    cluster = DatabaseCluster()
    try:
        cluster.start()
        cluster.prepare()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def site(databases: DatabaseCluster) -> Iterator[Site]:
    """Lend the programs of the platform; `town` starts them."""
    site = Site(databases)
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def town(site: Site) -> Town:
    """Return a filled town that is served."""
    return site.open()
