"""Opaque marks of the place where a list goes on: the sort key of its last row."""

import base64
import binascii
from collections.abc import Sequence

import msgspec

_LARGEST = 2**63 - 1
_decode = msgspec.json.Decoder(tuple[str, tuple[int, ...]]).decode


class UnreadableCursor(ValueError):
    """Not a cursor of ours, or one of a list in another order."""


def write(order: str, key: Sequence[int]) -> str:
    """Return the cursor that goes on after `key` in a list of this order."""
    packed = msgspec.json.encode((order, tuple(key)))
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read(cursor: str, order: str, length: int) -> tuple[int, ...]:
    """Return the key inside a cursor.

    Raises:
        UnreadableCursor: it is broken, too long, or of another order.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        written, key = _decode(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeError, msgspec.DecodeError) as error:
        raise UnreadableCursor(cursor) from error
    if written != order or len(key) != length or any(abs(part) > _LARGEST for part in key):
        raise UnreadableCursor(cursor)
    return key
