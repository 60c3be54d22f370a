"""`make bench`: the real server beside a handler that does nothing, in one run.

    python -m tests.benchmarks.serving [sqlite] [postgresql] [--seconds N] [--storm N]
                                       [--proposals N] [--comments N] [--votes N]

Starts every server it needs on this machine and ends them. docs/performance.md says what
is measured, how, and what was seen.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from api.settings import Settings, from_environment
from tests.benchmarks.serving import load
from tests.benchmarks.serving.filling import Size
from tests.benchmarks.serving.measuring import Installation, measure
from tests.postgresql import Cluster, installed_binaries

UNLIMITED = {"LIMIT_VOTES": "999999999/hour"}  # load comes from few accounts


@contextmanager
def variables_of(kind: str, folder: Path) -> Iterator[tuple[dict[str, str], Cluster | None]]:
    """Yield the environment of an installation on this kind of database."""
    variables = {"DATA": str(folder), **UNLIMITED}
    if kind == "sqlite":
        yield variables, None
        return
    binaries = installed_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is missing; `make bench` installs it")
    cluster = Cluster(binaries)
    try:
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE platform")
            connection.execute("CREATE DATABASE vault")
        urls = {"DATABASE_URL": cluster.url("platform"), "VAULT_URL": cluster.url("vault")}
        yield {**variables, **urls}, cluster
    finally:
        cluster.stop()


def _chosen(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement")
    parser.add_argument("--storm", type=float, default=60, help="seconds of the storm")
    size = Size()
    for name in Size.__struct_fields__:
        parser.add_argument(f"--{name}", type=int, default=getattr(size, name))
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> None:
    """Measure each kind of database that is named, or both."""
    load.require()
    logging.disable(logging.INFO)
    chosen = _chosen(arguments)
    size = Size(**{name: getattr(chosen, name) for name in Size.__struct_fields__})
    for kind in chosen.databases:
        with tempfile.TemporaryDirectory() as folder, variables_of(kind, Path(folder)) as found:
            variables, cluster = found
            settings: Settings = from_environment(variables)
            installation = Installation(kind, settings, variables, cluster)
            measure(installation, size, seconds=chosen.seconds, storm=chosen.storm)


if __name__ == "__main__":
    main(sys.argv[1:])
