"""The file with the log's private keys: the newest last, each on a line of its own."""

import os
import stat
import tempfile
from pathlib import Path

from adapters.signing.notes import LOG, BadNote, Kind, SigningKey, new_key, signing_key

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyUnsafe(Exception):
    """The key file is missing, malformed or readable by others; says which."""


class KeyFile:
    """The keys of one log. Any process that can read this file can sign in its name.

    Keys are only added: the one before the newest signs for a while as well, so that
    whoever knows only that one can follow (docs/rules/signing.md).
    """

    def __init__(self, path: Path, kind: Kind = LOG) -> None:
        self.path = path
        self._kind = kind

    def exists(self) -> bool:
        """Tell whether there is a file, readable or not."""
        return self.path.exists()

    def keys(self) -> tuple[SigningKey, ...]:
        """Return the keys, oldest first; at least one.

        Raises:
            KeyUnsafe: there is none, or somebody else may read it.
        """
        try:
            with self.path.open("rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                text = file.read().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise KeyUnsafe(f"{self.path} cannot be read") from error
        if mode & _OTHERS and not _of_the_service_manager(self.path):
            raise KeyUnsafe(f"{self.path} can be read by others: chmod 600 it")
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        try:
            keys = tuple(signing_key(line) for line in lines)
        except BadNote as error:
            raise KeyUnsafe(f"{self.path}: {error}") from error
        if not keys or any(key.kind != self._kind or key.name != keys[0].name for key in keys):
            raise KeyUnsafe(f"{self.path} must hold keys of one log")
        return keys

    def create(self, origin: str) -> SigningKey:
        """Make the first key, of a log with this origin.

        Raises:
            KeyUnsafe: there is a file already; a key is never overwritten.
        """
        if self.exists():
            raise KeyUnsafe(f"{self.path} is there already")
        return self._write((), new_key(origin, self._kind))

    def rotate(self) -> SigningKey:
        """Add a new key behind those that are there.

        Raises:
            KeyUnsafe: as for `keys`.
        """
        known = self.keys()
        return self._write(known, new_key(known[0].name, self._kind))

    def _write(self, known: tuple[SigningKey, ...], new: SigningKey) -> SigningKey:
        folder = self.path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A temporary file is its owner's alone from the beginning.
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".key-")
        try:
            with os.fdopen(descriptor, "w") as file:
                file.writelines(f"{key.line}\n" for key in (*known, new))
                file.flush()
                os.fsync(file.fileno())
            _place(Path(name), self.path, over=bool(known))
        finally:
            Path(name).unlink(missing_ok=True)
        _fsync(folder)
        return new


def _place(written: Path, path: Path, *, over: bool) -> None:
    """Give a file its name, `over` what has it already, or not at all.

    Raises:
        KeyUnsafe: somebody else was faster.
    """
    if not over:
        try:
            path.hardlink_to(written)
        except FileExistsError as error:
            raise KeyUnsafe(f"{path} is there already") from error
        except OSError:
            pass  # A file system without links: who looked before has to be enough.
        else:
            return
    written.replace(path)


def _of_the_service_manager(path: Path) -> bool:
    """Tell whether the file is a credential of systemd, whose folder guards it instead."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return bool(folder) and path.parent == Path(str(folder))


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
