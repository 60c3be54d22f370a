"""The machine of the database that leads falls under load, stands still, or hears nobody any more.

Nothing acknowledged is lost and nothing counts twice, whichever way it goes.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
import psycopg
import pytest

from adapters.event_log import open_log
from tests.benchmarks.serving.filling import Town
from tests.cluster import beside
from tests.cluster.beside import Attempt
from tests.cluster.nodes import DatabaseCluster, Node
from tests.cluster.outages import gone_under_load, require_answers, require_once
from tests.cluster.platform import Site, ready
from tests.cluster.programs import Process, eventually, say
from tests.cluster.voters import Voters

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]
BACK_WITHIN: Mapping[str, float] = {
    "killed": 30.0,
    "frozen": 45.0,  # others may first have to give up its member of etcd
    "cut off": 30.0,
}
"""Seconds until votes are stored again, by what has happened to the machine."""

AT_ONCE = 16


class Failover(msgspec.Struct, frozen=True):
    """What happened: `gone` and `back` by the clock that only goes forward.

    `earlier` is how many votes there were before, `within` how long it may take.
    `come_back` lets the machine come back. `beside` is what a program on the machine saw.
    """

    node: Node
    voters: Voters
    earlier: int
    gone: float
    back: float
    within: float
    come_back: Callable[[], None]
    beside: Sequence[Attempt]


@pytest.fixture(scope="module", params=BACK_WITHIN)
def failover(
    request: pytest.FixtureRequest,
    databases: DatabaseCluster,
    site: Site,
    town: Town,
    tmp_path_factory: pytest.TempPathFactory,
) -> Failover:
    """Take the primary away while people vote, and let them go on for a while."""
    say(f"\n  the machine that leads is {request.param}")
    databases.await_standbys(2)
    earlier = len(site.votes())
    voters = Voters(site.webs, town, at_once=AT_ONCE, after=earlier)
    primary = databases.primary()
    assert primary is not None
    with _beside(primary, tmp_path_factory.mktemp("beside") / "log") as program:
        gone, back = asyncio.run(gone_under_load(_taken_away(primary, request.param), voters))
    return Failover(
        node=primary,
        voters=voters,
        earlier=earlier,
        gone=gone,
        back=back,
        within=BACK_WITHIN[request.param],
        come_back=_brought_back(primary, request.param),
        beside=beside.attempts(program),
    )


@contextmanager
def _beside(node: Node, log: Path) -> Iterator[Process]:
    """Let a program store on a machine itself; go on when something is stored."""
    command = [sys.executable, "-m", "tests.cluster.beside", node.url]
    program = Process(command, log, inside=node.machine.inside)
    try:
        eventually(lambda: '"stored"' in program.told(), 30, f"stored beside {node.name}")
        yield program
    finally:
        program.kill()


def _taken_away(node: Node, how: str) -> Callable[[], None]:
    ways = {"killed": node.kill, "frozen": node.freeze, "cut off": node.machine.cut_off}
    return ways[how]


def _brought_back(node: Node, how: str) -> Callable[[], None]:
    ways = {"killed": node.revive, "frozen": node.thaw, "cut off": node.machine.connect}
    return ways[how]


def test_the_service_is_back_in_time(failover: Failover, site: Site) -> None:
    assert failover.back - failover.gone < failover.within
    for web in site.webs:
        eventually(partial(ready, web), 10, f"{web} is ready again")


def test_people_were_told_to_come_back_and_nothing_worse(failover: Failover, site: Site) -> None:
    for what, answers in (("votes", failover.voters.answers), ("pages", failover.voters.pages)):
        require_answers(what, answers, {200, 503}, site)
    assert failover.voters.failures == {}


def test_every_acknowledged_vote_is_stored_once(failover: Failover, site: Site) -> None:
    require_once(failover.voters, failover.earlier, site)


def test_nobody_acknowledges_alone(failover: Failover, site: Site) -> None:
    assert failover.beside[0].leads
    later = [each for each in failover.beside if each.began > failover.gone]
    assert later
    assert [each for each in later if each.is_stored] == []
    leading = [each.ended for each in later if each.leads]
    if leading:
        say(f"  it stopped leading within {max(leading) - failover.gone:.1f} s")
    assert max(leading, default=failover.gone) < failover.back
    log = open_log(site.settings.database_url)
    acknowledged = [each for each in failover.beside if each.is_stored]
    assert [each for each in acknowledged if not beside.stored(log, each)] == []
    log.close()


def test_the_chain_of_the_log_verifies(failover: Failover, site: Site) -> None:
    assert len(failover.voters.acknowledged) > 0
    assert "events hold" in site.command("log", "check")


def test_the_former_primary_follows_the_new_one(
    failover: Failover, databases: DatabaseCluster, site: Site
) -> None:
    began = time.monotonic()
    failover.come_back()
    databases.await_standbys(2)
    say(f"  the former primary follows after {time.monotonic() - began:.1f} s")
    assert databases.primary() is not failover.node
    with psycopg.connect(site.settings.database_url) as connection:
        counted = connection.execute("SELECT count(*) FROM stored_events").fetchone()
    assert counted is not None
    wanted = counted[0]
    eventually(lambda: failover.node.rows("stored_events") >= wanted, 10, "it has all rows")
    require_once(failover.voters, failover.earlier, site)
