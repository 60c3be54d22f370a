"""How long a browser takes, and how much memory: `python -m tests.verifier_js.benchmark 62000`."""

import argparse
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser

from tests.verifier.log_files import policy
from tests.verifier.make_log import main as make_log
from tests.verifier_js.browser import chromium, verifying

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Watching:
    """Notes the largest memory of a browser's page processes, ten times a second.

    `seconds` are those of the processor that the busiest of them took meanwhile.
    """

    def __init__(self) -> None:
        self.peak = 0  # bytes
        self.seconds = 0.0
        self._began: dict[int, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.1):
            for process in _renderers():
                self.peak = max(self.peak, _memory(process))
                spent = _spent(process)
                self.seconds = max(self.seconds, spent - self._began.setdefault(process, spent))


def _renderers() -> list[int]:
    """Return the page processes below this one: others' browsers are not ours to measure."""
    parents = {
        int(each.name): _parent(each) for each in Path("/proc").iterdir() if _is_process(each)
    }
    mine = {os.getpid()}
    for _ in range(5):
        mine |= {process for process, parent in parents.items() if parent in mine}
    return [process for process in mine if "--type=renderer" in _command(process)]


def _is_process(folder: Path) -> bool:
    return folder.name.isdecimal()


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def _spent(process: int) -> float:
    """Return the seconds of the processor a process has had."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def measure(browser: Browser, entries: int) -> None:
    """Make a log of this length, verify it and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        make_log([str(logs / "log"), "--entries", str(entries)])
        with verifying(browser, logs) as page, Watching() as watched:
            began = time.monotonic()
            report = page.report(logs / "log", policy())
            took = time.monotonic() - began
    verdict = "accepted" if report["accepted"] else report.get("problems", report)
    print(  # noqa: T201 - what this is for
        f"{report.get('size'):>9,} entries  {took:6.1f} s  {watched.peak / 1e6:5.0f} MB  {verdict}"
    )


def run() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", type=int, nargs="*", default=[62_000, 1_000_000])
    asked = parser.parse_args()
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        parser.error("no chromium on this machine")
    with chromium(found) as browser:
        for entries in asked.entries:
            measure(browser, entries)


if __name__ == "__main__":
    run()
