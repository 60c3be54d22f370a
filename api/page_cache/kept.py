"""One rendered answer, in the forms in which it is given out."""

import gzip
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from hashlib import blake2b

import brotli  # type: ignore[import-untyped]  # the package brings no types
import msgspec

from api.moments import today
from api.rendering import Past, Trace
from api.showing import Shown
from api.static_files import chosen, matches
from domain.phases import BERLIN

WORTH_PACKING = 800  # bytes
GZIP_LEVEL = 6
BROTLI_QUALITY = 5  # packs better than gzip and as fast
OK, NOT_MODIFIED = 200, 304
UNSURE = (b"cache-status", b"gemeinsam; hit; ttl=-1")
_PLAIN_LENGTH = (b"content-length", b"content-type", b"content-encoding")
_USUAL: Mapping[bytes, bytes] = {
    b"": b"",
    b"gzip, br": b"br",
    b"gzip, deflate": b"gzip",
    b"gzip, deflate, br": b"br",
    b"gzip, deflate, br, zstd": b"br",
}
"""What browsers write, and what they get: reading it each time costs more than the rest."""

Header = tuple[bytes, bytes]
Complete = Callable[[list[Header]], list[Header]]
"""Adds to the headers of an answer what every answer carries."""


class Given(msgspec.Struct, frozen=True):
    """An answer as it goes out."""

    status: int
    headers: list[Header]
    body: bytes


class Rendered(msgspec.Struct, frozen=True):
    """An answer as it came from the application. `began` is when, before its snapshot."""

    trace: Trace
    route: str
    headers: list[Header]
    body: bytes
    began: float
    at: datetime
    doubts: int


class Kept:
    """One rendered answer.

    `position` is where the read models stood when it was last known to be current, and
    `taken` when that was looked at; `ends` is when the day that it shows is over, or sooner a
    phase of it; `doubts` how many names had gone without an event (`Watching.distrust`).
    """

    def __init__(self, made: Rendered, complete: Complete) -> None:
        self.route = made.route
        self.generation, self.position = made.trace.read_at or (0, 0)
        self.taken = made.began
        self.past: Past | None = made.trace.past
        self.shown: Shown | None = made.trace.shown
        self.doubts = made.doubts
        day = today(made.at)
        midnight = datetime.combine(day + timedelta(days=1), time(), BERLIN)
        self.ends = min(midnight, made.trace.until or midnight)
        # What it is made of and what came of it: the same events rendered by another release
        # are another page, and nobody may be told that the one they have will do.
        made_of, came_out = _version(self, f"{day:%Y%m%d}"), _digest(made.body)
        self.etag = f'W/"{made_of}-{came_out}"'.encode()
        bodies = _packed(made.headers, made.body)
        self._answers = {
            coding: Given(OK, self._headers(made, complete, coding, len(body)), body)
            for coding, body in bodies.items()
        }
        self._plain = self._headers(made, complete, b"", len(made.body))
        bare = [each for each in self._plain if each[0] not in _PLAIN_LENGTH]
        self._same = Given(NOT_MODIFIED, bare, b"")

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return sum(len(given.body) for given in self._answers.values()) + 4000

    def confirmed(self, position: int, taken: float) -> None:
        """Note that it is still current."""
        self.position, self.taken = position, taken

    def answer(self, codings: bytes, etags: bytes, *, unsure: bool) -> Given:
        """Return what somebody gets who takes these codings and has these versions."""
        if etags and matches(etags, self.etag):
            given = self._same
        else:
            coding = _USUAL.get(codings)
            if coding is None or coding not in self._answers:
                coding = chosen(codings, self._answers.__contains__)
            given = self._answers.get(coding) or self._unpacked()
        if not unsure:
            return given
        return Given(given.status, [*given.headers, UNSURE], given.body)

    def _unpacked(self) -> Given:
        """Return what few ask for: kept beside, it would take three times the room of the rest."""
        return Given(OK, self._plain, gzip.decompress(self._answers[b"gzip"].body))

    def _headers(
        self, made: Rendered, complete: Complete, coding: bytes, length: int
    ) -> list[Header]:
        headers = [header for header in made.headers if header[0] != b"content-length"]
        headers.append((b"etag", self.etag))
        headers.append((b"vary", b"Accept-Encoding, Accept-Language, Cookie, Authorization"))
        if coding:
            headers.append((b"content-encoding", coding))
        headers.append((b"content-length", str(length).encode()))
        return complete(headers)


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=4).hexdigest()


def _version(kept: Kept, day: str) -> str:
    if kept.past is not None:
        return f"{kept.generation}-{kept.past.position}-{kept.past.mask}"
    if kept.shown is None:
        return f"{kept.generation}-{kept.position}-{day}"
    beside = kept.shown.beside
    also = "" if beside is None else f"-{zlib.crc32(repr(beside).encode()):08x}"
    return f"{kept.generation}-{kept.shown.position}-{day}{also}"


def _packed(headers: list[Header], body: bytes) -> Mapping[bytes, bytes]:
    """Return a body by content coding; as it is only where packing is not worth it."""
    kind = dict(headers).get(b"content-type", b"")
    if len(body) < WORTH_PACKING or not kind.startswith((b"text/", b"application/")):
        return {b"": body}
    return {
        b"br": brotli.compress(body, quality=BROTLI_QUALITY),
        b"gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
    }
