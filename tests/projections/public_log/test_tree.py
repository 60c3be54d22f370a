"""The tree over tiles gives the same hashes as RFC 6962 word for word."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.public_log import tree
from tests.projections.public_log import naive

REFERENCE = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
"""Roots over the first entries of the widely used test vectors of certificate logs."""

VECTORS = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]


def grown(steps: Iterable[list[bytes]]) -> tuple[int, tree.Tile, dict[tuple[int, int], bytes]]:
    """Append in steps, each beginning from stored tiles only."""
    tiles: dict[tuple[int, int], bytes] = {}
    size = 0
    for entries in steps:
        edge = {level: tiles.get((level, number), b"") for level, number in tree.edge_of(size)}
        growing = tree.Growing(size, edge)
        growing.add(entries)
        size = growing.size
        tiles |= growing.tiles()
    return size, lambda level, number: tiles.get((level, number), b""), tiles


@pytest.mark.parametrize("size", REFERENCE)
def test_roots_are_the_reference_ones(size: int) -> None:
    found, tile, _ = grown([VECTORS[:size]])
    assert found == size
    assert tree.root(size, tile).hex() == REFERENCE[size]


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_roots_and_proofs_are_those_of_the_standard(data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.integers(0, 300), min_size=1, max_size=5))
    entries = [b"entry %d" % number for number in range(sum(steps))]
    cut, start = [], 0
    for step in steps:
        cut.append(entries[start : start + step])
        start += step
    size, tile, _ = grown(cut)
    assert size == len(entries)
    assert tree.root(size, tile) == naive.root(entries)
    if size:
        new = data.draw(st.integers(1, size))
        assert tree.root(new, tile) == naive.root(entries[:new])
        index = data.draw(st.integers(0, new - 1))
        assert tree.inclusion(index, new, tile) == naive.path(index, entries[:new])
        old = data.draw(st.integers(1, new))
        assert tree.consistency(old, new, tile) == naive.proof(old, entries[:new])


def test_the_tiles_of_seventy_thousand_entries_are_those_of_the_specification() -> None:
    _, tile, tiles = grown([[b"%d" % number for number in range(70_000)]])
    widths = {key: len(hashes) // tree.HASH for key, hashes in tiles.items()}
    assert widths[0, 272] == 256
    assert widths[0, 273] == 112
    assert widths[1, 0] == 256
    assert widths[1, 1] == 17
    assert widths[2, 0] == 1
    assert len(tiles) == 274 + 2 + 1
    assert tile(1, 0)[:32] == tree.root(256, tile)
    assert tile(2, 0) == tree.root(65_536, tile)


def test_only_the_right_edge_is_written_again() -> None:
    size, tile, _ = grown([[b"x"] * 70_000])
    edge = {level: tile(level, number) for level, number in tree.edge_of(size)}
    growing = tree.Growing(size, edge)
    growing.add([b"y"])
    assert set(growing.tiles()) == {(0, 273), (1, 1), (2, 0)}


@pytest.mark.parametrize("wrong", [(5, 5), (-1, 5), (0, 0)])
def test_there_is_no_proof_of_an_entry_outside(wrong: tuple[int, int]) -> None:
    _, tile, _ = grown([VECTORS])
    with pytest.raises(ValueError, match="entry"):
        tree.inclusion(*wrong, tile)
    with pytest.raises(ValueError, match="from"):
        tree.consistency(0, 5, tile)
