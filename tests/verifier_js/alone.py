"""A browser that verifies one log by itself, as an auditor's does: nobody looks inside meanwhile.

Whoever drives a browser by its developer tools makes it keep a copy of what is fetched, up to
200 MB of it. That is no memory of the verifier, so figures are taken here.
"""

import functools
import http.server
import json
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.browser.chromium import ARGUMENTS
from tests.verifier_js.browser import Files
from tests.verifier_js.watching import Watching

PATIENCE = 1500  # seconds; a million entries take 30
QUIET = ("--headless", "--no-first-run", "--disable-sync", "--disable-component-update")
PAGE = '<!doctype html><title>A page</title><script type="module" src="/run.js"></script>'
SCRIPT = """
const running = new Worker("/static/verify/worker.js", {type: "module"});
const answer = (found) => fetch("/report", {method: "POST", body: JSON.stringify(found)});
running.onerror = (event) => answer({failure: event.message ?? "no worker"});
running.onmessage = ({data}) => { if (!data.progress) answer(data.report ?? data); };
running.postMessage({...TASK, base: `${location.origin}/logs/${TASK.log}/`});
"""


@dataclass(frozen=True)
class Cost:
    """What the page process took: seconds of the processor, and megabytes at most."""

    seconds: float
    megabytes: float

    def __str__(self) -> str:
        """Return words for people."""
        return f"{self.seconds:.1f} s of the processor, {self.megabytes:.0f} MB"


class _Once(http.server.ThreadingHTTPServer):
    """Serves one page with one task, and keeps the report that it sends."""

    def __init__(self, logs: Path, task: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, logs))
        self.script = f"const TASK = {json.dumps(task)};{SCRIPT}"
        self.report: dict[str, Any] = {}
        self.done = threading.Event()


class _Handler(Files):
    server: _Once

    def do_GET(self) -> None:  # noqa: N802 - the name http.server calls
        if self.path == "/":
            self.answer("text/html", PAGE)
        elif self.path == "/run.js":
            self.answer("text/javascript", self.server.script)
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802 - as above
        length = int(self.headers["Content-Length"])
        self.server.report = json.loads(self.rfile.read(length))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()
        self.server.done.set()


def verified(browser: str, logs: Path, log: Path, policy: str) -> tuple[dict[str, Any], Cost]:
    """Return what the verifier says of a log below a folder, and what the page took for it.

    Raises:
        TimeoutError: the browser does not answer.
    """
    task: dict[str, Any] = {
        "log": str(log.relative_to(logs)),
        "policy": policy,
        "old": [],
        "watch": None,
    }
    with _Once(logs, task) as server, tempfile.TemporaryDirectory() as profile:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        command = [browser, *ARGUMENTS, *QUIET, f"--user-data-dir={profile}", address]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
            try:
                with Watching(running.pid) as watched:
                    in_time = server.done.wait(PATIENCE)
            finally:
                running.terminate()
                running.wait()
                server.shutdown()
                thread.join()
    if not in_time:
        raise TimeoutError("the browser has said nothing")
    return server.report, Cost(watched.seconds, watched.peak / 1e6)
