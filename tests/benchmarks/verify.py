"""What verifying a log costs: seconds of the processor, and memory.

`python -m tests.benchmarks.verify [ENTRIES]` writes an honest log in a process of its
own, then verifies it by the command `gemeinsam-verify` in another. Acceptance: a
million entries in less than 60 seconds of the processor and 500 MB (issue 3).
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENTRIES = 1_000_000
ALLOWED_SECONDS = 60
ALLOWED_MEGABYTES = 500

# The peak of the process itself: what `getrusage` tells of a child begins with its parent's.
VERIFY = """
import re, sys, time
from gemeinsam_verifier.command_line import main

code = main(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
sys.stderr.write(f"{time.process_time()} {peak[1]}")
sys.exit(code)
"""


@dataclass(frozen=True)
class Cost:
    """What one verification took."""

    entries: int
    votes: int
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        """Return a line for people."""
        return (
            f"{self.entries:,} entries, {self.votes:,} voters: "
            f"{self.seconds:.1f} s of the processor, {self.megabytes:.0f} MB"
        )


def write(folder: Path, entries: int) -> None:
    """Write a log of about this length."""
    maker = ["tests.verifier.make_log", str(folder), "--entries", str(entries)]
    subprocess.run([sys.executable, "-m", *maker], check=True)


def measure(folder: Path) -> Cost:
    """Verify a log, which has to pass, and return what that took."""
    return report(folder)[0]


def report(folder: Path) -> tuple[Cost, dict[str, Any]]:
    """Verify a log, which has to pass; return what that took, and what the verifier says."""
    options = [str(folder), "--policy", str(folder / "policy"), "--json"]
    command = [sys.executable, "-c", VERIFY, *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    said = json.loads(done.stdout)
    assert done.returncode == 0, said["complaints"]
    seconds, kilobytes = done.stderr.split()
    votes = sum(sum(row[1:]) for tally in said["tallies"] for row in tally["tally"])
    return Cost(said["size"], votes, float(seconds), int(kilobytes) / 1024), said


def main() -> None:
    """Measure one log."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), entries)
        sys.stdout.write(f"{measure(Path(folder))}\n")


if __name__ == "__main__":
    main()
