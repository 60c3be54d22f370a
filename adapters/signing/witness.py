"""A witness: cosigns checkpoints of known logs that provably only grow (C2SP tlog-witness)."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from adapters.signing.notes import (
    BadNote,
    Checkpoint,
    SigningKey,
    VerificationKey,
    checkpoint,
    unpacked,
)
from adapters.signing.proofs import grew

MOST_LINES = 63  # of a proof, says the protocol
LARGEST_REQUEST = 32 * 1024  # bytes
SIZE_TYPE = "text/x.tlog.size"

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")

Answer = tuple[int, str, bytes]
"""Status, content type and body."""


class LocalWitness:
    """One witness with its memory in a SQLite file. Safe in threads and processes.

    What it cosigned last is on the disk before it answers, and only one answer at a
    time is given, so it never goes back.
    """

    def __init__(
        self,
        key: SigningKey,
        logs: Iterable[VerificationKey],
        memory: Path,
        clock: Callable[[], int],
    ) -> None:
        self.key = key
        self._logs = tuple(logs)
        self._clock = clock
        self._turn = threading.Lock()
        self._memory = sqlite3.connect(memory, isolation_level=None, check_same_thread=False)
        self._memory.execute("PRAGMA journal_mode=WAL")
        self._memory.execute("PRAGMA synchronous=FULL")
        self._memory.execute(
            "CREATE TABLE IF NOT EXISTS seen "
            "(origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL)"
        )

    def close(self) -> None:
        """Close the file."""
        self._memory.close()

    def add_checkpoint(self, body: bytes) -> Answer:
        """Answer the body of an add-checkpoint request."""
        try:
            old, proof, offered = _read(body)
        except (BadNote, ValueError, UnicodeDecodeError):
            return _plain(400)
        keys = [key for key in self._logs if key.name == offered.origin]
        if not keys:
            return _plain(404)
        if not any(offered.signed_by(key) for key in keys):
            return _plain(403)
        if old > offered.size:
            return _plain(400)
        with self._turn:
            self._memory.execute("BEGIN IMMEDIATE")
            try:
                answer = self._judged(old, proof, offered)
            except BaseException:
                self._memory.execute("ROLLBACK")
                raise
            self._memory.execute("COMMIT")
        return answer

    def _judged(self, old: int, proof: list[bytes], offered: Checkpoint) -> Answer:
        found = self._memory.execute(
            "SELECT size, root FROM seen WHERE origin = ?", (offered.origin,)
        ).fetchone()
        size, root = found or (0, b"")
        if old != size:
            return 409, SIZE_TYPE, f"{size}\n".encode()
        if old == offered.size and found and root != offered.root:
            return 409, SIZE_TYPE, f"{size}\n".encode()
        if not _follows(old, root, offered, proof):
            return _plain(422)
        self._memory.execute(
            "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT (origin) DO UPDATE "
            "SET size = excluded.size, root = excluded.root",
            (offered.origin, offered.size, offered.root),
        )
        line = self.key.cosign(offered.text, self._clock())
        return 200, "text/plain; charset=utf-8", line.encode()


def _follows(old: int, root: bytes, offered: Checkpoint, proof: list[bytes]) -> bool:
    if old == 0:
        return not proof
    return grew((old, root), (offered.size, offered.root), proof)


def _read(body: bytes) -> tuple[int, list[bytes], Checkpoint]:
    head, gap, note = body.decode().partition("\n\n")
    lines = head.split("\n")
    found = _OLD.fullmatch(lines[0])
    if found is None or not gap or len(lines) > MOST_LINES + 1:
        raise BadNote("not a request")
    return int(found[1]), [unpacked(line) for line in lines[1:]], checkpoint(note)


def _plain(status: int) -> Answer:
    return status, "text/plain; charset=utf-8", b""
