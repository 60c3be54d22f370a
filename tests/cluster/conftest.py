"""Clusters for all tests of this folder: starting them takes longer than each of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.benchmarks.serving.filling import Town
from tests.cluster import network
from tests.cluster.nodes import LOG, VAULT, DatabaseCluster, Plan
from tests.cluster.platform import Site
from tests.cluster.programs import lacking
from tests.conftest import REACHABLE, missing


@contextmanager
def running(plan: Plan) -> Iterator[DatabaseCluster]:
    """Run three PostgreSQL nodes kept by Patroni."""
    cluster = DatabaseCluster(plan)
    try:
        cluster.start()
        cluster.prepare()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def databases() -> Iterator[DatabaseCluster]:
    """Lend the log's databases, with etcd, and plug us into their network."""
    if without := lacking():
        missing(", ".join(without), by="make cluster")
    if not network.is_apart():
        missing("a network of its own", by="make cluster")
    network.plug_in()
    REACHABLE.append(network.HERE)
    with running(LOG) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def vaults(databases: DatabaseCluster) -> Iterator[DatabaseCluster]:
    """Lend the vault's databases."""
    with running(VAULT) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def site(vaults: DatabaseCluster) -> Iterator[Site]:
    """Lend the programs of the platform; `town` starts them."""
    site = Site()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def town(site: Site) -> Town:
    """Return a filled town that is served."""
    return site.open()
