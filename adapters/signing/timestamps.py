"""RFC 3161 timestamps of checkpoints: an outside service says that they existed.

What is stamped is the text of the checkpoint, the part that is signed. Replies are
stored as they come; `openssl ts -verify` checks them (docs/how-to/verify_the_log.md).
Request and status are a few bytes of DER, written here instead of by a library: the one
that is kept up refuses replies that openssl accepts.
"""

import hashlib
import re
import secrets
from urllib.parse import urlsplit

from adapters.signing.posting import NoAnswer, posted

_SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""AlgorithmIdentifier of SHA-256."""
_GRANTED = re.compile(rb"\x30(?:[\x00-\x7f]|\x81.|\x82..)\x02\x01[\x00\x01]", re.DOTALL)
"""PKIStatusInfo that begins with `granted` or `grantedWithMods`."""
_SHORT = 0x80
_OK = 200


class TimestampUnavailable(Exception):
    """The service does not answer, or refuses; ask again later."""


def stamped(url: str, text: str) -> bytes:
    """Return the service's reply about a text, DER.

    Plain http is as good as https here: the reply is signed.

    Raises:
        TimestampUnavailable: as it says.
    """
    nonce = secrets.token_bytes(8)
    request = query(text, nonce)
    try:
        status, reply = posted(urlsplit(url), request, "application/timestamp-query")
    except ValueError as error:
        raise TimestampUnavailable("its address is none") from error
    except NoAnswer as error:
        raise TimestampUnavailable(str(error)) from error
    if status != _OK:
        raise TimestampUnavailable(f"answered {status}")
    _check(reply, text, nonce)
    return reply


def query(text: str, nonce: bytes) -> bytes:
    """Return a TimeStampReq that asks for the service's certificate as well."""
    digest = hashlib.sha256(text.encode()).digest()
    imprint = _der(0x30, _SHA256 + _der(0x04, digest))
    return _der(0x30, b"\x02\x01\x01" + imprint + _number(nonce) + b"\x01\x01\xff")


def _check(reply: bytes, text: str, nonce: bytes) -> None:
    """Refuse what is visibly no answer to our question; the signature is the auditors' to check."""
    start = 2 if reply[1:2] < b"\x80" else 2 + (reply[1] & 0x7F)
    length = reply[1:2] if start == 2 else reply[2:start]  # noqa: PLR2004 - as above
    if len(reply) != start + int.from_bytes(length):
        # What is stored is stored for good, and half of it would look like a forged one.
        raise TimestampUnavailable("answered half of it, or more than one answer")
    if reply[:1] != b"\x30" or not _GRANTED.match(reply, start):
        raise TimestampUnavailable("refused")
    digest = hashlib.sha256(text.encode()).digest()
    if _der(0x04, digest) not in reply or _number(nonce) not in reply:
        raise TimestampUnavailable("answered another question")


def _number(data: bytes) -> bytes:
    """Return a positive INTEGER in its shortest form."""
    bare = data.lstrip(b"\x00") or b"\x00"
    return _der(0x02, (b"\x00" if bare[0] >= _SHORT else b"") + bare)


def _der(tag: int, content: bytes) -> bytes:
    """Return a value with tag and length; none here is longer than 127 bytes."""
    return bytes([tag, len(content)]) + content
