"""Roots and proofs against RFC 6962, written out in `log_files` word for word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemeinsam_verifier.source import tile_name, widths
from gemeinsam_verifier.tree import Tree, is_consistent, is_included, leaf_hash
from tests.verifier import log_files as reference

LEAVES = [leaf_hash(str(number).encode()) for number in range(1100)]

# The test vectors that the authors of RFC 6962 publish with their code.
ENTRIES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def tree_of(size: int) -> Tree:
    tree = Tree()
    for leaf in LEAVES[:size]:
        tree.append(leaf)
    return tree


def test_the_published_roots() -> None:
    tree = Tree()
    assert tree.root().hex() == ROOTS[0]
    for entry, expected in zip(ENTRIES, ROOTS[1:], strict=True):
        tree.append(leaf_hash(bytes.fromhex(entry)))
        assert tree.root().hex() == expected


def test_the_root_of_every_earlier_size() -> None:
    tree = tree_of(1100)
    for size in [*range(70), 255, 256, 257, 511, 512, 513, 768, 1023, 1024, 1025, 1100]:
        assert tree.root(size) == reference.root(LEAVES[:size])


def test_tiles_hold_the_hashes_of_full_tiles_below() -> None:
    tree = tree_of(1100)
    assert tree.tile(0, 1, 256) == b"".join(LEAVES[256:512])
    roots = [reference.root(LEAVES[start : start + 256]) for start in range(0, 1024, 256)]
    assert tree.tile(1, 0, 4) == b"".join(roots)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_inclusion_proof_and_none_besides(size: int) -> None:
    leaves = LEAVES[:size]
    root = reference.root(leaves)
    for index, leaf in enumerate(leaves):
        path = reference.inclusion(leaves, index)
        assert is_included(leaf, index, size, path, root)
        assert not is_included(leaf, index + 1, size, path, root)
        assert not is_included(leaf_hash(b"other"), index, size, path, root)
        assert not is_included(leaf, index, size, [*path, root], root)
        assert not path or not is_included(leaf, index, size, path[:-1], root)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_consistency_proof_and_none_besides(size: int) -> None:
    leaves = LEAVES[:size]
    root = reference.root(leaves)
    for old in range(size + 1):
        old_root, path = reference.root(leaves[:old]), reference.consistency(leaves, old)
        assert is_consistent(old, old_root, size, root, path)
        assert not is_consistent(old, old_root, size, root, [*path, root])
        if old:
            assert not is_consistent(old, leaf_hash(b"other"), size, root, path)
        if 0 < old < size:
            assert not is_consistent(old, old_root, size, leaf_hash(b"other"), path)
            assert not is_consistent(old, old_root, size, root, path[:-1])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_proof_with_one_bit_changed_is_none(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 300))
    old = data.draw(st.integers(1, size - 1))
    leaves = LEAVES[:size]
    path = reference.consistency(leaves, old)
    place = data.draw(st.integers(0, len(path) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = (int.from_bytes(path[place], "big") ^ 1 << bit).to_bytes(32, "big")
    path[place] = changed
    roots = reference.root(leaves[:old]), reference.root(leaves)
    assert not is_consistent(old, roots[0], size, roots[1], path)


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, "000"), (273, "273"), (1000, "x001/000"), (1234067, "x001/x234/067")],
)
def test_names_of_tiles(number: int, name: str) -> None:
    assert tile_name(number) == name


def test_the_tiles_of_seventy_thousand_entries() -> None:
    # The example of the tlog-tiles specification.
    assert list(widths(70_000))[-1] == (273, 112)
    assert list(widths(70_000 // 256))[-1] == (1, 17)
    assert list(widths(70_000 // 256**2)) == [(0, 1)]
