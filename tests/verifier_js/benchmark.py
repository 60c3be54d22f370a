"""How long a browser takes, and how much memory: `python -m tests.verifier_js.benchmark 62000`."""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from tests.verifier.log_files import policy
from tests.verifier.make_log import main as make_log
from tests.verifier_js.alone import verified

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def measure(browser: str, entries: int) -> None:
    """Make a log of this length, verify it and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        make_log([str(logs / "log"), "--entries", str(entries)])
        began = time.monotonic()
        report, cost = verified(browser, logs, logs / "log", policy())
        took = time.monotonic() - began
    verdict = "accepted" if report["accepted"] else report.get("problems", report)
    print(f"{report.get('size'):>9,} entries  {took:6.1f} s  {cost}  {verdict}")  # noqa: T201 - what this is for


def run() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", type=int, nargs="*", default=[62_000, 1_000_000])
    asked = parser.parse_args()
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        parser.error("no chromium on this machine")
    for entries in asked.entries:
        measure(found, entries)


if __name__ == "__main__":
    run()
