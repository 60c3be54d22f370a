"""The Merkle tree of RFC 6962: roots, and the two proofs about it.

A tree keeps one hash for each entry (32 bytes) and the hashes of full tiles above,
so that the root at any earlier size can be told without reading again.
"""

import hashlib
from collections.abc import Sequence

HASH = 32
"""Bytes of a hash."""

WIDTH = 256
"""Hashes of a full tile."""

TILE_LEVELS = 8
"""Levels of the tree within one tile: 2 to the power of 8 is 256."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of what stands above two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _perfect_root(hashes: bytes) -> bytes:
    """Return the root over 1, 2, 4 ... hashes that follow each other."""
    while len(hashes) > HASH:
        pairs = range(0, len(hashes), 2 * HASH)
        hashes = b"".join(
            hashlib.sha256(b"\x01" + hashes[start : start + 2 * HASH]).digest() for start in pairs
        )
    return hashes


class Tree:
    """A tree that grows at its end."""

    def __init__(self) -> None:
        self.levels: list[bytearray] = [bytearray()]
        """Level 0 holds the hashes of entries, level n those of full tiles of level n - 1."""

    @property
    def size(self) -> int:
        """The number of entries."""
        return len(self.levels[0]) // HASH

    def append(self, leaf: bytes) -> None:
        """Let an entry follow, by its hash."""
        self.levels[0] += leaf
        number, bytes_of_tile = 0, WIDTH * HASH
        while len(self.levels[number]) % bytes_of_tile == 0:
            if number + 1 == len(self.levels):
                self.levels.append(bytearray())
            tile = bytes(self.levels[number][-bytes_of_tile:])
            self.levels[number + 1] += _perfect_root(tile)
            number += 1

    def tile(self, level: int, number: int, width: int) -> bytes:
        """Return the content that a tile must have."""
        start = number * WIDTH * HASH
        return bytes(self.levels[level][start : start + width * HASH])

    def root(self, size: int | None = None) -> bytes:
        """Return the root now, or as it was at an earlier size."""
        size = self.size if size is None else size
        if size == 0:
            return hashlib.sha256(b"").digest()
        roots, start = [], 0
        for height in reversed(range(size.bit_length())):
            if size >> height & 1:
                roots.append(self._subtree(start, height))
                start += 1 << height
        top = roots.pop()
        while roots:
            top = node_hash(roots.pop(), top)
        return top

    def _subtree(self, start: int, height: int) -> bytes:
        """Return the root over the 2 ** height entries from `start` on."""
        level = height // TILE_LEVELS
        first = (start >> TILE_LEVELS * level) * HASH
        length = (1 << height % TILE_LEVELS) * HASH
        return _perfect_root(bytes(self.levels[level][first : first + length]))


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Tell whether a path proves an entry to be in a tree (RFC 9162, 2.1.3.2)."""
    if index >= size:
        return False
    position, last, top = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            top = node_hash(step, top)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            top = node_hash(top, step)
        position, last = position >> 1, last >> 1
    return last == 0 and top == root


def is_consistent(
    old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> bool:
    """Tell whether a path proves that a tree only grew (RFC 9162, 2.1.4.2)."""
    if old_size > size:
        return False
    if old_size == size:
        return not path and old_root == root
    if old_size == 0:
        return not path
    # A tree of 1, 2, 4 ... entries is itself a node of the larger one.
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not steps:
        return False
    position, last = old_size - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_top = top = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old_top, top = node_hash(step, old_top), node_hash(step, top)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            top = node_hash(top, step)
        position, last = position >> 1, last >> 1
    return last == 0 and old_top == old_root and top == root
