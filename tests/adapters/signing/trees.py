"""Trees in memory that grow, shrink and lie, computed by RFC 6962's own recursion."""

from collections.abc import Sequence
from hashlib import sha256


def leaf(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = _half(len(leaves))
    return sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:])).digest()


def proof(old: int, leaves: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    half = _half(len(leaves))
    if old <= half:
        return [*proof(old, leaves[:half], whole=whole), root(leaves[half:])]
    return [*proof(old - half, leaves[half:], whole=False), root(leaves[:half])]


def _half(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


class ListedTree:
    """A tree over a list of entries, as of the event at its size."""

    def __init__(self, entries: Sequence[bytes] = ()) -> None:
        self.leaves = [leaf(entry) for entry in entries]

    def grow(self, *entries: bytes) -> "ListedTree":
        self.leaves += [leaf(entry) for entry in entries]
        return self

    @property
    def size(self) -> int:
        return len(self.leaves)

    @property
    def position(self) -> int:
        return self.size

    def root(self, size: int) -> bytes:
        return root(self.leaves[:size])

    def consistency(self, old: int, new: int) -> Sequence[bytes]:
        return proof(old, self.leaves[:new])


def counting(first: int, last: int) -> list[bytes]:
    """Entries that are numbers."""
    return [str(number).encode() for number in range(first, last)]
