"""The platform on that cluster: two web nodes and a pair of workers, each with its own folder.

Only what the guide names is shared: the databases, the key of the signer and the list of
erasures.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import httpx

from adapters.event_log import open_log
from api.settings import Settings, from_environment
from domain.ballots import SupportGiven
from tests.benchmarks.serving.filling import Size, Town, fill
from tests.benchmarks.serving.servers import PROGRAM, free_port
from tests.cluster.nodes import environment
from tests.cluster.programs import Process, eventually

START_SECONDS = 120
_DATABASES = ("DATABASE_URL", "VAULT_URL", "SIGNER_URL", "READS_URL")
SIZE = Size(proposals=60, comments=0, votes=0, people=240)


class Site:
    """Everything that serves one town; end it with `stop`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="gemeinsam-site-"))
        self.ports = [free_port(), free_port()]
        self.webs = [f"http://127.0.0.1:{port}" for port in self.ports]
        self.web_processes: list[Process] = []
        self.workers: dict[str, Process] = {}
        self.settings: Settings = from_environment(self.variables("test"))

    def variables(self, name: str) -> Mapping[str, str]:
        """Return the environment of one program of the platform."""
        shared = self._folder / "shared"
        told = environment()
        return {
            "DATA": str(self._folder / name),
            **{name: told[name] for name in _DATABASES},
            "SIGNING_KEY_FILE": str(shared / "signing.key"),
            "ERASURE_LIST": str(shared / "erasures.jsonl"),
            "SIGN_AFTER": "replicated",
            "SIGN_EVERY": "2",
            "BASE_URL": self.webs[0],
            "LIMIT_VOTES": "999999999/hour",
            "LIMIT_IDEAS": "999999999/hour",
        }

    def open(self) -> Town:
        """Make the key, fill the town, start everything; return when both web nodes serve."""
        (self._folder / "shared").mkdir()
        self.command("log", "key", "new")
        town = fill(self.settings, SIZE)
        for name in ("worker1", "worker2"):
            self.start_worker(name)
        for number, port in enumerate(self.ports, 1):
            self.web_processes.append(self._start(f"web{number}", "serve", "--port", str(port)))
        for web, process in zip(self.webs, self.web_processes, strict=True):
            eventually(partial(ready, web), START_SECONDS, f"ready\n{process.told()}")
        self.leader()
        return town

    def start_worker(self, name: str) -> None:
        """Start a worker that stands for election."""
        self.workers[name] = self._start(name, "worker")

    def leader(self, *, but: str | None = None) -> str:
        """Return the name of the worker that leads, as soon as one does."""

        def seen() -> str | None:
            leading = (
                name
                for name, worker in self.workers.items()
                if name != but and worker.lives and _leads(worker)
            )
            return next(leading, None)

        return eventually(seen, START_SECONDS, "a worker leads")

    def command(self, *arguments: str) -> str:
        """Run a command of `gemeinsam` to its end; return what it printed.

        Raises:
            AssertionError: it ended with another status than 0.
        """
        log = self._folder / f"command-{time.monotonic_ns()}.log"
        command = [sys.executable, *PROGRAM, *arguments]
        process = Process(command, log, variables=self.variables("test"))
        eventually(lambda: not process.lives, START_SECONDS, " ".join(arguments))
        assert process.status == 0, process.told()
        return process.told()

    def mistakes(self) -> Sequence[str]:
        """Return what the web nodes have written about errors that nobody foresaw."""
        written = (line for web in self.web_processes for line in web.told(10_000_000).splitlines())
        return [line for line in written if '"unforeseen"' in line]

    def votes(self) -> Mapping[int, SupportGiven]:
        """Return all votes in the log, by their positions."""
        log = open_log(self.settings.database_url)
        try:
            return {
                each.position: each.event
                for page in log.since(0)
                for each in page
                if isinstance(each.event, SupportGiven)
            }
        finally:
            log.close()

    def _start(self, name: str, *arguments: str) -> Process:
        command = [sys.executable, *PROGRAM, *arguments]
        return Process(command, self._folder / f"{name}.log", variables=self.variables(name))

    def stop(self) -> None:
        """End everything and remove its folder."""
        processes = [*self.web_processes, *self.workers.values()]
        for process in processes:
            process.ask_to_stop()
        for process in processes:
            process.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def _leads(worker: Process) -> bool:
    told = worker.told(1_000_000)
    return told.rfind('"leads"') > told.rfind('"no longer leads"')


def ready(web: str) -> bool:
    """Tell whether a web node would get visitors from a load balancer."""
    try:
        return httpx.get(f"{web}/readyz", timeout=10).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
