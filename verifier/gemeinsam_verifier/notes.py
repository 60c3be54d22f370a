"""Signed notes: text with signatures of named keys (C2SP signed-note, tlog-cosignature)."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = 1
"""A signature over the text itself, as logs make it."""

COSIGNATURE = 4
"""A signature over the text and the time, as witnesses make it."""

KEY_BYTES = 32
SIGNATURE_BYTES = 64
TIME_BYTES = 8
MAXIMUM_BYTES = 1_000_000
"""Nobody has to read a note that is longer."""


class NoteError(Exception):
    """This is not a signed note, a key or a signature as the specification has it."""


@dataclass(frozen=True)
class Key:
    """A public key with the name and the kind of signature it is used for."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        content = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(content).digest()[:4]

    def __str__(self) -> str:
        """Return the key as one writes it into a policy."""
        material = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


@dataclass(frozen=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    content: bytes


@dataclass(frozen=True)
class Note:
    """A text, and its signatures, of which none is checked yet."""

    text: bytes
    signatures: tuple[Signature, ...]

    def of(self, key: Key) -> list[Signature]:
        """Return the signatures that say they are by this key."""
        wanted = (key.name, key.key_id)
        return [line for line in self.signatures if (line.name, line.key_id) == wanted]


def read_key(text: str) -> Key:
    """Read a key as policies write it: name, id and key with a plus sign in between.

    Raises:
        NoteError: it is none, its id is not its own, or it is of an unknown kind.
    """
    # The name holds no plus sign; the base64 of the key may.
    name, _, rest = text.partition("+")
    written_id, _, material = rest.partition("+")
    content = decode(material)
    if not name or content[:1] not in {bytes([ED25519]), bytes([COSIGNATURE])}:
        raise NoteError(f"not an Ed25519 key: {text}")
    key = Key(name, content[0], content[1:])
    if len(key.public) != KEY_BYTES or key.key_id.hex() != written_id:
        raise NoteError(f"this key does not fit its id: {text}")
    return key


def read_note(content: bytes) -> Note:
    """Take a note apart into text and signatures.

    Raises:
        NoteError: it is none.
    """
    if len(content) > MAXIMUM_BYTES:
        raise NoteError("too long")
    text, blank, lines = content.rpartition(b"\n\n")
    if not blank or not lines.endswith(b"\n"):
        raise NoteError("no signatures")
    if any(byte < ord(" ") and byte != ord("\n") for byte in content):
        raise NoteError("control characters")
    try:
        content.decode()
        signed = lines.decode().split("\n")[:-1]
    except UnicodeDecodeError:
        raise NoteError("not UTF-8") from None
    return Note(text + b"\n", tuple(_signature(line) for line in signed))


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    content = decode(encoded)
    if dash != "—" or not name or len(content) <= len(b"4321"):
        raise NoteError(f"not a signature line: {line}")
    return Signature(name, content[:4], content[4:])


def decode(text: str) -> bytes:
    """Decode standard base64, in the one way it can be written.

    Raises:
        NoteError: it is something else.
    """
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError(f"not base64: {text}") from None
    if base64.b64encode(content).decode() != text:
        raise NoteError(f"not base64 as it is written: {text}")
    return content


def is_right(text: bytes, signature: Signature, key: Key) -> bool:
    """Tell whether this key made this signature of this text."""
    content = signature.content
    message = text
    if key.kind == COSIGNATURE:
        message = cosigned(text, time_of(signature))
        content = content[TIME_BYTES:]
    if len(content) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(content, message)
    except InvalidSignature:
        return False
    return True


def time_of(cosignature: Signature) -> int:
    """Return when a witness signed, in seconds since 1970."""
    return int.from_bytes(cosignature.content[:TIME_BYTES], "big")


def cosigned(text: bytes, time: int) -> bytes:
    """Return what a witness signs."""
    return f"cosignature/v1\ntime {time}\n".encode() + text


def cosign(text: bytes, key: Key, private: Ed25519PrivateKey, time: int) -> str:
    """Return the signature line of a witness."""
    signature = time.to_bytes(TIME_BYTES, "big") + private.sign(cosigned(text, time))
    return f"— {key.name} {base64.b64encode(key.key_id + signature).decode()}\n"
