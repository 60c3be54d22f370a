"""The load: wrk, from the machine's packages, with the scripts beside this module."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from tests.benchmarks.serving.servers import Processes

SCRIPTS = Path(__file__).parent / "wrk"
MARK = "RESULT "


class Seen(msgspec.Struct, frozen=True):
    """What the load generator counted; times in microseconds."""

    requests: int
    microseconds: int
    p50: int
    p99: int
    connect: int
    read: int
    write: int
    status: int
    timeout: int

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.requests * 1e6 / self.microseconds

    @property
    def errors(self) -> int:
        """Answers that were none, or none of success."""
        return self.connect + self.read + self.write + self.status + self.timeout


class Figures(msgspec.Struct, frozen=True):
    """One measurement: what was seen outside and what it cost inside.

    `cpu` is processor microseconds per request of all serving processes together.
    """

    seen: Seen
    cpu: float
    memory: float


def require() -> None:
    """Refuse to begin without the load generator.

    Raises:
        SystemExit: it is not installed.
    """
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing; `make bench` installs it")


def drive(
    script: str,
    address: str,
    processes: Processes,
    *,
    connections: int,
    seconds: float,
    variables: Mapping[str, str] | None = None,
) -> Figures:
    """Let connections ask for `address`, each again as soon as it has its answer."""
    before = processes.cpu_seconds()
    threads = min(2, connections)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as whole:
        for name in ("tell", script):
            whole.write((SCRIPTS / f"{name}.lua").read_text(encoding="utf-8"))
        whole.flush()
        options = [f"-t{threads}", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "30s"]
        done = subprocess.run(
            ["wrk", *options, "-s", whole.name, address],
            env={**os.environ, **(variables or {})},
            capture_output=True,
            text=True,
            check=True,
        )
    told = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    if not told:
        raise SystemExit(f"wrk told nothing:\n{done.stdout}{done.stderr}")
    seen = msgspec.json.decode(told[0].removeprefix(MARK), type=Seen)
    if done.stderr:
        print(done.stderr)  # noqa: T201 - answers that should not have been
    cpu = (processes.cpu_seconds() - before) / max(1, seen.requests) * 1e6
    return Figures(seen, cpu, max(processes.memory(), default=0.0))
