"""Machines on a network that exists as long as the tests run, and that can be cut off from it.

Each machine is a network namespace with an address of its own, behind a cable to one switch into
which we are plugged as well. `tests/cluster/apart` has seen to it that there is nothing else.
"""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.cluster.programs import Process, eventually

HERE = "10.0.0."
"""How every address on this network begins."""

_OURS = f"{HERE}5"
_SWITCH = "switch"
_KNOWN_MILLISECONDS = 3_600_000


def is_apart() -> bool:
    """Tell whether we are where nothing can be disturbed: alone with a loopback."""
    try:
        told = subprocess.run(["ip", "-json", "link"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return [each["ifname"] for each in json.loads(told)] == ["lo"]


def plug_in() -> None:
    """Make the switch, and give ourselves an address at it."""
    _ip("link", "add", _SWITCH, "type", "bridge")
    _set_up((), _SWITCH, _OURS)


class Machine:
    """One machine with a cable to the switch. It has our files and our clock."""

    def __init__(self, name: str, address: str) -> None:
        self.name, self.address = name, address
        # The namespace lives as long as something is in it.
        self._holder = Process(["unshare", "--net", "sleep", "infinity"], Path("/dev/null"))
        self._namespace = Path(f"/proc/{self._holder.pid}/ns/net")
        ours = Path("/proc/self/ns/net").readlink()
        eventually(lambda: self._namespace.readlink() != ours, 10, f"a namespace for {name}")
        _ip("link", "add", name, "type", "veth", "peer", "eth0", "netns", str(self._holder.pid))
        _set_up(self.inside, "eth0", address)
        self.connect()

    @property
    def inside(self) -> Sequence[str]:
        """What a command begins with that runs on this machine."""
        return ("nsenter", f"--net={self._namespace}", "--")

    def cut_off(self) -> None:
        """Let nothing through any more, in either direction; nobody is told."""
        _ip("link", "set", self.name, "nomaster")

    def connect(self) -> None:
        """Let everything through."""
        _ip("link", "set", self.name, "master", _SWITCH, "up")

    def remove(self) -> None:
        """End the namespace once nothing runs in it any more."""
        self._holder.kill()


def _set_up(inside: Sequence[str], interface: str, address: str) -> None:
    """Give one end of a cable an address; where nothing answers, let nobody be told so."""
    # Who has been seen once stays known, or the system itself would say "no route to host".
    remembered = f"/proc/sys/net/ipv4/neigh/{interface}/base_reachable_time_ms"
    _run([*inside, "sh", "-c", f"echo {_KNOWN_MILLISECONDS} > {remembered}"])
    _ip("address", "add", f"{address}/24", "dev", interface, inside=inside)
    for each in ("lo", interface):
        _ip("link", "set", each, "up", inside=inside)


def _ip(*arguments: str, inside: Sequence[str] = ()) -> None:
    _run([*inside, "ip", *arguments])


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
