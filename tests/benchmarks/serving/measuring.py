"""What is measured, in which order, and how it is told."""

import tempfile
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import msgspec

from tests.benchmarks import event_log, growth, rebuild
from tests.benchmarks.serving import servers, sizes, visible
from tests.benchmarks.serving.acceptance import Findings
from tests.benchmarks.serving.filling import SLUG, Town, fill
from tests.benchmarks.serving.installing import settle
from tests.benchmarks.serving.load import drive
from tests.benchmarks.serving.runs import Installation, Plan, Served, part, row, say
from tests.benchmarks.serving.servers import Processes
from tests.benchmarks.serving.shape import rates
from tests.benchmarks.serving.voting import vote

CONNECTIONS = (1, 16, 64, 256)
JUDGED = 64  # connections at which votes are compared
WARMING = 12  # requests after which every process has kept a page
PACKED = {"Accept-Encoding": "gzip, br"}  # as every browser asks; wrk/read.lua too


def measure(installation: Installation, small: Installation, plan: Plan) -> None:
    """Fill an installation and a smaller one, drive them and print what was seen."""
    size, settings = plan.size, installation.settings
    say(f"\n{installation.kind}: {msgspec.to_builtins(size)}")
    found = Findings()
    with part("filling and projecting"):
        town = fill(settings, size)
    with part("filling a tenth of it"):
        hamlet = fill(small.settings, sizes.smaller(size))
    with part("rebuilding all read models"):
        found.note("rebuild", rebuild.rate(settings.database_url, settings.read_models_url))
    with part("appending at the port"), tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/log.db"
        if installation.cluster:
            url = installation.cluster.url("appends")
        found.note("appends", event_log.measure_against_bare(url, Path(folder)))
    with part("settling"):
        for each in (installation, small):
            settle(each)
    _serve(installation, small, (town, hamlet), plan, found)
    if plan.grow:
        with part("growing a log"):
            found.note("growth", growth.measure(installation.kind, plan.grow))
    found.tell()


def _serve(
    installation: Installation,
    small: Installation,
    towns: tuple[Town, Town],
    plan: Plan,
    found: Findings,
) -> None:
    town, hamlet = towns
    cluster = installation.cluster
    with (
        servers.hello() as (hello, nothing),
        servers.platform(installation.variables, installation.settings) as (address, web, programs),
    ):
        counted = [*programs, *([servers.server_of(cluster)] if cluster else [])]
        served = Served(address, web, servers.together(counted), town)
        with part("reading"):
            _reads(hello, nothing, served, plan.seconds, found)
        with (
            part("reading what nobody has kept"),
            servers.platform(small.variables, small.settings) as (beside, _, _),
        ):
            _uncached((beside, hamlet), (address, town), found)
        with part("from append to visible, nothing else going on"):
            waits = visible.idle(address, town, plan.looks)
            found.note("visible", waits.p99)
            say(f"    {waits}")
        with part("voting"):
            best = _votes(installation, hello, nothing, served, plan.seconds, found)
        with part("storm"):
            _storm(installation, served, plan.storm, best, found)


def _uncached(small: tuple[str, Town], big: tuple[str, Town], found: Findings) -> None:
    for page, cost in sizes.compare(small, big).items():
        say(f"    {page:<20}{cost.small:>7.1f} ms, big {cost.big:>7.1f} ms  {cost.ratio:.2f}")
        if page != sizes.MOST_VOTES:
            found.note("uncached", cost.ratio)


def pages(town: Town) -> Mapping[str, str]:
    """Return the addresses that are read, by what they are called."""
    return {
        "feed": f"/de/p/{SLUG}/ideas",
        "idea": f"/de/ideas/{town.proposals[0]}",
        "feed as JSON": f"/api/v1/proposals?process={SLUG}",
    }


def _warm(address: str) -> None:
    """Let every process keep a page: which of them answers is chance."""
    for _ in range(WARMING):
        request = urllib.request.Request(address, headers=PACKED)  # noqa: S310 - our own loopback address
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
            answer.read()


def _reads(hello: str, nothing: Processes, served: Served, seconds: float, found: Findings) -> None:
    for connections in CONNECTIONS:
        say(f"  reading, {connections} connections")
        best = drive("read", f"{hello}/hello", nothing, connections=connections, seconds=seconds)
        row("hello", best)
        for name, path in pages(served.town).items():
            address = served.address + path
            _warm(address)
            seen = drive(
                "read", address, served.everything, connections=connections, seconds=seconds
            )
            row(f"{name}, cached", seen, best)
            found.note("cached", seen.seen.rate / best.seen.rate)


def _votes(
    installation: Installation,
    hello: str,
    nothing: Processes,
    served: Served,
    seconds: float,
    found: Findings,
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
        if connections == JUDGED:
            found.note("votes", figures.seen.rate / best.seen.rate)
            found.note("vote rate", figures.seen.rate)
    return rate


_APART = 5_000_000  # votes: of 2,000 people about 10,000 ideas there are four times as many


def _storm(
    installation: Installation, served: Served, seconds: float, peak: float, found: Findings
) -> None:
    """Let the storm blow twice: as it rose and fell in reality, and at full speed."""
    storms = ((f"as seen, peak {peak:,.0f}/s", rates(int(seconds), peak)), ("at full speed", ()))
    for number, (name, wanted) in enumerate(storms, 1):
        if number == 1 and not wanted:
            continue
        say(f"  storm: 256 connections for {seconds:.0f} s, {name}")
        waits: list[visible.Waits] = []
        idea = served.town.proposals[-1 - number]
        with visible.watched(served.address, served.town, idea, waits):
            first = number * _APART
            figures, seen = vote(installation, served, 256, seconds, first, wanted)
        row("votes", figures)
        say(f"    {seen}")
        say(f"    shown after: {waits[0]}")
        found.note("visible in the storm", waits[0].p99)
        found.note("lost", seen.lost)
        found.note("errors", seen.failed)
    memory = served.web.memory()
    found.note("memory", max(memory))
    say(f"    memory of the web processes: {[f'{each:.0f} MB' for each in memory]}")
