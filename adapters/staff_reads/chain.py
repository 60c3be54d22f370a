"""The hash chain over staff reads (docs/rules/audits.md, Reading of personal data)."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from hashlib import sha256

from domain.reads import ReadsCorrupt, StaffRead

FIRST = bytes(32)
"""What the first row is chained to."""

_LABEL = b"bp/staff-read/v1\0"


def canonical(read: StaffRead) -> bytes:
    """Return what a row's hash covers: JSON with sorted keys and without spaces."""
    fields = {
        "at": read.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "kind": read.kind,
        "number": read.number,
        "purpose": read.purpose,
        "reader": str(read.reader),
        "role": read.role,
        "whom": None if read.whom is None else str(read.whom),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link(previous: bytes, read: StaffRead) -> bytes:
    """Return the hash of a row, given that of the one before."""
    return sha256(_LABEL + previous + canonical(read)).digest()


def verify(rows: Iterable[StaffRead]) -> Iterator[int]:
    """Recompute the chain from its first row, yielding numbers as it goes on.

    Raises:
        ReadsCorrupt: names the first number that is missing or does not fit.
    """
    previous = FIRST
    for expected, row in enumerate(rows, 1):
        if row.number != expected:
            raise ReadsCorrupt(expected, "the row is missing")
        previous = link(previous, row)
        if previous != row.hash:
            raise ReadsCorrupt(row.number, "the stored hash is not that of the row")
        yield row.number
