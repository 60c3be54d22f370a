"""Looks for anything personal in bytes."""

import base64
import re
from collections.abc import Iterable, Iterator
from uuid import UUID

WINDOW = 12
"""Characters: a shorter stretch of a text may be a word that a code has as well."""

_NAME = 5
"""Characters: shorter names are found in other words."""

_BEGINNING = 8
"""Bytes by which an id or a secret is looked for first."""

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
        wanted = {window for text in texts for window in _windows(text.casefold())}
        assert not any(_NO_TEXT in window for window in wanted)
        return wanted.intersection(window for text in self._readable for window in _windows(text))

    def names(self, names: Iterable[str]) -> set[str]:
        """Return names, or parts of them, that are in there."""
        parts = {part for name in names for part in [name, *name.split()] if len(part) >= _NAME}
        return {part for part in parts if part.casefold() in self._text}

    def numbers(self, numbers: Iterable[bytes]) -> set[str]:
        """Return ids and secrets that are in there, as bytes or written in any usual way."""
        ways = {way: number.hex() for number in numbers for way in _ways(number)}
        # One look through all bytes for how any of them begins; few do, and those are read on.
        begun = {way[:_BEGINNING] for way in ways}.intersection(
            self._data[at : at + _BEGINNING] for at in range(len(self._data))
        )
        return {
            number
            for way, number in ways.items()
            if way[:_BEGINNING] in begun and way in self._data
        }


def _windows(text: str) -> Iterator[str]:
    for at in range(len(text) - WINDOW + 1):
        yield text[at : at + WINDOW]


def _ways(number: bytes) -> Iterator[bytes]:
    yield number
    yield number.hex().encode()
    yield number.hex().upper().encode()
    yield base64.b64encode(number).rstrip(b"=")
    yield base64.urlsafe_b64encode(number).rstrip(b"=")
    if len(number) == len(UUID(int=0).bytes):
        yield str(UUID(bytes=number)).encode()
