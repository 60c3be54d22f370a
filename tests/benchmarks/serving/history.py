"""What a whole vote costs in a long log, beside one in a log of 10,000 events: through HTTP.

    python -m tests.benchmarks.serving.history [sqlite] [postgresql] [--events N]
                                               [--keep FOLDER [--fill]]

`tests.benchmarks.growth` tells what storing a vote costs. Here people vote as they do, with
all that a vote takes besides: finding out who it is, deciding, answering, folding. Two towns
that differ in nothing but the votes of earlier years are served at the same time and driven
in turn, so that a busy machine disturbs both alike. The people are new each time.

Filling ten million events and their read models takes about twenty minutes. With `--keep` the
long town stays in FOLDER and only what is missing is filled; with `--fill` nothing is measured.
The short one is made anew each time: the votes of a measurement would make it ten times as long.
"""

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import msgspec
import psycopg
from psycopg import sql

from tests.benchmarks import growth, rebuild
from tests.benchmarks.databases import postgresql
from tests.benchmarks.serving import filling, load, servers
from tests.benchmarks.serving.filling import Size
from tests.benchmarks.serving.installing import databases_of, installation, settle
from tests.benchmarks.serving.runs import Installation, Served, part, say
from tests.benchmarks.serving.voting import vote
from tests.postgresql import Cluster

SIZE = Size(proposals=500, comments=0, votes=0, people=0)
PEOPLE = 2_000
CONNECTIONS = 64
TURNS = 8
SECONDS = 4.0
APART = 40_000  # pairs of a person and an idea from one measurement to the next: more than it uses
FOLDED_AT_ONCE = 100_000  # events: more are folded by a rebuild, which takes both processors


class Cost(msgspec.Struct, frozen=True):
    """Microseconds of one vote: of the processor, and by the wall clock."""

    processor: float
    wall: float


def measure(kind: str, events: int, folder: Path, *, only_fill: bool) -> None:
    """Fill two towns, let people vote in both, and print what a vote costs."""
    say(f"\n{kind}")
    with _towns(kind, events, folder) as towns:
        if only_fill:
            return
        with ExitStack() as stack:
            served = [stack.enter_context(_serving(town)) for town in towns]
            ballots = [_Ballots(*each) for each in zip(towns, served, strict=True)]
            for town in ballots:
                town.cost()  # processes meet everybody for the first time
            turns = [[town.cost() for town in ballots] for _ in range(TURNS)]
    for name in Cost.__struct_fields__:
        costs = ([getattr(cost, name) for cost in town] for town in zip(*turns, strict=True))
        low, high = map(median, costs)
        say(f"  a vote, {name:<10}{low:>7,.0f} us, in the long log{high:>7,.0f}, {high / low:.2f}")


@contextmanager
def _towns(kind: str, events: int, folder: Path) -> Iterator[Sequence[Installation]]:
    """Yield a town with 10,000 events and one with `events`."""
    wanted = {"short": growth.SHORT, "long": events}
    with ExitStack() as stack:
        cluster: Cluster | None = None
        if kind == "postgresql":
            place = folder / "server"
            place.mkdir(parents=True, exist_ok=True)
            names = [name for town in wanted for name in databases_of(town)]
            server = postgresql(*names, folder=place, settings=growth.room())
            cluster = stack.enter_context(server)
        _empty(folder / "short", cluster)
        found = {town: installation(kind, folder / town, cluster) for town in wanted}
        for town, each in found.items():
            with part(f"{town}: filling up to {wanted[town]:,} events"):
                _fill(each, wanted[town])
                settle(each)
        yield tuple(found.values())


def _empty(folder: Path, cluster: Cluster | None) -> None:
    """Remove what an earlier measurement has left of a town."""
    shutil.rmtree(folder, ignore_errors=True)
    if cluster is None:
        return
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        for name in map(sql.Identifier, databases_of(folder.name)):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))


def _fill(town: Installation, events: int) -> None:
    """Fill what is missing: ideas, votes of earlier years, their commands and read models."""
    settings = town.settings
    if not filling.events(settings):
        filling.fill(settings, SIZE)
    came = filling.lengthen(settings, SIZE.proposals, events)
    growth.fill_commands(settings.database_url, events // 10)
    if came > FOLDED_AT_ONCE:
        rebuild.rate(settings.database_url, settings.read_models_url)


@contextmanager
def _serving(town: Installation) -> Iterator[Served]:
    people = filling.newcomers(town.settings, SIZE.proposals, PEOPLE)
    with servers.platform(town.variables, town.settings) as (address, web, programs):
        # The database's processes are those of both towns, of which one rests.
        counted = [*programs, *([servers.server_of(town.cluster)] if town.cluster else [])]
        yield Served(address, web, servers.together(counted), people)


class _Ballots:
    """Lets people of a town vote, each time others or about other ideas."""

    def __init__(self, town: Installation, served: Served) -> None:
        self._town, self._served = town, served
        self._first = 0

    def cost(self) -> Cost:
        figures, acknowledged = vote(self._town, self._served, CONNECTIONS, SECONDS, self._first)
        if acknowledged.lost or acknowledged.twice or acknowledged.failed:
            raise SystemExit(f"votes went wrong: {acknowledged}")
        self._first += APART
        return Cost(figures.cpu, 1e6 / figures.seen.rate)


def main(arguments: list[str]) -> None:
    """Measure each kind of database that is named, or both."""
    load.require()
    logging.disable(logging.INFO)
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.serving.history")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--events", type=int, default=growth.Bounds().events)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--fill", action="store_true", help="measure nothing")
    chosen = parser.parse_args(arguments)
    if chosen.fill and not chosen.keep:
        parser.error("--fill needs --keep")
    for kind in chosen.databases:
        with tempfile.TemporaryDirectory() as temporary:
            folder = (chosen.keep or Path(temporary)).absolute() / kind
            measure(kind, chosen.events, folder, only_fill=chosen.fill)


if __name__ == "__main__":
    main(sys.argv[1:])
