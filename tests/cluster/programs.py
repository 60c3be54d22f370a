"""The programs a cluster is made of, and how they are started and ended: each by its pid."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tests.postgresql import installed_binaries, unprivileged

ROOT = Path(__file__).parents[2]
BESIDE_US = ROOT / ".venv" / "cluster"
END_SECONDS = 20
NEEDED = ("initdb", "pg_basebackup", "pg_controldata", "pg_isready", "pg_rewind", "postgres")
T = TypeVar("T")


def etcd() -> str | None:
    """Return the path of etcd: the machine's own, or what requirements/cluster has unpacked."""
    unpacked = BESIDE_US / "usr" / "bin" / "etcd"
    return shutil.which("etcd") or (str(unpacked) if unpacked.is_file() else None)


def binaries() -> Path | None:
    """Return the folder of a PostgreSQL that has all that Patroni calls."""
    found = installed_binaries()
    complete = found is not None and all((found / name).is_file() for name in NEEDED)
    return found if complete else None


def lacking() -> Sequence[str]:
    """Return what is not installed and would be by `make cluster`."""
    found = {
        "etcd": etcd(),
        "Patroni": (BESIDE_US / "patroni").is_dir(),
        "PostgreSQL with pg_rewind": binaries(),
        "ip": shutil.which("ip"),
    }
    return [name for name, there in found.items() if not there]


class Process:
    """A program under way. Ends with the tests, even if those are killed.

    `inside` is what a command begins with on the machine where it is to run.
    """

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        variables: Mapping[str, str] | None = None,
        as_database_user: bool = False,
        inside: Sequence[str] = (),
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            self._running = subprocess.Popen(
                [*inside, *_prefix(as_database_user=as_database_user), *command],
                cwd=ROOT,
                env={**os.environ, **(variables or {})},
                stdout=output,
                stderr=output,
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._running.pid

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self._running.poll() is None

    @property
    def status(self) -> int | None:
        """What it ended with; None while it lives."""
        return self._running.poll()

    def kill(self) -> None:
        """End it as a power cut would."""
        self._running.kill()
        self._running.wait(END_SECONDS)

    def ask_to_stop(self) -> None:
        """Tell it to end, without waiting."""
        if self.lives:
            self._running.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """End it in order; by force if that takes too long."""
        self.ask_to_stop()
        try:
            self._running.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def told(self, most: int = 3000) -> str:
        """Return the end of what it has written."""
        return self.log.read_text(errors="replace")[-most:]


def children(pid: int) -> Sequence[int]:
    """Return the processes that one has started and that live."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                # Behind the name, which may have anything in it: state, then the parent.
                state = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(state[1]) == pid:
                    found.append(int(folder.name))
    return found


def say(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _prefix(*, as_database_user: bool) -> Sequence[str]:
    """Let the program follow us, and let root's PostgreSQL belong to somebody else.

    The other user may read all files, as Python and this checkout may lie in root's home.
    """
    follow = ["setpriv", "--pdeathsig", "TERM"]
    if not as_database_user or os.geteuid() != 0:
        return follow
    user = unprivileged()
    ids = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
    reading = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
    return [*follow, *ids, *reading]


def eventually(seen: Callable[[], T | None], seconds: float, what: str) -> T:
    """Return what is seen as soon as it is something true.

    Raises:
        AssertionError: it never was, in this time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := seen():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")
