"""Machines with PostgreSQL and Patroni, some with etcd, on a network of their own.

Their configuration is the one of docs/how-to/run_on_several_machines.md, down to names, addresses
and ports: what operators read there is what is tested here.
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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from psycopg import sql

from tests.cluster import programs
from tests.cluster.network import Machine
from tests.cluster.programs import BESIDE_US, ROOT, Process, eventually
from tests.postgresql import unprivileged

GUIDE = ROOT / "docs" / "how-to" / "run_on_several_machines.md"
START_SECONDS = 60
_BLOCK = r"```{}\n(.*?)```"


class Plan(msgspec.Struct, frozen=True):
    """What the guide says of one cluster: `machines` are addresses by name.

    Who leads is made ready with these statements. `changes` are those of the configuration.
    """

    scope: str
    machines: Mapping[str, str]
    statements: Sequence[str]
    changes: Mapping[str, str]
    with_etcd: bool = False


def block(language: str, beginning: str) -> str:
    """Return the code block of the guide that begins with these words."""
    found = re.finditer(_BLOCK.format(language), GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    [text] = [each[1] for each in found if each[1].startswith(beginning)]
    return str(text)


def environment() -> dict[str, str]:
    """Return the variables that the guide gives to all programs."""
    lines = block("ini", "DATABASE_URL").splitlines()
    return dict(line.split("=", 1) for line in lines)


LOG = Plan(
    scope="gemeinsam-log",
    machines={"db1": "10.0.0.11", "db2": "10.0.0.12", "db3": "10.0.0.13"},
    statements=block("text", "CREATE ROLE").splitlines(),
    changes={},
    with_etcd=True,
)
VAULT = Plan(
    scope="gemeinsam-vault",
    machines={"vault1": "10.0.0.31", "vault2": "10.0.0.32", "vault3": "10.0.0.33"},
    statements=(
        "CREATE ROLE gemeinsam LOGIN PASSWORD 'SECRET-4'",
        *(f"CREATE DATABASE {name} OWNER gemeinsam" for name in ("vault", "signer", "reads")),
    ),
    changes={
        "scope: gemeinsam-log": "scope: gemeinsam-vault",
        'wal_log_hints: "on"': 'wal_log_hints: "on"\n        wal_recycle: "off"',
        "SECRET-1": "SECRET-6",
        "SECRET-2": "SECRET-7",
    },
)


class Etcd:
    """One of three members, of which one may fail."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self._machine = machine
        self._folder = folder
        self._process: Process | None = None

    def start(self) -> None:
        """Start it, with what it has on its disk if it has run before."""
        program = programs.etcd()
        assert program is not None
        name, address = self._machine.name, self._machine.address
        options = {
            "--name": name,
            "--data-dir": str(self._folder / f"{name}-etcd"),
            "--listen-client-urls": f"http://{address}:2379",
            "--advertise-client-urls": f"http://{address}:2379",
            "--listen-peer-urls": f"http://{address}:2380",
            "--initial-advertise-peer-urls": f"http://{address}:2380",
            "--initial-cluster": ",".join(
                f"{each}=http://{there}:2380" for each, there in LOG.machines.items()
            ),
            "--log-level": "warn",
        }
        command = [program, *(part for option in options.items() for part in option)]
        log = self._folder / f"{name}-etcd.log"
        self._process = Process(command, log, inside=self._machine.inside)

    @property
    def pids(self) -> Sequence[int]:
        """Its process, if it runs."""
        return [self._process.pid] if self._process is not None and self._process.lives else []

    def kill(self) -> None:
        """Let it fall at once."""
        if self._process is not None:
            self._process.kill()


