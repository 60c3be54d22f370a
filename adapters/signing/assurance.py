"""Says which part of the log a restore could not lose (docs/rules/signing.md)."""

from pathlib import Path
from typing import Any, Literal, Protocol

import msgspec
import psycopg

from domain.ports import LogUnavailable

After = Literal["stored", "replicated", "backed-up"]
"""What must have happened to an event before a checkpoint may cover it."""

_SECONDS = 5
_MOST_MANIFESTS = 10_000


class Assurance(Protocol):
    """Compares marks: what is written before a mark is safe once `reached` has passed it."""

    def mark(self, position: int, /) -> int:
        """Return a mark behind all events up to a position that has been read."""
        ...

    def reached(self) -> int:
        """Return up to which mark everything is safe."""
        ...


class Stored:
    """Everything that is stored is taken for safe."""

    def mark(self, position: int, /) -> int:
        return position

    def reached(self) -> int:
        return 2**63


class BackedUp:
    """What the newest backup holds: a folder of backups, each with a `manifest.json`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def mark(self, position: int, /) -> int:
        return position

    def reached(self) -> int:
        files = sorted(self._folder.glob("*/manifest.json"))[-_MOST_MANIFESTS:]
        return max((_position(file) for file in files), default=0)


class _Manifest(msgspec.Struct):
    position: int


def _position(file: Path) -> int:
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Manifest).position
    except (OSError, msgspec.DecodeError):
        return 0  # A backup under way, or a damaged one: it assures nothing.


class Replicated:
    """What at least one standby of the log's PostgreSQL has on its disk.

    Raises (all methods):
        LogUnavailable: PostgreSQL does not answer.
    """

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)

    def mark(self, _position: int, /) -> int:
        """Return where the server's journal ends now: what was read was committed before."""
        return self._number("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")

    def reached(self) -> int:
        return self._number(
            "SELECT coalesce(max(flush_lsn - '0/0'::pg_lsn), 0) FROM pg_stat_replication "
            "WHERE state = 'streaming'"
        )

    def _number(self, statement: Any) -> int:  # noqa: ANN401 - psycopg wants a literal
        try:
            with psycopg.connect(self._url, connect_timeout=_SECONDS, autocommit=True) as connected:
                row = connected.execute(statement).fetchone()
        except psycopg.Error as error:
            raise LogUnavailable(type(error).__name__) from error
        return int(row[0]) if row else 0


def assurance(after: After, *, log_url: str, backups: Path) -> Assurance:
    """Return what the setting SIGN_AFTER asks for."""
    if after == "backed-up":
        return BackedUp(backups)
    if after == "replicated":
        return Replicated(log_url)
    return Stored()


class Safe:
    """Remembers how large the tree was at which mark; a restart forgets, and so waits again."""

    _MOST = 10_000

    def __init__(self, assurance: Assurance) -> None:
        self._assurance = assurance
        self._noted: list[tuple[int, int]] = []
        self._size = 0

    def size(self, position: int, size: int) -> int:
        """Return how much of a tree, seen now with the log at a position, is safe."""
        if not self._noted or self._noted[-1][1] != size:
            self._noted.append((self._assurance.mark(position), size))
            del self._noted[: -self._MOST]
        reached = self._assurance.reached()
        while self._noted and self._noted[0][0] <= reached:
            self._size = self._noted.pop(0)[1]
        return min(self._size, size)
