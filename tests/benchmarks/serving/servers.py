"""Processes under load: started, watched through the system's own counters, ended by pid."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from api.settings import Settings
from tests.postgresql import Cluster

ROOT = Path(__file__).parents[3]
START_SECONDS = 60.0
WORKERS = 2
PROGRAM = ("-c", "from api._launcher import main; main()")  # of this checkout, installed or not
_TICKS = os.sysconf("SC_CLK_TCK")


class Processes:
    """A program with all its children, and what they use together."""

    def __init__(self, *roots: int) -> None:
        self._roots = roots

    def pids(self) -> list[int]:
        """Return the pids that live now, parents before children."""
        found, parents = [], list(self._roots)
        while parents:
            pid = parents.pop(0)
            if Path(f"/proc/{pid}").exists():
                found.append(pid)
                parents += _children(pid)
        return found

    def cpu_seconds(self) -> float:
        """Return the processor seconds used so far, those of ended children included."""
        return sum(map(_cpu, self.pids()))

    def memory(self) -> list[float]:
        """Return the resident megabytes of each process that serves, the largest first."""
        return sorted((_resident(pid) for pid in self.pids()), reverse=True)


def together(programs: Iterable[Processes]) -> Processes:
    """Return several programs, counted as one."""
    return Processes(*(pid for each in programs for pid in each.pids()[:1]))


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    try:
        listed = [(task / "children").read_text() for task in tasks.iterdir()]
    except OSError:
        return []
    return [int(child) for line in listed for child in line.split()]


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(fields[number]) for number in (11, 12, 13, 14)) / _TICKS


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def free_port() -> int:
    """Return a port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(
    *arguments: str, address: str | None, variables: Mapping[str, str] | None = None
) -> Iterator[Processes]:
    """Run a program of ours until the block ends; wait until `address` answers."""
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **(variables or {})},
            stdout=log,
            stderr=log,
        )
        try:
            if address is not None:
                _await(running, address, log)
            yield Processes(running.pid)
        finally:
            _end(running)


def _end(running: "subprocess.Popen[bytes]") -> None:
    running.send_signal(signal.SIGTERM)
    try:
        running.wait(30)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _await(running: "subprocess.Popen[bytes]", address: str, log: IO[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if running.poll() is not None:
            log.seek(0)
            raise SystemExit(f"ended before it answered:\n{log.read().decode()[-3000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


@contextmanager
def hello(workers: int = WORKERS) -> Iterator[tuple[str, Processes]]:
    """Serve the handlers that do nothing."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    program = ("-m", "tests.benchmarks.serving.hello", str(port), str(workers))
    with started(*program, address=f"{address}/hello") as processes:
        yield address, processes


@contextmanager
def platform(
    variables: Mapping[str, str], settings: Settings
) -> Iterator[tuple[str, Processes, Sequence[Processes]]]:
    """Serve an installation as its operators do: two web processes, on PostgreSQL a worker.

    Yields the address, the web processes, and all programs that were started for it.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    serve = (*PROGRAM, "serve", "--port", str(port), "--workers", str(WORKERS))
    with started(*serve, address=f"{address}/readyz", variables=variables) as web:
        if settings.embedded:
            yield address, web, [web]
            return
        with started(*PROGRAM, "worker", address=None, variables=variables) as worker:
            time.sleep(3)  # it stands for election first
            yield address, web, [web, worker]


def server_of(cluster: Cluster) -> Processes:
    """Return the processes of a database server."""
    return Processes(cluster.server.pid)
