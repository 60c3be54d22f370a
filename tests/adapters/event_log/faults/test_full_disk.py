"""T3: a full disk is a clean refusal; nothing is lost, and writing goes on with room."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_a_full_disk_loses_nothing_and_writing_goes_on(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.adapters.event_log.faults.full_disk"]
    done = subprocess.run(
        [*program, f"sqlite:///{tmp_path}/log.db"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20
