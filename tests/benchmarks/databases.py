"""Databases that a benchmark starts for itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.postgresql import Cluster, installed_binaries


@contextmanager
def postgresql(*names: str) -> Iterator[Cluster]:
    """Run a PostgreSQL with empty databases of these names, besides the one it comes with.

    Raises:
        SystemExit: this machine has none.
    """
    binaries = installed_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is missing; `make bench` installs it")
    cluster = Cluster(binaries)
    try:
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            for name in names:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield cluster
    finally:
        cluster.stop()
