"""What the cluster does otherwise: workers, sessions and the public log. Its last file.

The last test closes the phase in which people vote.
"""

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.security.cookies import COOKIES
from api.wiring import open_parts, utc_now
from domain.processes import process_id_of
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking
from tests.benchmarks.serving.filling import PHASE, SLUG, Town
from tests.cluster.platform import Site
from tests.cluster.programs import ROOT, eventually, say

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]


def test_another_worker_takes_over(site: Site, town: Town) -> None:
    leader = site.leader()
    site.workers[leader].kill()
    killed = time.monotonic()
    proposal = town.proposals[-1]
    before = len(site.votes())
    vote = f"{site.webs[0]}/api/v1/proposals/{proposal}/support"
    answer = httpx.put(vote, headers={"Authorization": f"Bearer {town.tokens[0]}"})
    assert answer.status_code == 200
    assert len(site.votes()) == before + 1
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


def test_the_public_log_verifies(site: Site, tmp_path: Path) -> None:
    voted = len(site.votes())
    assert voted > 0
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
