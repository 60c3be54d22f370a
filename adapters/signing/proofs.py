"""Checks that a Merkle tree only grew (RFC 6962 2.1.2, in the steps of RFC 9162 2.1.4.2)."""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256().digest()
"""The root of a tree without entries."""


def grew(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Tell whether a proof shows that a tree, (size, root), is a prefix of another one."""
    (first, old_root), (second, new_root) = old, new
    if first > second:
        return False
    if first in (0, second):
        same = old_root == (EMPTY if first == 0 else new_root)
        return same and not proof
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, old_root)  # a full tree is a node of the larger one itself
    if not path:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    return _folded(path, node, last) == (old_root, new_root)


def _folded(path: list[bytes], node: int, last: int) -> tuple[bytes, bytes] | None:
    """Return both roots that follow from the path; None if it is too long or too short."""
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = joined(sibling, old), joined(sibling, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = joined(new, sibling)
        node, last = node >> 1, last >> 1
    return (old, new) if last == 0 else None


def joined(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()
