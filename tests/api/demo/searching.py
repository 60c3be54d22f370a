"""Looks for anything personal in bytes."""

import base64
import re
import sys
from collections.abc import Iterable, Iterator
from uuid import UUID

WINDOW = 12
"""Characters: a shorter stretch of a text may be a word that a code has as well."""

_NAME = 5
"""Characters: shorter names are found in other words."""

_HALF = WINDOW // 2
"""Characters in a row that are looked for first, where a multiple of as many stand before them:
whatever stretches over a whole window has such a half in it, wherever it begins."""

_WORD = 8
"""Bytes in a row by which ids and secrets are looked for first, likewise."""

_NO_TEXT = "\N{REPLACEMENT CHARACTER}"
"""What bytes read as that are no text; no text has it, so no stretch reaches across it."""


class Searched:
    """Bytes in which to look, read as text too, whatever their capitals."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._text = data.decode("utf-8", "replace").casefold()
        self._readable = re.findall(f"[^{_NO_TEXT}]{{{WINDOW},}}", self._text)

    def fragments_of(self, texts: Iterable[str]) -> set[str]:
        """Return stretches of the texts that are in there."""
        folded = [text.casefold() for text in texts]
        wanted = {window for text in folded for window in _windows(text, WINDOW)}
        assert not any(_NO_TEXT in window for window in wanted)
        halves = {half for text in folded for half in _windows(text, _HALF)}
        return wanted.intersection(self._around(halves))

    def _around(self, halves: set[str]) -> Iterator[str]:
        """Yield the windows of what is searched that have one of these halves in them."""
        for text in self._readable:
            for at in range(0, len(text) - _HALF + 1, _HALF):
                if text[at : at + _HALF] in halves:
                    yield from _windows(text[max(at - _HALF, 0) : at + WINDOW], WINDOW)

    def names(self, names: Iterable[str]) -> set[str]:
        """Return names, or parts of them, that are in there."""
        parts = {part for name in names for part in [name, *name.split()] if len(part) >= _NAME}
        return {part for part in parts if part.casefold() in self._text}

    def numbers(self, numbers: Iterable[bytes]) -> set[str]:
        """Return ids and secrets that are in there, as bytes or written in any usual way."""
        ways = {way: number.hex() for number in numbers for way in _ways(number)}
        assert all(len(way) >= 2 * _WORD for way in ways)
        whole = len(self._data) // _WORD * _WORD
        met = {word for way in ways for word in _words(way)}.intersection(
            memoryview(self._data)[:whole].cast("Q")
        )
        return {
            number
            for way, number in ways.items()
            if not met.isdisjoint(_words(way)) and way in self._data
        }


def _words(way: bytes) -> Iterator[int]:
    for at in range(_WORD):
        yield int.from_bytes(way[at : at + _WORD], sys.byteorder)


def _windows(text: str, width: int) -> Iterator[str]:
    for at in range(len(text) - width + 1):
        yield text[at : at + width]


def _ways(number: bytes) -> Iterator[bytes]:
    yield number
    yield number.hex().encode()
    yield number.hex().upper().encode()
    yield base64.b64encode(number).rstrip(b"=")
    yield base64.urlsafe_b64encode(number).rstrip(b"=")
    if len(number) == len(UUID(int=0).bytes):
        yield str(UUID(bytes=number)).encode()
