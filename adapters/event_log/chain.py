"""The hash chain over all rows of the log: docs/rules/event_log.md, rule L3."""

import struct
from collections.abc import Iterable
from hashlib import sha256

from domain.ports import Head, LogCorrupt

Row = tuple[int, bytes, int, str, bytes, bytes]
"""Position, stream, version, topic, state and hash of one stored event."""

EMPTY = Head(position=0, hash=bytes(32))
"""The end of a log without events; its hash is what the first row is chained to."""

_after_position = struct.Struct(">16sqi")
_position = struct.Struct(">q")


def body(stream: bytes, version: int, topic: str, state: bytes) -> bytes:
    """Return what a row's hash covers besides the previous hash and the position."""
    name = topic.encode()
    return _after_position.pack(stream, version, len(name)) + name + state


def link(previous: bytes, position: int, row_body: bytes) -> bytes:
    """Return the hash of the row with this body at this position."""
    return sha256(previous + _position.pack(position) + row_body).digest()


def verify(head: Head, rows: Iterable[Row]) -> Head:
    """Return the last of `rows` as the new head if all of them continue `head`.

    Raises:
        LogCorrupt: names the first position that is missing or does not fit.
    """
    expected, previous = head.position, head.hash
    for position, stream, version, topic, state, stored in rows:
        expected += 1
        if position != expected:
            raise LogCorrupt(expected, "the row is missing")
        if len(stream) != 16:  # noqa: PLR2004 - a stream id is a UUID
            raise LogCorrupt(position, "the stream is not a UUID")
        previous = link(previous, position, body(stream, version, topic, state))
        if previous != stored:
            raise LogCorrupt(position, "the stored hash is not that of the row")
    return Head(position=expected, hash=previous)
