"""The part of DER that timestamps are written in, read strictly: one spelling for each value."""

from collections.abc import Iterator
from dataclasses import dataclass

BOOLEAN, INTEGER, OCTETS, NAME = 0x01, 0x02, 0x04, 0x06
TIME, SEQUENCE, SET = 0x18, 0x30, 0x31
LONG_TAG = 0x1F
LONG_LENGTH = 0x80
MOST_LENGTH_BYTES = 3
"""No value is longer than 16 MB."""


class NotDer(ValueError):
    """Bytes that are no DER, or not the values that were expected."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its tag, what is inside, and all its bytes."""

    tag: int
    content: bytes
    whole: bytes

    def parts(self) -> "Parts":
        """Return what is inside as values."""
        return Parts(self.content)


class Parts:
    """Values one after the other, to be taken in order."""

    def __init__(self, content: bytes) -> None:
        self._values = list(_split(content))

    def take(self, tag: int) -> Value:
        """Return the next value, which has to have this tag.

        Raises:
            NotDer: it has not, or there is none.
        """
        found = self.maybe(tag)
        if found is None:
            raise NotDer(f"expected {tag:#04x}")
        return found

    def maybe(self, tag: int) -> Value | None:
        """Return the next value if it has this tag."""
        if self._values and self._values[0].tag == tag:
            return self._values.pop(0)
        return None

    def each(self, tag: int) -> Iterator[Value]:
        """Return all that are left, which have to have this tag.

        Raises:
            NotDer: one has not.
        """
        while self._values:
            yield self.take(tag)

    def end(self) -> None:
        """Make sure that nothing is left.

        Raises:
            NotDer: something is.
        """
        if self._values:
            raise NotDer("something is left over")


def value(content: bytes, tag: int) -> Value:
    """Return the one value that some bytes are.

    Raises:
        NotDer: they are not exactly one with this tag.
    """
    parts = Parts(content)
    found = parts.take(tag)
    parts.end()
    return found


def written(tag: int, content: bytes) -> bytes:
    """Return a value as bytes."""
    size = len(content)
    if size < LONG_LENGTH:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, LONG_LENGTH | len(length)]) + length + content


def _split(content: bytes) -> Iterator[Value]:
    at = 0
    while at < len(content):
        head, size = _length(content, at)
        end = head + size
        if end > len(content):
            raise NotDer("cut off")
        found = Value(content[at], content[head:end], content[at:end])
        if found.whole != written(found.tag, found.content):
            raise NotDer("a length is not written in the shortest way")
        yield found
        at = end


def _length(content: bytes, at: int) -> tuple[int, int]:
    """Return where the content of the value at a place begins, and its length."""
    if at + 2 > len(content) or content[at] & LONG_TAG == LONG_TAG:
        raise NotDer("cut off, or a tag of several bytes")
    first = content[at + 1]
    if first < LONG_LENGTH:
        return at + 2, first
    count = first - LONG_LENGTH
    if not 0 < count <= MOST_LENGTH_BYTES:
        raise NotDer("a length without end, or too long")
    return at + 2 + count, int.from_bytes(content[at + 2 : at + 2 + count], "big")
