"""The database that leads is killed under load; then the worker that leads.

Nothing acknowledged is lost, nothing counts twice, and the public log proves it. The tests
tell one story in this order.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import psycopg
import pytest

from adapters.event_log import open_log
from api.security.cookies import COOKIES
from api.wiring import open_parts, utc_now
from domain.ballots import SupportGiven
from domain.processes import process_id_of
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking
from tests.benchmarks.serving.filling import PHASE, SLUG, Town
from tests.cluster.nodes import DatabaseCluster, Node
from tests.cluster.platform import Site, ready
from tests.cluster.programs import ROOT, eventually, say
from tests.cluster.voters import Voters

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]
BACK_WITHIN = 30.0  # seconds
ANSWERED_WITHIN = 11.0  # seconds: what is read and what is stored may each wait for five
LOAD_SECONDS = 6.0  # before the kill, and after the service is back
GIVE_UP = 90.0
AT_ONCE = 16


class Failover(msgspec.Struct, frozen=True):
    """What happened: `killed` and `back` by the clock that only goes forward."""

    node: Node
    voters: Voters
    killed: float
    back: float


@pytest.fixture(scope="module")
def failover(databases: DatabaseCluster, site: Site, town: Town) -> Failover:
    """Kill the primary while people vote, and let them go on for a while."""
    return asyncio.run(_killed_under_load(databases, Voters(site.webs, town, at_once=AT_ONCE)))


async def _killed_under_load(databases: DatabaseCluster, voters: Voters) -> Failover:
    voting = asyncio.create_task(voters.run())
    await asyncio.sleep(LOAD_SECONDS)
    primary = databases.primary()
    assert primary is not None
    primary.kill()
    killed = time.monotonic()
    before = len(voters.acknowledged)
    # One that was stored and replicated a moment before may still be on its way to its voter.
    while (back := voters.first_begun_after(killed)) is None:
        assert time.monotonic() - killed < GIVE_UP, Counter(each.status for each in voters.answers)
        await asyncio.sleep(0.1)
    await asyncio.sleep(LOAD_SECONDS)
    voters.stop()
    await asyncio.wait_for(voting, GIVE_UP)
    say(f"\n  {before} votes acknowledged before the kill, {len(voters.acknowledged)} in all")
    say(f"  service back after {back - killed:.1f} s")
    return Failover(primary, voters, killed, back)


def test_the_service_is_back_in_time(failover: Failover, site: Site) -> None:
    assert failover.back - failover.killed < BACK_WITHIN
    for web in site.webs:
        eventually(partial(ready, web), 10, f"{web} is ready again")


def test_people_were_told_to_come_back_and_nothing_worse(failover: Failover) -> None:
    for what, answers in (("votes", failover.voters.answers), ("pages", failover.voters.pages)):
        seen = Counter((each.status, each.promised) for each in answers)
        longest = max(each.seconds for each in answers)
        say(f"  {what} by status and promise: {dict(seen)}, longest wait {longest:.1f} s")
        assert seen.keys() == {(200, False), (503, True)}
        assert longest < ANSWERED_WITHIN
    assert failover.voters.failures == {}


def test_every_acknowledged_vote_is_stored_once(failover: Failover, site: Site) -> None:
    acknowledged = failover.voters.acknowledged
    log = open_log(site.settings.database_url)
    try:
        stored = {
            each.position: each.event
            for page in log.since(0)
            for each in page
            if isinstance(each.event, SupportGiven)
        }
    finally:
        log.close()
    for each in acknowledged:
        assert stored[each.position].proposal_id == each.vote.proposal
    positions = [each.position for each in acknowledged]
    assert len(set(positions)) == len(positions)
    assert len({(event.proposal_id, event.voter) for event in stored.values()}) == len(stored)
    # Whoever was told that it is unknown has asked again: all that began has ended.
    assert len(stored) == len(acknowledged)


def test_the_chain_of_the_log_verifies(failover: Failover, site: Site) -> None:
    assert len(failover.voters.acknowledged) > 0
    assert "events hold" in site.command("log", "check")


def test_the_former_primary_follows_the_new_one(
    failover: Failover, databases: DatabaseCluster
) -> None:
    began = time.monotonic()
    failover.node.start()
    databases.await_standbys(2)
    say(f"  the former primary follows after {time.monotonic() - began:.1f} s")
    with psycopg.connect(databases.url) as connection:
        counted = connection.execute("SELECT count(*) FROM stored_events").fetchone()
    assert counted is not None
    wanted = counted[0]
    eventually(lambda: failover.node.rows("stored_events") >= wanted, 10, "it has all rows")


def test_another_worker_takes_over(failover: Failover, site: Site, town: Town) -> None:
    assert failover.back
    leader = site.leader()
    site.workers[leader].kill()
    killed = time.monotonic()
    proposal = town.proposals[-1]
    vote = f"{site.webs[0]}/api/v1/proposals/{proposal}/support"
    answer = httpx.put(vote, headers={"Authorization": f"Bearer {town.tokens[0]}"})
    assert answer.status_code == 200
    eventually(lambda: _supports(site.webs[1], proposal) == 1, 15, "the vote is shown")
    say(f"  what is shown goes on {time.monotonic() - killed:.1f} s after the worker's end")
    assert site.leader(but=leader) != leader
    site.start_worker(leader)


def test_a_session_is_one_for_all_nodes_and_its_end_as_well(site: Site, town: Town) -> None:
    with open_parts(site.settings) as elsewhere:  # as a third node would
        person = elsewhere.identity.tokens.find(town.tokens[0])
        assert person is not None
        sessions = elsewhere.sessions
        token, _ = sessions.start(person, staff=False, user_agent="", at=utc_now())
        assert [_signed_in(web, token) for web in site.webs] == [True, True]
        sessions.end(token)
    for web in site.webs:
        eventually(partial(_signed_out, web, token), 3, f"it is over on {web}")


def test_the_public_log_verifies(failover: Failover, site: Site, tmp_path: Path) -> None:
    voted = len(failover.voters.acknowledged) + len({1})  # and the one of the takeover
    with open_parts(site.settings) as parts:
        asking = Asking(person=None, at=utc_now(), channel="system", system=True)
        configuring.close_phase(parts.platform, asking, process_id_of(SLUG), PHASE)
    claimed = partial(_claimed, site.webs[0], tmp_path, voted)
    report = eventually(claimed, 90, f"the platform claims a tally of {voted}, and it verifies")
    say(f"  {report['size']} entries of the public log verify, {voted} votes among them")


def _claimed(web: str, folder: Path, voted: int) -> dict[str, Any] | None:
    """Return what the verifier says, once all votes are public and the result is claimed."""
    policy = folder / "policy"
    policy.write_bytes(httpx.get(f"{web}/public-log/policy").content)
    command = [sys.executable, "-m", "gemeinsam_verifier", f"{web}/public-log"]
    done = subprocess.run(
        [*command, "--policy", os.fspath(policy), "--json", "--no-texts"],
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT / "verifier")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["result"] == "ok"
    [town] = report["tallies"]
    recounted = sum(supports for _, supports, *_ in town["tally"])
    return report if recounted == voted and report["claims_awaited"] == 0 else None


def _signed_in(web: str, token: str) -> bool:
    cookie = {"Cookie": f"{COOKIES.sid}={token}"}
    status = httpx.get(f"{web}/api/v1/me/contributions", headers=cookie).status_code
    assert status in {200, 401}
    return status == 200


def _signed_out(web: str, token: str) -> bool:
    return not _signed_in(web, token)


def _supports(web: str, proposal: UUID) -> int:
    shown = httpx.get(f"{web}/api/v1/proposals/{proposal}").json()
    return int(shown["supports"])
