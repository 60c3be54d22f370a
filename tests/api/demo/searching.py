"""Looks for anything personal in bytes."""

import base64
from collections.abc import Iterable, Iterator
from uuid import UUID

WINDOW = 12
"""Characters: a shorter stretch of a text may be a word that a code has as well."""

_NAME = 5
"""Characters: shorter names are found in other words."""


class Searched:
    """Bytes in which to look, read as text too, whatever their capitals."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        text = data.decode("utf-8", "replace").casefold()
        self._text = text
        self._windows = {text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1)}

    def fragments_of(self, texts: Iterable[str]) -> set[str]:
        """Return stretches of the texts that are in there."""
        return {window for text in texts for window in _windows(text) if window in self._windows}

    def names(self, names: Iterable[str]) -> set[str]:
        """Return names, or parts of them, that are in there."""
        parts = {part for name in names for part in [name, *name.split()] if len(part) >= _NAME}
        return {part for part in parts if part.casefold() in self._text}

    def numbers(self, numbers: Iterable[bytes]) -> set[str]:
        """Return ids and secrets that are in there, as bytes or written in any usual way."""
        return {
            number.hex() for number in numbers if any(way in self._data for way in _ways(number))
        }


def _windows(text: str) -> Iterator[str]:
    folded = text.casefold()
    for at in range(len(folded) - WINDOW + 1):
        yield folded[at : at + WINDOW]


def _ways(number: bytes) -> Iterator[bytes]:
    yield number
    yield number.hex().encode()
    yield number.hex().upper().encode()
    yield base64.b64encode(number).rstrip(b"=")
    yield base64.urlsafe_b64encode(number).rstrip(b"=")
    if len(number) == len(UUID(int=0).bytes):
        yield str(UUID(bytes=number)).encode()
