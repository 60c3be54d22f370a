"""What is measured, in which order, and how it is told."""

import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from adapters.event_log import open_log
from api.settings import Settings
from tests.benchmarks.serving import servers
from tests.benchmarks.serving.filling import SLUG, Size, Town, fill
from tests.benchmarks.serving.load import Figures, drive
from tests.benchmarks.serving.servers import Processes
from tests.benchmarks.serving.shape import rates
from tests.postgresql import Cluster

CONNECTIONS = (1, 16, 64, 256)


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


def measure(installation: Installation, size: Size, *, seconds: float, storm: float) -> None:
    """Fill an installation, drive it and print what was seen."""
    say(f"\n{installation.kind}: {msgspec.to_builtins(size)}")
    began = time.perf_counter()
    town = fill(installation.settings, size)
    say(f"  filled and projected in {time.perf_counter() - began:.0f} s")
    with (
        servers.hello() as (hello, nothing),
        servers.platform(installation.variables, installation.settings) as (address, web),
    ):
        cluster = installation.cluster
        roots = [web, *([servers.server_of(cluster)] if cluster else [])]
        everything = Processes(*(pid for each in roots for pid in each.pids()[:1]))
        served = Served(address, web, everything, town)
        _reads(hello, nothing, served, seconds)
        best = _votes(installation, hello, nothing, served, seconds)
        _storm(installation, served, storm, best)


def pages(town: Town) -> Mapping[str, str]:
    """Return the addresses that are read, by what they are called."""
    return {
        "feed": f"/de/p/{SLUG}/ideas",
        "idea": f"/de/ideas/{town.proposals[0]}",
        "feed as JSON": f"/api/v1/proposals?process={SLUG}",
    }


def _reads(hello: str, nothing: Processes, served: Served, seconds: float) -> None:
    for connections in CONNECTIONS:
        say(f"  reading, {connections} connections")
        best = drive("read", f"{hello}/hello", nothing, connections=connections, seconds=seconds)
        row("hello", best)
        for name, path in pages(served.town).items():
            address = served.address + path
            seen = drive(
                "read", address, served.everything, connections=connections, seconds=seconds
            )
            row(f"{name}, cached", seen, best)


def _votes(
    installation: Installation, hello: str, nothing: Processes, served: Served, seconds: float
) -> float:
    """Measure votes; return the best rate."""
    first, rate = 0, 0.0
    for connections in CONNECTIONS:
        say(f"  voting, {connections} connections, distinct people")
        best = drive("post", f"{hello}/hello", nothing, connections=connections, seconds=seconds)
        row("hello, POST", best)
        figures, acknowledged = vote(installation, served, connections, seconds, first)
        row("votes", figures, best)
        first += figures.seen.requests + 1000
        say(f"    {acknowledged}")
        rate = max(rate, figures.seen.rate)
    return rate


def vote(
    installation: Installation,
    served: Served,
    connections: int,
    seconds: float,
    first: int,
    wanted: Sequence[float] = (),
) -> tuple[Figures, str]:
    """Let people vote, at these rates or as fast as answers come.

    Every vote is of another person or about another idea.
    """
    town = served.town
    with tempfile.TemporaryDirectory() as folder:
        told, result = Path(folder) / "pairs", Path(folder) / "result"
        lines = [
            str(min(2, connections)),
            str(first),
            *town.tokens,
            "--",
            *map(str, town.proposals),
        ]
        told.write_text("\n".join(lines) + "\n", encoding="utf-8")
        variables = {"LOAD_FILE": str(told), "LOAD_RESULT": str(result)}
        if wanted:
            shape = Path(folder) / "shape"
            shape.write_text("\n".join(map(str, [connections, *wanted])) + "\n", encoding="utf-8")
            variables["LOAD_SHAPE"] = str(shape)
        figures = drive(
            "votes",
            served.address,
            served.everything,
            connections=connections,
            seconds=seconds,
            variables=variables,
        )
        return figures, _checked(installation, result.read_text().split())


def _checked(installation: Installation, words: Sequence[str]) -> str:
    """Look every acknowledged vote up in the log; tell what was not a plain success."""
    refused = sum(int(words[at + 1]) for at, word in enumerate(words) if word == "refused")
    failed = sum(int(words[at + 1]) for at, word in enumerate(words) if word == "failed")
    named = {"refused", "failed"}
    numbers = [
        int(word)
        for at, word in enumerate(words)
        if word not in named and (at == 0 or words[at - 1] not in named)
    ]
    log = open_log(installation.settings.database_url)
    try:
        found = {each.position for each in log.at(numbers)}
        lost = len(set(numbers) - found)
    finally:
        log.close()
    twice = len(numbers) - len(set(numbers))
    return (
        f"{len(numbers):,} acknowledged, {lost} of them lost, {twice} twice;"
        f" {refused:,} told to come back (503), {failed} other errors"
    )


def _storm(installation: Installation, served: Served, seconds: float, peak: float) -> None:
    """Let the storm blow twice: as it rose and fell in reality, and at full speed."""
    shaped = rates(int(seconds), peak)
    for name, wanted in ((f"as seen, peak {peak:,.0f}/s", shaped), ("at full speed", ())):
        if name != "at full speed" and not wanted:
            continue
        say(f"  storm: 256 connections for {seconds:.0f} s, {name}")
        first = 10_000_000 if wanted else 20_000_000
        figures, acknowledged = vote(installation, served, 256, seconds, first, wanted)
        row("votes", figures)
        say(f"    {acknowledged}")
    say(f"    memory of the web processes: {[f'{each:.0f} MB' for each in served.web.memory()]}")
