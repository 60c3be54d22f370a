"""How numbers, pseudonyms and commitments come out of secrets (docs/rules/secrets.md).

Pure functions. Changing one makes every stored number meaningless: each begins
with a label that carries a version, and a new scheme takes a new label.
"""

import base64
import hashlib
import hmac
import os
import unicodedata
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.messages import CommandKey, ContentRef
from domain.people import PersonRef, Pseudonym, VoterNumber

SECRET_BYTES = 32
NONCE_BYTES = 12  # what AES-GCM is specified for; it precedes the ciphertext

_uuids = msgspec.msgpack.Decoder(UUID)


def fresh_secret() -> bytes:
    """Return 32 random bytes fit for any key, salt or pepper of the vault."""
    return os.urandom(SECRET_BYTES)


def pseudonym(name_pepper: bytes, person_secret: bytes) -> Pseudonym:
    """Return the person's one name in the realm the pepper belongs to."""
    return Pseudonym(_uuid(name_pepper, b"bp/pseudonym/v1\0" + person_secret))


def read_reference(reading_key: bytes, person_secret: bytes) -> UUID:
    """Return under what the reading of a person's data is kept (docs/rules/audits.md)."""
    return _uuid(reading_key, b"bp/read/v1\0" + person_secret)


def voter_number(ballot_pepper: bytes, voter_secret: bytes, question: UUID) -> VoterNumber:
    """Return the number of one voter in one question of the pepper's process."""
    message = b"bp/nullifier/v1\0" + voter_secret + question.bytes
    return VoterNumber(_uuid(ballot_pepper, message))


def source_secret(source: str) -> bytes:
    """Return what stands in the place of a person's secret for an imported voter."""
    return hashlib.sha256(source.encode()).digest()


def marker(ballot_pepper: bytes, identifier: str) -> bytes:
    """Return under what a verified identifier is remembered as having voted."""
    return _keyed(ballot_pepper, b"bp/marker/v1\0" + identifier.encode())


def command_key(
    command_secret: bytes, person: PersonRef | None, key: str, request: bytes
) -> CommandKey:
    """Return the name of a wish; nobody's wishes have the all-zero person.

    The request is hashed with the secret as well: a bare hash of a short text
    would let anybody who holds the log confirm a guess after its erasure.
    """
    who = person.bytes if person is not None else bytes(16)
    return CommandKey(
        key=_keyed(command_secret, b"bp/command/v1\0" + who + key.encode()),
        digest=_keyed(command_secret, b"bp/request/v1\0" + request),
    )


def canonical(text: str) -> bytes:
    """Return the bytes a text is committed to: Unicode NFC, UTF-8."""
    return unicodedata.normalize("NFC", text).encode()


def commitment(salt: bytes, content: bytes) -> ContentRef:
    """Return the salted commitment that stands for a canonical text in events."""
    digest = hashlib.sha256(b"bp/content/v1\0" + salt + content).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def encrypt(key: bytes, ref: ContentRef, content: bytes) -> bytes:
    """Return nonce and AES-256-GCM ciphertext, bound to the reference."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, ref.encode())


def decrypt(key: bytes, ref: ContentRef, sealed: bytes) -> bytes:
    """Return the content.

    Raises:
        InvalidTag: the ciphertext was changed, or belongs to another reference.
    """
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], ref.encode())


def _keyed(key: bytes, message: bytes) -> bytes:
    # Not `hmac.digest`: it lets another thread run meanwhile, for whose turn a vote then waits.
    return hmac.new(key, message, "sha256").digest()


def _uuid(key: bytes, message: bytes) -> UUID:
    # A msgpack string of 16 bytes: `UUID(bytes=...)` takes five times as long.
    return _uuids.decode(b"\xc4\x10" + _keyed(key, message)[:16])
