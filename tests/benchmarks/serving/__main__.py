"""`make bench`: the real server beside a handler that does nothing, in one run.

    python -m tests.benchmarks.serving [sqlite] [postgresql] [--seconds N] [--storm N]
                                       [--proposals N] [--comments N] [--votes N]
                                       [--looks N] [--grow EVENTS]

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

from tests.benchmarks.databases import postgresql
from tests.benchmarks.growth import Bounds
from tests.benchmarks.serving import load
from tests.benchmarks.serving.filling import Size
from tests.benchmarks.serving.installing import databases_of, installation
from tests.benchmarks.serving.measuring import measure
from tests.benchmarks.serving.runs import Installation, Plan

APPENDS = "appends"  # what is appended to at the port


@contextmanager
def installations(kind: str, folder: Path) -> Iterator[tuple[Installation, Installation]]:
    """Yield two empty installations on this kind of database: the big and the small one."""
    towns = ("big", "small")
    if kind == "sqlite":
        big, small = (installation(kind, folder / town) for town in towns)
        yield big, small
        return
    with postgresql(*(name for town in towns for name in databases_of(town)), APPENDS) as cluster:
        big, small = (installation(kind, folder / town, cluster) for town in towns)
        yield big, small


def _chosen(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement")
    parser.add_argument("--storm", type=float, default=60, help="seconds of the storm")
    parser.add_argument("--looks", type=int, default=200, help="votes waited for until they show")
    parser.add_argument("--grow", type=int, default=0, help="events of a long log; 0: none")
    size = Size()
    for name in Size.__struct_fields__:
        parser.add_argument(f"--{name}", type=int, default=getattr(size, name))
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> None:
    """Measure each kind of database that is named, or both."""
    load.require()
    logging.disable(logging.INFO)
    chosen = _chosen(arguments)
    plan = Plan(
        size=Size(**{name: getattr(chosen, name) for name in Size.__struct_fields__}),
        seconds=chosen.seconds,
        storm=chosen.storm,
        looks=chosen.looks,
        grow=Bounds(events=chosen.grow) if chosen.grow else None,
    )
    for kind in chosen.databases:
        with tempfile.TemporaryDirectory() as folder, installations(kind, Path(folder)) as found:
            measure(*found, plan)


if __name__ == "__main__":
    main(sys.argv[1:])
