"""The Merkle tree of RFC 6962, kept as tiles of 256 hashes (C2SP tlog-tiles).

Tile level L holds hashes of complete subtrees of 256^L entries. Everything else, up to
the root of any size, follows from them.
"""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

WIDTH = 256
"""Hashes of a full tile, and entries of a full bundle."""

HASH = 32  # bytes
_BITS = 8  # binary levels of one tile

Tile = Callable[[int, int], bytes]
"""Gives the hashes of a tile by level and number, as many as there are by now."""

EMPTY = sha256(b"").digest()
"""The root of a log without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root_of_full(hashes: bytes) -> bytes:
    """Return the root over hashes side by side; their number is a power of two."""
    while len(hashes) > HASH:
        step = 2 * HASH
        hashes = b"".join(
            [
                sha256(b"\x01" + hashes[start : start + step]).digest()
                for start in range(0, len(hashes), step)
            ]
        )
    return hashes


class Growing:
    """The right edge of a tree while entries are added, and the tiles this changes.

    `edge` holds the unfinished tiles by level: what there is of those `edge_of` names.
    """

    def __init__(self, size: int, edge: Mapping[int, bytes]) -> None:
        self.size = size
        self._edge = [bytearray(edge.get(level, b"")) for level, _ in edge_of(size)]
        self._full: dict[tuple[int, int], bytes] = {}

    def add(self, entries: Iterable[bytes]) -> None:
        """Append entries, oldest first."""
        edge, full = self._edge or [bytearray()], WIDTH * HASH
        self._edge = edge
        lowest, size = edge[0], self.size
        for entry in entries:
            lowest += sha256(b"\x00" + entry).digest()
            size += 1
            if len(lowest) == full:
                self.size = size
                self._finish(0)
        self.size = size

    def tiles(self) -> dict[tuple[int, int], bytes]:
        """Return every tile that was finished or begun since, by level and number."""
        begun = {
            (level, self.size >> _BITS * (level + 1)): bytes(tile)
            for level, tile in enumerate(self._edge)
            if tile
        }
        return self._full | begun

    def _finish(self, level: int) -> None:
        tile = self._edge[level]
        self._full[level, (self.size >> _BITS * (level + 1)) - 1] = bytes(tile)
        if level + 1 == len(self._edge):
            self._edge.append(bytearray())
        self._edge[level + 1] += root_of_full(bytes(tile))
        tile.clear()
        if len(self._edge[level + 1]) == WIDTH * HASH:
            self._finish(level + 1)


def edge_of(size: int) -> list[tuple[int, int]]:
    """Return level and number of the tiles that the next entries may be added to."""
    levels = range(-(-size.bit_length() // _BITS))
    return [(level, size >> _BITS * (level + 1)) for level in levels]


def root(size: int, tile: Tile) -> bytes:
    """Return the root over the first `size` entries."""
    return _range(0, size, tile) if size else EMPTY


def inclusion(index: int, size: int, tile: Tile) -> list[bytes]:
    """Return the proof that an entry is in the tree of this size, leaf to root (RFC 6962, 2.1.1).

    Raises:
        ValueError: there is no such entry in a tree of this size.
    """
    if not 0 <= index < size:
        raise ValueError(f"entry {index} of {size}")
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_range(middle, end, tile))
            end = middle
        else:
            path.append(_range(begin, middle, tile))
            begin = middle
    return path[::-1]


def consistency(old: int, new: int, tile: Tile) -> list[bytes]:
    """Return the proof that the tree of size `new` begins with that of `old` (RFC 6962, 2.1.2).

    Raises:
        ValueError: the sizes are not ascending, or the old one is empty.
    """
    if not 0 < old <= new:
        raise ValueError(f"from {old} to {new}")
    begin, end, whole, path = 0, new, True, []
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(_range(middle, end, tile))
            end = middle
        else:
            path.append(_range(begin, middle, tile))
            begin, whole = middle, False
    if not whole:
        path.append(_range(begin, end, tile))
    return path[::-1]


def _split(count: int) -> int:
    """Return the largest power of two below a count."""
    return 1 << (count - 1).bit_length() - 1


def _range(begin: int, end: int, tile: Tile) -> bytes:
    """Return the root over entries `begin` to `end`; `begin` is where a subtree starts."""
    parts = []
    while begin < end:
        height = (end - begin).bit_length() - 1
        parts.append(_subtree(height, begin >> height, tile))
        begin += 1 << height
    found = parts.pop()
    while parts:
        found = node_hash(parts.pop(), found)
    return found


def _subtree(height: int, number: int, tile: Tile) -> bytes:
    """Return the root of a complete subtree of 2^height entries."""
    level, above = divmod(height, _BITS)
    first = number << above
    start = first % WIDTH * HASH
    return root_of_full(tile(level, first // WIDTH)[start : start + (HASH << above)])
