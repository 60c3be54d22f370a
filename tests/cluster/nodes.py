"""Three machines with PostgreSQL, Patroni and etcd, on loopback ports of their own.

Their configuration is the one of docs/how-to/run_on_several_machines.md, with other
addresses: what operators read there is what is tested here.
"""

import json
import os
import re
import shutil
import signal
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.benchmarks.serving.servers import free_port
from tests.cluster import programs
from tests.cluster.programs import BESIDE_US, ROOT, Process, eventually
from tests.postgresql import unprivileged

GUIDE = ROOT / "docs" / "how-to" / "run_on_several_machines.md"
NAMES = ("db1", "db2", "db3")
START_SECONDS = 60
_BLOCK = r"```{}\n(.*?)```"


def block(language: str, beginning: str) -> str:
    """Return the code block of the guide that begins with these words."""
    found = re.finditer(_BLOCK.format(language), GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    [text] = [each[1] for each in found if each[1].startswith(beginning)]
    return str(text)


class Etcd:
    """One of three members, of which one may fail."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.address = f"127.0.0.1:{free_port()}"
        self.peers = f"http://127.0.0.1:{free_port()}"
        self._folder = folder
        self._process: Process | None = None

    def start(self, members: Sequence["Etcd"]) -> None:
        """Start it, with what it has on its disk if it has run before."""
        program = programs.etcd()
        assert program is not None
        options = {
            "--name": self.name,
            "--data-dir": str(self._folder / f"{self.name}-etcd"),
            "--listen-client-urls": f"http://{self.address}",
            "--advertise-client-urls": f"http://{self.address}",
            "--listen-peer-urls": self.peers,
            "--initial-advertise-peer-urls": self.peers,
            "--initial-cluster": ",".join(f"{each.name}={each.peers}" for each in members),
            "--log-level": "warn",
        }
        command = [program, *(part for option in options.items() for part in option)]
        self._process = Process(command, self._folder / f"{self.name}-etcd.log")

    @property
    def pids(self) -> Sequence[int]:
        """Its process, if it runs."""
        return [self._process.pid] if self._process is not None and self._process.lives else []

    def kill(self) -> None:
        """Let it fall at once."""
        if self._process is not None:
            self._process.kill()


class Node:
    """One machine: a PostgreSQL with its Patroni, and a member of etcd."""

    def __init__(self, etcd: Etcd, members: Sequence[Etcd], folder: Path) -> None:
        self.name = name = etcd.name
        self._etcd, self._members = etcd, members
        self.port, self._rest = free_port(), free_port()
        self._folder = folder
        self._data = folder / name
        self._file = folder / f"{name}.yml"
        self._file.write_text(self._configuration(), encoding="utf-8")
        self._patroni: Process | None = None

    def _configuration(self) -> str:
        text = block("yaml", "scope: gemeinsam-log")
        bin_dir = programs.binaries()
        for there, here in {
            "name: db1": f"name: {self.name}",
            "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379": ",".join(
                each.address for each in self._members
            ),
            "10.0.0.11:8008": f"127.0.0.1:{self._rest}",
            "10.0.0.11:5432": f"127.0.0.1:{self.port}",
            "10.0.0.0/24": "127.0.0.1/32",
            "/var/lib/postgresql/15/gemeinsam-log": str(self._data),
            "/usr/lib/postgresql/15/bin": str(bin_dir),
            "/var/lib/postgresql/.pgpass-patroni": str(self._folder / f"{self.name}.pgpass"),
        }.items():
            assert there in text, f"the guide no longer says {there}"
            text = text.replace(there, here)
        return text + "  parameters:\n    unix_socket_directories: ''\n    shared_buffers: 64MB\n"

    def start_etcd(self) -> None:
        """Start its member of etcd."""
        self._etcd.start(self._members)

    def start(self) -> None:
        """Start Patroni, which starts or makes the database."""
        self._patroni = Process(
            [sys.executable, "-m", "patroni", str(self._file)],
            self._folder / f"{self.name}.log",
            variables={"PYTHONPATH": str(BESIDE_US)},
            as_database_user=True,
        )

    def kill(self) -> None:
        """Let everything fall at once, as if the machine had lost its power."""
        postmaster = self._postmaster()
        self._etcd.kill()
        if self._patroni is not None:
            self._patroni.kill()
        if postmaster is not None:
            os.kill(postmaster, signal.SIGKILL)

    def revive(self) -> None:
        """Start everything again that has been killed."""
        self.start_etcd()
        self.start()

    def freeze(self) -> None:
        """Let everything stand still. Connections stay open, and nobody answers on them."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let everything go on as if nothing had happened."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        patroni = [self._patroni.pid] if self._patroni is not None and self._patroni.lives else []
        postmaster = self._postmaster()
        for pid in (*self._etcd.pids, *patroni, *([postmaster] if postmaster else [])):
            os.kill(pid, number)
        for pid in programs.children(postmaster) if postmaster else ():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def asked(self, what: str) -> dict[str, Any]:
        """Return what Patroni of this node says; nothing if it does not answer."""
        with suppress(OSError, urllib.error.URLError):
            answer = urllib.request.urlopen(f"http://127.0.0.1:{self._rest}/{what}", timeout=1)
            with answer:
                told: dict[str, Any] = json.load(answer)
                return told
        return {}

    def rows(self, table: str) -> int:
        """Return how many rows this node itself has of a table of the platform."""
        url = f"postgresql://gemeinsam:SECRET-3@127.0.0.1:{self.port}/platform"
        counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        with psycopg.connect(url) as connection:
            row = connection.execute(counting).fetchone()
        return int(row[0]) if row else 0

    def told(self) -> str:
        """Return the end of what Patroni has written."""
        return self._patroni.told() if self._patroni else ""

    def _postmaster(self) -> int | None:
        """Return the process of the database, if it lives."""
        try:
            pid = int((self._data / "postmaster.pid").read_text().splitlines()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return None
        return pid if str(self._data).encode() in command else None


class DatabaseCluster:
    """All nodes with etcd. `url` is how programs of the platform reach whoever leads."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="gemeinsam-cluster-"))
        if os.geteuid() == 0:
            user = unprivileged()
            os.chown(self._folder, user.pw_uid, user.pw_gid)
        members = [Etcd(name, self._folder) for name in NAMES]
        self.nodes = [Node(member, members, self._folder) for member in members]

    def start(self) -> None:
        """Return when one node leads and both others follow, one of them synchronously."""
        for node in self.nodes:
            node.start_etcd()
        first, *others = self.nodes
        first.start()
        eventually(lambda: self.primary() is first, START_SECONDS, f"db1 leads\n{first.told()}")
        for node in others:
            node.start()
        self.await_standbys(len(others))

    def await_standbys(self, number: int) -> None:
        """Return when so many standbys stream, at least one of them synchronously."""

        def seen() -> bool:
            following = [each for each in self._members() if each["state"] == "streaming"]
            roles = [each["role"] for each in following]
            return len(roles) == number and "sync_standby" in roles

        eventually(seen, START_SECONDS, f"{number} standbys")

    def prepare(self) -> None:
        """Make role and database as the guide says, on whoever leads."""
        with psycopg.connect(
            self._address("postgres", "SECRET-1", "postgres"), autocommit=True
        ) as on:
            for statement in block("text", "CREATE ROLE").splitlines():
                on.execute(statement.encode())

    def primary(self) -> Node | None:
        """Return the node that leads, None while none does."""
        leading = (node for node in self.nodes if node.asked("patroni").get("role") == "primary")
        return next(leading, None)

    def _members(self) -> list[dict[str, Any]]:
        """Return what whoever leads says of all nodes."""
        primary = self.primary()
        return primary.asked("cluster").get("members", []) if primary else []

    @property
    def url(self) -> str:
        """The address of the platform's database."""
        return self._address("gemeinsam", "SECRET-3", "platform")

    def _address(self, user: str, password: str, database: str) -> str:
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        server = f"postgresql://{user}:{password}@{hosts}/{database}"
        return f"{server}?target_session_attrs=read-write"

    def stop(self) -> None:
        """End everything at once, as nobody needs the data, and remove its folder."""
        for node in self.nodes:
            node.thaw()
            node.kill()
        shutil.rmtree(self._folder, ignore_errors=True)
