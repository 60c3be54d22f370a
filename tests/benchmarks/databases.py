"""Databases that a benchmark starts for itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.postgresql import Cluster, installed_binaries


@contextmanager
def postgresql(
    *names: str, folder: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """Run a PostgreSQL with databases of these names, besides the one it comes with.

    They are empty, except those that `folder` has from an earlier time; it is kept.

    Raises:
        SystemExit: this machine has none.
    """
    binaries = installed_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is missing; `make bench` installs it")
    cluster = Cluster(binaries, folder, settings)
    try:
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            found = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            for name in names:
                if name not in found:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield cluster
        if folder is not None:
            with psycopg.connect(cluster.url(), autocommit=True) as connection:
                connection.execute("CHECKPOINT")  # so that it ends within its time
    finally:
        cluster.stop()