class Node:
    """One machine: a PostgreSQL with its Patroni, and maybe a member of etcd."""

    def __init__(self, plan: Plan, machine: Machine, folder: Path) -> None:
        self.name = machine.name
        self.machine = machine
        self._etcd = Etcd(machine, folder) if plan.with_etcd else None
        self._folder = folder
        self._data = folder / machine.name
        self._file = folder / f"{machine.name}.yml"
        self._file.write_text(self._configuration(plan), encoding="utf-8")
        self._patroni: Process | None = None

    def _configuration(self, plan: Plan) -> str:
        text = block("yaml", "scope: gemeinsam-log")
        for there, here in {
            **plan.changes,
            "name: db1": f"name: {self.name}",
            "10.0.0.11:8008": f"{self.machine.address}:8008",
            "10.0.0.11:5432": f"{self.machine.address}:5432",
            "/var/lib/postgresql/15/gemeinsam-log": str(self._data),
            "/usr/lib/postgresql/15/bin": str(programs.binaries()),
            "/var/lib/postgresql/.pgpass-patroni": str(self._folder / f"{self.name}.pgpass"),
        }.items():
            assert there in text, f"the guide no longer says {there}"
            text = text.replace(there, here)
        return text + "  parameters:\n    unix_socket_directories: ''\n    shared_buffers: 64MB\n"

    def start_etcd(self) -> None:
        """Start its member of etcd, if it has one."""
        if self._etcd is not None:
            self._etcd.start()

    def start(self) -> None:
        """Start Patroni, which starts or makes the database."""
        self._patroni = Process(
            [sys.executable, "-m", "patroni", str(self._file)],
            self._folder / f"{self.name}.log",
            variables={"PYTHONPATH": str(BESIDE_US)},
            as_database_user=True,
            inside=self.machine.inside,
        )

    def kill(self) -> None:
        """Let everything fall at once, as if the machine had lost its power."""
        postmaster = self._postmaster()
        if self._etcd is not None:
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
        etcd = self._etcd.pids if self._etcd is not None else []
        for pid in (*etcd, *patroni, *([postmaster] if postmaster else [])):
            os.kill(pid, number)
        for pid in programs.children(postmaster) if postmaster else ():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    @property
    def url(self) -> str:
        """The address of the platform's database on this node, whether it leads or not."""
        return f"postgresql://gemeinsam:SECRET-3@{self.machine.address}/platform"

    def asked(self, what: str) -> dict[str, Any]:
        """Return what Patroni of this node says; nothing if it does not answer."""
        with suppress(OSError, urllib.error.URLError):
            address = f"http://{self.machine.address}:8008/{what}"
            answer = urllib.request.urlopen(address, timeout=1)
            with answer:
                told: dict[str, Any] = json.load(answer)
                return told
        return {}

    def rows(self, table: str) -> int:
        """Return how many rows this node itself has of a table of the platform."""
        counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        with psycopg.connect(self.url) as connection:
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
    """All nodes of one cluster, with etcd if the plan says so."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._folder = Path(tempfile.mkdtemp(prefix=f"{plan.scope}-"))
        if os.geteuid() == 0:
            user = unprivileged()
            os.chown(self._folder, user.pw_uid, user.pw_gid)
        machines = [Machine(name, address) for name, address in plan.machines.items()]
        self.nodes = [Node(plan, machine, self._folder) for machine in machines]

    def start(self) -> None:
        """Return when one node leads and both others follow, one of them synchronously."""
        for node in self.nodes:
            node.start_etcd()
        first, *others = self.nodes
        first.start()
        what = f"{first.name} leads"
        eventually(lambda: self.primary() is first, START_SECONDS, f"{what}\n{first.told()}")
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
        """Make role and databases as the guide says, on whoever leads."""
        hosts = ",".join(node.machine.address for node in self.nodes)
        password = self._plan.changes.get("SECRET-1", "SECRET-1")
        server = f"postgresql://postgres:{password}@{hosts}/postgres"
        with psycopg.connect(f"{server}?target_session_attrs=read-write", autocommit=True) as on:
            for statement in self._plan.statements:
                on.execute(statement.encode())

    def primary(self) -> Node | None:
        """Return the node that leads; None while none does, or one has yet to learn who."""
        leading = [node for node in self.nodes if node.asked("patroni").get("role") == "primary"]
        return leading[0] if len(leading) == 1 else None

    def _members(self) -> list[dict[str, Any]]:
        """Return what whoever leads says of all nodes."""
        primary = self.primary()
        return primary.asked("cluster").get("members", []) if primary else []

    def stop(self) -> None:
        """End everything at once, as nobody needs the data, and remove its folder."""
        for node in self.nodes:
            node.thaw()
            node.kill()
            node.machine.remove()
        shutil.rmtree(self._folder, ignore_errors=True)
