"""An auditor with nothing but the address reproduces every tally and every decision.

The demo is a real server in a process of its own. Whoever checks it here runs the
commands of docs/how-to/verify_the_log.md, and never sees its files.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.patience import PATIENCE
from tests.verifier.stamping import TimestampService

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs" / "how-to" / "verify_the_log.md"
FINAL = {"published", "rejected", "hidden", "merged", "withdrawn", "returned"}
DECISIONS = {
    *("proposal.published", "proposal.merged", "proposal.withdrawn", "comment.hidden"),
    *("comment.released", "content.erased", "phase.started", "phase.extended", "phase.closed"),
}
START_SECONDS = 240
SITE = "https://mitmachen.example.org"
# One server for the whole file: pytest-xdist keeps it together.
pytestmark = pytest.mark.xdist_group("demo of the public log")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demo until its newest checkpoint covers everything that was played."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp("demo") / "data"
    command = [sys.executable, "-c", "from api.cli import main; main()", "demo"]
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    with (data.parent / "output").open("wb") as output:
        server = subprocess.Popen(
            [*command, "--port", str(port), "--data", os.fspath(data)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            yield _ready(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _ready(address: str, server: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the demo ended"
        try:
            sizes = httpx.get(f"{address}/public-log/checkpoints/sizes").text.split()
        except httpx.TransportError:
            sizes = []
        # The first checkpoint, the claims it made due, and the seal of the day.
        if len(sizes) > 1:
            return address
        time.sleep(0.5)
    raise AssertionError("the demo signed nothing")


def verified(address: str, folder: Path) -> dict[str, Any]:
    """Run the verifier as a program of its own, with the proposed policy."""
    policy = folder / "policy"
    policy.write_bytes(httpx.get(f"{address}/public-log/policy").content)
    place = f"{address}/public-log"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "gemeinsam_verifier",
            place,
            "--policy",
            os.fspath(policy),
            "--json",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT / "verifier")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def everything(address: str, path: str) -> list[dict[str, Any]]:
    """Read a list of the JSON API to its end."""
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        asked = {"limit": "50", **({"cursor": cursor} if cursor else {})}
        page = httpx.get(f"{address}{path}", params=asked).json()
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            return found


def entries(address: str, size: int) -> list[dict[str, Any]]:
    """Read all entries, knowing nothing but the format."""
    found: list[dict[str, Any]] = []
    for number in range(-(-size // 256)):
        width = min(256, size - 256 * number)
        name = f"{number:03d}" if width == 256 else f"{number:03d}.p/{width}"
        data = httpx.get(f"{address}/public-log/tile/entries/{name}").content
        while data:
            length = int.from_bytes(data[:2])
            found.append(json.loads(data[2 : 2 + length]))
            data = data[2 + length :]
    return found


def test_every_tally_of_the_api_follows_from_the_log(address: str, tmp_path: Path) -> None:
    report = verified(address, tmp_path)
    recounted = {
        UUID(question): tuple(counts)
        for process in report["tallies"]
        for question, *counts in process["tally"]
    }
    shown = everything(address, "/api/v1/proposals")
    assert len(shown) > 40
    behind: Counter[str] = Counter()
    for each in shown:
        opinions = each["opinions"]
        said = (each["supports"], opinions["agree"], opinions["disagree"], opinions["pass"])
        counted = recounted.get(UUID(each["id"]), (0, 0, 0, 0))
        behind[each["process"]] += said != counted
    # Live totals show what waits for its batch as well: at most nine votes of a process.
    assert max(behind.values()) < 10
    assert behind.total() < len(shown) / 2
    assert sum(sum(counts) for counts in recounted.values()) > 500


def test_every_decision_of_the_api_follows_from_the_log(address: str, tmp_path: Path) -> None:
    size = verified(address, tmp_path)["size"]
    log = entries(address, size)
    states: dict[UUID, str] = {}
    for entry in log:
        kind, _, step = entry["t"].partition(".")
        if kind == "proposal" and step in FINAL:
            states[UUID(entry["q"])] = step
        elif entry["t"] in {"proposal.restored", "proposal.unmerged"}:
            states[UUID(entry["q"])] = "published"
    shown = {UUID(each["id"]): each["state"] for each in everything(address, "/api/v1/proposals")}
    assert shown
    assert {question: states[question] for question in shown} == shown
    trail = everything(address, "/api/v1/audit/events")
    assert steps(trail, "kind") == steps(log, "t")
    for entry in log:
        if entry["t"] in {"proposal.rejected", "proposal.hidden", "comment.hidden"}:
            assert entry["rules"]
            assert entry["c"]["explanation"]
    assert sum(entry["t"] == "case.decided" for entry in log) > 100


def steps(found: list[dict[str, Any]], name: str) -> Counter[tuple[str, ...]]:
    """Count what was decided in public, with the rules that were named."""
    return Counter(
        (each[name], *each.get("rules", ())) for each in found if each[name] in DECISIONS
    )


def commands() -> list[str]:
    """Return the guide's commands about the site; installing needs a package index."""
    blocks = re.findall(r"```text\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if SITE in line or line == "cat policy"]


def test_the_guide_for_journalists_works_as_written(address: str, tmp_path: Path) -> None:
    said = commands()
    assert len(said) >= 6
    tools = tmp_path / "tools"
    tools.mkdir()
    program = tools / "gemeinsam-verify"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m gemeinsam_verifier "$@"\n')
    program.chmod(0o755)
    # The guide asks for it at the service's own site; this town's log has no timestamps.
    service = TimestampService(tmp_path / "service")
    (tmp_path / "certificate-of-the-service.pem").write_bytes(service.authority)
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": os.fspath(ROOT / "verifier"),
    }
    for line in said:
        here = line.replace(SITE, address)
        here = here.replace("check/bin/gemeinsam-verify", "gemeinsam-verify")
        done = subprocess.run(
            ["sh", "-c", here],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, f"{here}\n{done.stdout}{done.stderr}"
