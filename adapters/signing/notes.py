"""Signed notes and checkpoints as C2SP writes them: signed-note, tlog-checkpoint, tlog-cosignature.

A key's *line* is its vkey: `name+keyid+base64(type ‖ public key)`, one string without spaces.
"""

import base64
import binascii
import hashlib
import re
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

LOG: Literal[1] = 1
"""Signature type of a log: Ed25519 over the text of the note."""
WITNESS: Literal[4] = 4
"""Signature type of a witness: Ed25519 over a time and the text."""

Kind = Literal[1, 4]

_SIGNATURE = 64
_NAME = re.compile(r"[^\s+\x00-\x1f]{1,255}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class BadNote(Exception):
    """A note, checkpoint or key is not written as the formats demand; says what is wrong."""


def unpacked(encoded: str) -> bytes:
    """Decode standard base64, strictly.

    Raises:
        BadNote: it is not.
    """
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("not base64") from error


def packed(data: bytes) -> str:
    """Encode as standard base64."""
    return base64.b64encode(data).decode()


class VerificationKey(msgspec.Struct, frozen=True):
    """A public key with the name of whom it belongs to and what it signs."""

    name: str
    kind: Kind
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which signatures name this key."""
        stem = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(stem).digest()[:4]

    @property
    def line(self) -> str:
        """Return the vkey."""
        return f"{self.name}+{self.id.hex()}+{packed(bytes([self.kind]) + self.public)}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Tell whether the part of a signature line after the key id is right for a text."""
        message = text.encode()
        if self.kind == WITNESS:
            if len(signature) != 8 + _SIGNATURE:
                return False
            message = _cosigned(int.from_bytes(signature[:8]), text)
            signature = signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def verification_key(line: str) -> VerificationKey:
    """Read a vkey.

    Raises:
        BadNote: it is malformed, of another type, or its key id does not fit.
    """
    name, _, rest = line.strip().partition("+")
    identifier, _, encoded = rest.partition("+")
    raw = unpacked(encoded)
    if not _NAME.fullmatch(name) or len(raw) != 33 or raw[0] not in (LOG, WITNESS):  # noqa: PLR2004 - type and 32 bytes
        raise BadNote(f"not an Ed25519 verification key: {line.strip()[:80]}")
    key = VerificationKey(name, LOG if raw[0] == LOG else WITNESS, raw[1:])
    if key.id.hex() != identifier.lower():
        raise BadNote(f"the key id of {name} does not fit the key")
    return key


class SigningKey(msgspec.Struct, frozen=True):
    """A private key with its name. Never print one: `line` is the secret itself."""

    name: str
    kind: Kind
    seed: bytes

    @property
    def public(self) -> VerificationKey:
        """Return what others verify with."""
        raw = self._private.public_key().public_bytes_raw()
        return VerificationKey(self.name, self.kind, raw)

    @property
    def line(self) -> str:
        """Return the private key as one line, `PRIVATE+KEY+name+keyid+base64(type ‖ seed)`."""
        secret = packed(bytes([self.kind]) + self.seed)
        return f"PRIVATE+KEY+{self.name}+{self.public.id.hex()}+{secret}"

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    def sign(self, text: str) -> str:
        """Return the signature line of a log, with its newline."""
        return _line(self.public, self._private.sign(text.encode()))

    def cosign(self, text: str, time: int) -> str:
        """Return the signature line of a witness at a Unix time, with its newline."""
        signature = self._private.sign(_cosigned(time, text))
        return _line(self.public, time.to_bytes(8) + signature)


def signing_key(line: str) -> SigningKey:
    """Read a private key.

    Raises:
        BadNote: it is malformed. The text never holds the key.
    """
    parts = line.strip().split("+", 4)
    if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"]:  # noqa: PLR2004 - as `line` writes it
        raise BadNote("not a private key")
    name, identifier, raw = parts[2], parts[3], unpacked(parts[4])
    if not _NAME.fullmatch(name) or len(raw) != 33 or raw[0] not in (LOG, WITNESS):  # noqa: PLR2004 - type and 32 bytes
        raise BadNote("not an Ed25519 private key")
    key = SigningKey(name, LOG if raw[0] == LOG else WITNESS, raw[1:])
    if key.public.id.hex() != identifier.lower():
        raise BadNote(f"the key id of {name} does not fit the key")
    return key


def new_key(name: str, kind: Kind = LOG) -> SigningKey:
    """Make a key.

    Raises:
        BadNote: a name is empty or has spaces or `+`.
    """
    if not _NAME.fullmatch(name):
        raise BadNote("the name of a key has neither spaces nor a plus sign")
    return SigningKey(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())


class Signature(msgspec.Struct, frozen=True):
    """One signature line of a note, unverified."""

    name: str
    key_id: bytes
    bytes: bytes

    @property
    def line(self) -> str:
        """Return the line, with its newline."""
        return f"— {self.name} {packed(self.key_id + self.bytes)}\n"


class Checkpoint(msgspec.Struct, frozen=True):
    """What a checkpoint says, and who signs; believe nothing before `signed_by`."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[Signature, ...]

    def signed_by(self, key: VerificationKey) -> Signature | None:
        """Return this key's valid signature, or None."""
        for signature in self.signatures:
            if (signature.name, signature.key_id) == (key.name, key.id) and key.verifies(
                signature.bytes, self.text
            ):
                return signature
        return None


def text_of(origin: str, size: int, root: bytes) -> str:
    """Return the text of a checkpoint, that which is signed."""
    return f"{origin}\n{size}\n{packed(root)}\n"


def checkpoint(note: str) -> Checkpoint:
    """Read a checkpoint with its signatures.

    Raises:
        BadNote: it is malformed.
    """
    text, gap, tail = note.rpartition("\n\n")
    lines = (text + "\n").split("\n")[:-1]
    if not gap or len(lines) < 3 or not lines[0] or not _NUMBER.fullmatch(lines[1]):  # noqa: PLR2004 - origin, size, root
        raise BadNote("not a checkpoint")
    root = unpacked(lines[2])
    if len(root) != hashlib.sha256().digest_size:
        raise BadNote("the root has not 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root, text + "\n", signatures(tail))


def signatures(lines: str) -> tuple[Signature, ...]:
    """Read signature lines.

    Raises:
        BadNote: one is malformed, or the last has no end.
    """
    if lines and not lines.endswith("\n"):
        raise BadNote("the last line has no end")
    return tuple(_signature(line) for line in lines.split("\n")[:-1])


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    raw = unpacked(encoded)
    if dash != "—" or not _NAME.fullmatch(name) or len(raw) <= 4:  # noqa: PLR2004 - the key id
        raise BadNote("not a signature line")
    return Signature(name, raw[:4], raw[4:])


def _line(key: VerificationKey, signature: bytes) -> str:
    return Signature(key.name, key.id, signature).line


def _cosigned(time: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()
