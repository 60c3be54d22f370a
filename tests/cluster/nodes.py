"""Three PostgreSQL nodes that Patroni keeps, with etcd, on loopback ports of their own.

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
    """One etcd; the guide has three, of which one may fail."""

    def __init__(self, folder: Path) -> None:
        program = programs.etcd()
        assert program is not None
        self.address = f"127.0.0.1:{free_port()}"
        peers = f"http://127.0.0.1:{free_port()}"
        options = {
            "--name": "etcd1",
            "--data-dir": str(folder / "etcd"),
            "--listen-client-urls": f"http://{self.address}",
            "--advertise-client-urls": f"http://{self.address}",
            "--listen-peer-urls": peers,
            "--initial-advertise-peer-urls": peers,
            "--initial-cluster": f"etcd1={peers}",
            "--log-level": "warn",
        }
        command = [program, *(part for option in options.items() for part in option)]
        self._process = Process(command, folder / "etcd.log")

    def stop(self) -> None:
        """End it in order."""
        self._process.stop()


class Node:
    """One PostgreSQL with its Patroni."""

    def __init__(self, name: str, folder: Path, etcd: Etcd) -> None:
        self.name = name
        self.port, self._rest = free_port(), free_port()
        self._folder = folder
        self._data = folder / name
        self._file = folder / f"{name}.yml"
        self._file.write_text(self._configuration(etcd), encoding="utf-8")
        self._patroni: Process | None = None

    def _configuration(self, etcd: Etcd) -> str:
        text = block("yaml", "scope: gemeinsam-log")
        bin_dir = programs.binaries()
        for there, here in {
            "name: db1": f"name: {self.name}",
            "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379": etcd.address,
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

    def start(self) -> None:
        """Start Patroni, which starts or makes the database."""
        self._patroni = Process(
            [sys.executable, "-m", "patroni", str(self._file)],
            self._folder / f"{self.name}.log",
            variables={"PYTHONPATH": str(BESIDE_US)},
            as_database_user=True,
        )

    def kill(self) -> None:
        """Let Patroni and the database fall at once, as if the machine had lost its power."""
        postmaster = self._postmaster()
        if self._patroni is not None:
            self._patroni.kill()
        if postmaster is not None:
            os.kill(postmaster, signal.SIGKILL)

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
        self._etcd = Etcd(self._folder)
        self.nodes = [Node(name, self._folder, self._etcd) for name in NAMES]

    def start(self) -> None:
        """Return when one node leads and both others follow, one of them synchronously."""
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
            node.kill()
        self._etcd.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
