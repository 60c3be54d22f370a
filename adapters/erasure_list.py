"""Who was erased: kept apart from all databases, so that a restored vault can catch up.

One line of JSON per erasure, appended and flushed to the disk before anything is
deleted. It names people by the vault's own ids, which mean nothing without the vault.
"""

import fcntl
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from domain.messages import ContentRef


class ErasureEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One erasure: of an account, of texts, or of both."""

    at: datetime
    person: UUID | None
    ground: str
    refs: tuple[ContentRef, ...]


class ErasureList:
    """The list in one file. The leader and commands write it, one after the other."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def note(self, entry: ErasureEntry) -> None:
        """Append an entry; durable when this returns. The same one twice does no harm.

        Raises:
            OSError: it could not be written, or not whole; note it again.
        """
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = memoryview(b"\n" + msgspec.json.encode(entry) + b"\n")
        with self._alone() as descriptor:
            while line:
                # A disk that is nearly full takes a part; only the next attempt says why.
                line = line[os.write(descriptor, line) :]
            os.fsync(descriptor)

    def entries(self) -> list[ErasureEntry]:
        """Return what the list holds, oldest first; a line torn by a crash is left out."""
        return list(read(self._file)) if self._file.exists() else []

    def count_before(self, moment: datetime) -> int:
        """Return how many entries `forget_before` would drop."""
        return sum(entry.at < moment for entry in self.entries())

    def forget_before(self, moment: datetime) -> int:
        """Drop entries that no backup of the vault can need any more; return how many."""
        if not self._file.exists():
            return 0
        with self._alone():
            entries = self.entries()
            kept = [entry for entry in entries if entry.at >= moment]
            if len(kept) < len(entries):
                self._replace(kept)
        return len(entries) - len(kept)

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Lend the opened list while nobody else writes or replaces it."""
        while True:
            descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                # Who waited may hold a list that was replaced meanwhile, and that nobody reads.
                if os.path.samestat(os.fstat(descriptor), self._file.stat()):
                    yield descriptor
                    return
            finally:
                os.close(descriptor)

    def _replace(self, entries: Collection[ErasureEntry]) -> None:
        with tempfile.NamedTemporaryFile(dir=self._file.parent, delete=False) as new:
            try:
                for entry in entries:
                    new.write(msgspec.json.encode(entry) + b"\n")
                new.flush()
                os.fsync(new.fileno())
            except BaseException:
                Path(new.name).unlink()
                raise
        Path(new.name).replace(self._file)


def read(file: Path) -> Iterator[ErasureEntry]:
    """Yield the entries of a list, oldest first; torn lines are left out.

    Raises:
        OSError: there is no such file.
    """
    for line in file.read_bytes().splitlines():
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=ErasureEntry)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue


def together(lists: Iterable[Iterable[ErasureEntry]]) -> list[ErasureEntry]:
    """Return the entries of several lists as one, oldest first, each once."""
    found = {msgspec.json.encode(entry): entry for entries in lists for entry in entries}
    return sorted(found.values(), key=lambda entry: entry.at)
