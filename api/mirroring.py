"""Writes the public log as static files, as any web server can show them.

Whatever happens on the way, the folder holds a whole log: files appear complete or not
at all, and the checkpoint that promises them comes last.
"""

import base64
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from api.ports.checkpoints import SignedCheckpoint, SignedCheckpoints
from api.resources.public_log import BITS, WIDTH, path_of
from projections import public_log
from projections.model import Snapshot

Progress = Callable[[int, int], None]
TextsOf = Callable[[Snapshot, int, int], bytes | None]
"""Returns the file of the public texts of a bundle, in a log of a size; None if there are none."""

_PUBLIC, _PUBLIC_FOLDER = 0o644, 0o755


class OtherLog(Exception):
    """The folder holds files that are no earlier state of this log; nothing was changed."""


class Mirror:
    """One folder with the files of docs/rules/public_log.md."""

    def __init__(self, folder: Path, texts_of: TextsOf) -> None:
        self._folder = folder
        self._texts_of = texts_of

    def update(
        self,
        snapshot: Snapshot,
        checkpoints: SignedCheckpoints,
        progress: Progress = lambda _done, _total: None,
    ) -> int:
        """Write what is missing up to the newest published checkpoint; return its size.

        Final files that are there are not written again; those that no checkpoint beside
        them promises are compared, for they may be of a log that never became whole.

        Raises:
            OtherLog: as it says.
        """
        newest = checkpoints.published()
        if newest is None:
            return 0
        promised = self._compare(snapshot, newest.size)
        bundles = -(-newest.size // WIDTH)
        for number in range(bundles):
            self._write_bundle(snapshot, number, newest.size, promised)
            progress(number + 1, bundles)
        self._write_tiles(snapshot, newest.size, promised)
        self._write_checkpoints(checkpoints, newest)
        return newest.size

    def _compare(self, snapshot: Snapshot, size: int) -> int:
        """Make sure that a checkpoint that is there is one of this log, and not newer.

        Returns its size, 0 if there is none.
        """
        path = self._folder / "checkpoint"
        try:
            there, root = _promised(path.read_bytes())
        except FileNotFoundError:
            return 0
        except ValueError as error:
            raise OtherLog(f"{path} is no checkpoint of a log") from error
        if there > size or public_log.root(snapshot, there) != root:
            raise OtherLog(f"the log in {self._folder} has {there} entries and is not ours")
        return there

    def _write_bundle(self, snapshot: Snapshot, number: int, size: int, promised: int) -> None:
        width = min(WIDTH, size - number * WIDTH)
        name = f"tile/entries/{path_of(number, width)}"
        if number * WIDTH + width > promised or not self._has(name):
            self._write(name, _there(public_log.bundle(snapshot, number, width)))
        lines = self._texts_of(snapshot, number, size)
        name = f"texts/{path_of(number)}"
        if lines:
            self._write(name, lines)
        else:
            (self._folder / name).unlink(missing_ok=True)

    def _write_tiles(self, snapshot: Snapshot, size: int, promised: int) -> None:
        for level, number, width in tiles_of(size):
            name = f"tile/{level}/{path_of(number, width)}"
            if number * WIDTH + width > promised >> BITS * level or not self._has(name):
                self._write(name, _there(public_log.tile(snapshot, level, number, width)))

    def _write_checkpoints(self, checkpoints: SignedCheckpoints, newest: SignedCheckpoint) -> None:
        sizes = [size for size in checkpoints.sizes() if size <= newest.size]
        for size in sizes:
            found, token = checkpoints.find(size), checkpoints.token(size)
            if found is not None:
                self._write(f"checkpoints/{size}", found.note.encode())
            if token is not None:
                self._write(f"checkpoints/{size}.tsr", token)
        self._write("checkpoints/sizes", "".join(f"{size}\n" for size in sizes).encode())
        keys = "".join(f"{vkey}\n" for vkey, _ in checkpoints.known_keys())
        self._write("keys", keys.encode())
        self._write("policy", checkpoints.policy().encode())
        # Everything it promises is on the disk before it is there itself.
        self._write("checkpoint", newest.note.encode())

    def _has(self, name: str) -> bool:
        return (self._folder / name).exists()

    def _write(self, name: str, body: bytes) -> None:
        path = self._folder / name
        if path.is_file() and path.read_bytes() == body:
            return
        _make_public(path.parent)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(_PUBLIC)
            Path(temporary).replace(path)
        except BaseException:
            # It would stay for ever: the next attempt has another name for it.
            Path(temporary).unlink(missing_ok=True)
            raise
        _fsync(path.parent)


def _make_public(folder: Path) -> None:
    """Make a folder, and those that it lies in, so that a web server can show them."""
    if not folder.exists():
        _make_public(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(_PUBLIC_FOLDER)


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Return level, number and width of every tile of a tree of this size."""
    level = 0
    while hashes := size >> BITS * level:
        full, rest = divmod(hashes, WIDTH)
        for number in range(full):
            yield level, number, WIDTH
        if rest:
            yield level, full, rest
        level += 1


def _promised(checkpoint: bytes) -> tuple[int, bytes]:
    """Return size and root of a checkpoint.

    Raises:
        ValueError: it is none.
    """
    _, size, root, *_ = checkpoint.decode().split("\n")
    if not (size.isascii() and size.isdecimal()):
        raise ValueError(size)
    return int(size), base64.b64decode(root, validate=True)


def _there(body: bytes | None) -> bytes:
    if body is None:
        raise OtherLog("the log has fewer entries than were signed")
    return body


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
