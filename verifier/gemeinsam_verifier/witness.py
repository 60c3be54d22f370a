"""A witness: signs that a log has only grown since it last looked (C2SP tlog-witness).

For each log it remembers one size and one root, in a file that is on the disk before
an answer leaves. So it never signs two roots of one size, whatever happens to it.
"""

import base64
import fcntl
import json
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemeinsam_verifier.checkpoints import Checkpoint, read_checkpoint, read_number
from gemeinsam_verifier.notes import COSIGNATURE, Key, NoteError, cosign, decode, is_right
from gemeinsam_verifier.tree import HASH, is_consistent

MAXIMUM_STEPS = 63
SIZE_TYPE = "text/x.tlog.size"
PLAIN_TYPE = "text/plain; charset=utf-8"


class KeyFileError(Exception):
    """This is not the key file of a witness."""


@dataclass(frozen=True)
class SigningKey:
    """A witness's name and its private key."""

    key: Key
    private: Ed25519PrivateKey


def make_key(name: str, path: Path) -> Key:
    """Write a new key, readable by its owner only, and return its public half.

    Raises:
        KeyFileError: the name cannot be one.
        FileExistsError: there is a key already; it is never overwritten.
    """
    if not name or "+" in name or not name.isprintable() or any(map(str.isspace, name)):
        raise KeyFileError(f"not a name for a key: {name}")
    private = Ed25519PrivateKey.generate()
    raw = serialization.Encoding.Raw, serialization.PrivateFormat.Raw
    secret = private.private_bytes(*raw, serialization.NoEncryption())
    line = f"{name}\n{base64.b64encode(secret).decode()}\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return _public(name, private)


def load_key(path: Path) -> SigningKey:
    """Read a key file.

    Raises:
        KeyFileError: it is none.
    """
    try:
        name, secret = path.read_text("utf-8").split("\n")[:2]
        private = Ed25519PrivateKey.from_private_bytes(decode(secret))
    except (ValueError, NoteError):
        raise KeyFileError(f"not a key file: {path}") from None
    return SigningKey(_public(name, private), private)


def _public(name: str, private: Ed25519PrivateKey) -> Key:
    raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return Key(name, COSIGNATURE, private.public_key().public_bytes(*raw))


@dataclass(frozen=True)
class Answer:
    """What the witness says, as HTTP has it."""

    status: HTTPStatus
    body: str = ""
    kind: str = PLAIN_TYPE


@dataclass(frozen=True)
class Seen:
    """The newest tree of a log that was signed."""

    size: int
    root: bytes


class StateFile:
    """Remembers what was signed, log by log; a crash leaves the old state or the new.

    Raises:
        BlockingIOError: another witness uses the file. Two of them, each right in
            itself, could sign two histories.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = path.with_name(f"{path.name}.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._seen = _stored(path) if path.exists() else {}
        except BaseException:
            self._lock.close()
            raise

    def close(self) -> None:
        """Let another witness use the file."""
        self._lock.close()

    def seen(self, origin: str) -> Seen | None:
        """Return the newest tree of a log, or None if none was signed."""
        return self._seen.get(origin)

    def remember(self, origin: str, seen: Seen) -> None:
        """Store the newest tree; when this returns, it survives the power going out."""
        stored = {**self._seen, origin: seen}
        content = {name: {"size": s.size, "root": s.root.hex()} for name, s in stored.items()}
        beside = self._path.with_name(f"{self._path.name}.new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(content, file, indent=2, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._seen = stored


def _stored(path: Path) -> dict[str, Seen]:
    stored = json.loads(path.read_text("utf-8"))
    seen = {
        origin: Seen(each["size"], bytes.fromhex(each["root"])) for origin, each in stored.items()
    }
    for each in seen.values():
        if type(each.size) is not int or each.size < 0 or len(each.root) != HASH:
            raise ValueError("not the size and root of a tree")
    return seen


class Witness:
    """Answers requests to sign; one at a time, however many come at once."""

    def __init__(
        self,
        signing: SigningKey,
        logs: Sequence[Key],
        state: StateFile,
        clock: Callable[[], float],
    ) -> None:
        self._signing = signing
        self._logs = logs
        self._state = state
        self._clock = clock
        self._lock = threading.Lock()

    def add_checkpoint(self, body: bytes) -> Answer:
        """Sign a checkpoint if it only adds to what was signed before."""
        try:
            old, path, checkpoint = _read_request(body)
        except NoteError as error:
            return Answer(HTTPStatus.BAD_REQUEST, f"{error}\n")
        keys = [key for key in self._logs if key.name == checkpoint.origin]
        if not keys:
            return Answer(HTTPStatus.NOT_FOUND, "unknown log\n")
        if not any(_signed(checkpoint, key) for key in keys):
            return Answer(HTTPStatus.FORBIDDEN, "not signed by the log\n")
        if old > checkpoint.size:
            return Answer(HTTPStatus.BAD_REQUEST, "the old size is larger than the new one\n")
        # Comparing, storing and signing are one step: two requests must not cross.
        with self._lock:
            return self._compare(old, path, checkpoint)

    def _compare(self, old: int, path: Sequence[bytes], checkpoint: Checkpoint) -> Answer:
        seen = self._state.seen(checkpoint.origin)
        known = 0 if seen is None else seen.size
        if old != known:
            return Answer(HTTPStatus.CONFLICT, f"{known}\n", SIZE_TYPE)
        if seen is not None and seen.size == checkpoint.size and seen.root != checkpoint.root:
            return Answer(HTTPStatus.CONFLICT, f"{known}\n", SIZE_TYPE)
        root = b"" if seen is None else seen.root
        if not is_consistent(old, root or checkpoint.root, checkpoint.size, checkpoint.root, path):
            return Answer(HTTPStatus.UNPROCESSABLE_ENTITY, "the log has not only grown\n")
        self._state.remember(checkpoint.origin, Seen(checkpoint.size, checkpoint.root))
        signing = self._signing
        time = int(self._clock())
        line = cosign(checkpoint.note.text, signing.key, signing.private, time)
        return Answer(HTTPStatus.OK, line)


def _signed(checkpoint: Checkpoint, key: Key) -> bool:
    note = checkpoint.note
    return any(is_right(note.text, signature, key) for signature in note.of(key))


def _read_request(body: bytes) -> tuple[int, list[bytes], Checkpoint]:
    head, blank, content = body.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise NoteError("not ASCII") from None
    if not blank or not first.startswith("old "):
        raise NoteError("no old size")
    path = [decode(line) for line in lines]
    if len(path) > MAXIMUM_STEPS or any(len(step) != HASH for step in path):
        raise NoteError("not a proof")
    return read_number(first.removeprefix("old ")), path, read_checkpoint(content)
