"""The machine of the database that leads falls under load, or stands still for a while.

Nothing acknowledged is lost and nothing counts twice, whichever way it goes.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import msgspec
import psycopg
import pytest

from tests.benchmarks.serving.filling import Town
from tests.cluster.nodes import DatabaseCluster, Node
from tests.cluster.platform import Site, ready
from tests.cluster.programs import eventually, say
from tests.cluster.voters import Voters

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]
BACK_WITHIN = 30.0  # seconds
FROZEN_BACK_WITHIN = 45.0  # others may first have to give up its member of etcd
ANSWERED_WITHIN = 11.0  # seconds: what is read and what is stored may each wait for five
LOAD_SECONDS = 6.0  # before the kill, and after the service is back
GIVE_UP = 90.0
AT_ONCE = 16


class Failover(msgspec.Struct, frozen=True):
    """What happened: `gone` and `back` by the clock that only goes forward.

    `earlier` is how many votes there were before, `within` how long it may take.
    `come_back` lets the machine come back.
    """

    node: Node
    voters: Voters
    earlier: int
    gone: float
    back: float
    within: float
    come_back: Callable[[], None]


@pytest.fixture(scope="module", params=["killed", "frozen"])
def failover(
    request: pytest.FixtureRequest, databases: DatabaseCluster, site: Site, town: Town
) -> Failover:
    """Take the primary away while people vote, and let them go on for a while."""
    say(f"\n  the machine that leads is {request.param}")
    databases.await_standbys(2)
    earlier = len(site.votes())
    voters = Voters(site.webs, town, at_once=AT_ONCE, after=earlier)
    frozen = request.param == "frozen"
    return asyncio.run(_gone_under_load(databases, voters, earlier, frozen=frozen))


async def _gone_under_load(
    databases: DatabaseCluster, voters: Voters, earlier: int, *, frozen: bool
) -> Failover:
    voting = asyncio.create_task(voters.run())
    await asyncio.sleep(LOAD_SECONDS)
    primary = databases.primary()
    assert primary is not None
    (primary.freeze if frozen else primary.kill)()
    gone = time.monotonic()
    before = len(voters.acknowledged)
    # One that was stored and replicated a moment before may still be on its way to its voter.
    while (back := voters.first_begun_after(gone)) is None:
        assert time.monotonic() - gone < GIVE_UP, Counter(each.status for each in voters.answers)
        await asyncio.sleep(0.1)
    await asyncio.sleep(LOAD_SECONDS)
    voters.stop()
    await asyncio.wait_for(voting, GIVE_UP)
    say(f"  {before} votes acknowledged before, {len(voters.acknowledged)} in all")
    say(f"  service back after {back - gone:.1f} s")
    come_back = primary.thaw if frozen else primary.revive
    within = FROZEN_BACK_WITHIN if frozen else BACK_WITHIN
    return Failover(primary, voters, earlier, gone, back, within, come_back)


def test_the_service_is_back_in_time(failover: Failover, site: Site) -> None:
    assert failover.back - failover.gone < failover.within
    for web in site.webs:
        eventually(partial(ready, web), 10, f"{web} is ready again")


def test_people_were_told_to_come_back_and_nothing_worse(failover: Failover, site: Site) -> None:
    for what, answers in (("votes", failover.voters.answers), ("pages", failover.voters.pages)):
        seen = Counter((each.status, each.promised) for each in answers)
        longest = max(each.seconds for each in answers)
        say(f"  {what} by status and promise: {dict(seen)}, longest wait {longest:.1f} s")
        assert seen.keys() == {(200, False), (503, True)}, site.mistakes()
        assert longest < ANSWERED_WITHIN
    assert failover.voters.failures == {}


def test_every_acknowledged_vote_is_stored_once(failover: Failover, site: Site) -> None:
    _require_once(failover, site)


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
    with psycopg.connect(databases.url) as connection:
        counted = connection.execute("SELECT count(*) FROM stored_events").fetchone()
    assert counted is not None
    wanted = counted[0]
    eventually(lambda: failover.node.rows("stored_events") >= wanted, 10, "it has all rows")
    _require_once(failover, site)


def _require_once(failover: Failover, site: Site) -> None:
    acknowledged, stored = failover.voters.acknowledged, site.votes()
    for each in acknowledged:
        assert stored[each.position].proposal_id == each.vote.proposal
    positions = [each.position for each in acknowledged]
    assert len(set(positions)) == len(positions)
    assert len({(event.proposal_id, event.voter) for event in stored.values()}) == len(stored)
    # Whoever was told that it is unknown has asked again: all that began has ended.
    assert len(stored) == failover.earlier + len(acknowledged)
