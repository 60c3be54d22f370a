"""One run: what is measured where, and how it is told."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec

from api.settings import Settings
from tests.benchmarks import growth
from tests.benchmarks.serving.filling import Size, Town
from tests.benchmarks.serving.load import Figures
from tests.benchmarks.serving.servers import Processes
from tests.postgresql import Cluster


class Plan(msgspec.Struct, frozen=True):
    """How long each part is measured; parts with nothing to do are left out.

    `looks` is how many votes are waited for until they show, `grow` how far a log grows.
    """

    size: Size
    seconds: float
    storm: float
    looks: int
    grow: growth.Bounds | None


class Installation(msgspec.Struct, frozen=True):
    """Where the platform is to be measured; `cluster` is None on SQLite."""

    kind: str
    settings: Settings
    variables: Mapping[str, str]
    cluster: Cluster | None


class Served(msgspec.Struct, frozen=True):
    """An installation while it serves."""

    address: str
    web: Processes
    everything: Processes
    town: Town


def say(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def row(name: str, figures: Figures, against: Figures | None = None) -> None:
    """Print one measurement, as a ratio too where there is something to compare with."""
    seen = figures.seen
    ratio = f"{seen.rate / against.seen.rate:6.2f}" if against else "      "
    say(
        f"  {name:<34}{seen.rate:>9,.0f}/s {ratio}  p50 {seen.p50 / 1000:>7.1f} ms"
        f"  p99 {seen.p99 / 1000:>8.1f} ms  cpu {figures.cpu:>7.0f} us  {figures.memory:>5.0f} MB"
        + (f"  ERRORS {seen.errors}" if seen.errors else "")
    )


@contextmanager
def part(name: str) -> Iterator[None]:
    """Say what comes, and afterwards how long it took."""
    say(f"  {name}")
    began = time.perf_counter()
    yield
    say(f"    ({time.perf_counter() - began:.0f} s)")
