"""RFC 6962 word for word: slow, and right at sight."""

from collections.abc import Sequence
from hashlib import sha256


def split(count: int) -> int:
    """Return the largest power of two below a count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root(entries: Sequence[bytes]) -> bytes:
    """MTH(D[n]) of section 2.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    middle = split(len(entries))
    return sha256(b"\x01" + root(entries[:middle]) + root(entries[middle:])).digest()


def path(index: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of section 2.1.1."""
    if len(entries) == 1:
        return []
    middle = split(len(entries))
    if index < middle:
        return [*path(index, entries[:middle]), root(entries[middle:])]
    return [*path(index - middle, entries[middle:]), root(entries[:middle])]


def proof(old: int, entries: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of section 2.1.2."""
    if old == len(entries):
        return [] if whole else [root(entries)]
    middle = split(len(entries))
    if old <= middle:
        return [*proof(old, entries[:middle], whole=whole), root(entries[middle:])]
    return [*proof(old - middle, entries[middle:], whole=False), root(entries[:middle])]
