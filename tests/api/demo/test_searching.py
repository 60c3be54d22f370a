"""The search for personal data misses nothing, wherever in the bytes it begins."""

import pytest

from tests.api.demo.searching import WINDOW, Searched

SENTENCE = "Nach 19 Uhr fährt bei uns in Thalfang kein Bus mehr, und das seit Jahren."
ID = bytes(range(0x30, 0x40))
SECRET = bytes(range(0xA0, 0xC0))


@pytest.mark.parametrize("before", range(2 * WINDOW))
def test_a_stretch_of_a_text_is_found(before: int) -> None:
    stretch = SENTENCE[before : before + WINDOW]
    for around in ("#" * before, "\0" * before):
        searched = Searched(f"{around}{stretch.upper()}{around[:-1]}".encode())
        assert searched.fragments_of([SENTENCE]) == {stretch.casefold()}
    shorter = Searched(f"{'#' * before}{stretch[1:]}#".encode())
    assert shorter.fragments_of([SENTENCE]) == set()


def test_bytes_that_are_no_text_end_a_stretch() -> None:
    torn = SENTENCE[:6].encode() + b"\xff" + SENTENCE[6:12].encode()
    assert Searched(torn).fragments_of([SENTENCE]) == set()


@pytest.mark.parametrize("before", range(17))
@pytest.mark.parametrize(
    "written",
    [
        ID,
        b"30313233-3435-3637-3839-3a3b3c3d3e3f",
        b"303132333435363738393a3b3c3d3e3f",
        b"303132333435363738393A3B3C3D3E3F",
        b"MDEyMzQ1Njc4OTo7PD0+Pw",
        b"MDEyMzQ1Njc4OTo7PD0-Pw",
    ],
    ids=lambda written: written.decode(),
)
def test_an_id_is_found_in_every_way_to_write_it(written: bytes, before: int) -> None:
    assert Searched(b"\x00" * before + written).numbers([SECRET, ID]) == {ID.hex()}
    assert Searched(b"\x00" * before + written[:-1]).numbers([SECRET, ID]) == set()


@pytest.mark.parametrize("before", range(17))
def test_a_secret_is_found_between_others(before: int) -> None:
    assert Searched(b"\xa0" * before + SECRET + ID).numbers([SECRET, ID]) == {
        SECRET.hex(),
        ID.hex(),
    }
