"""Where the files of a log come from: a folder, or an address in the web."""

import gzip
import http.client
import io
import urllib.error
import urllib.request
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from gemeinsam_verifier.tree import WIDTH

AHEAD = 16
"""Files that are asked for before they are needed; bounds the memory."""

CONNECTIONS = 4
TIMEOUT = 30  # seconds

MAXIMUM_BYTES = 2**26
"""No honest file is longer: 256 entries of 64 KiB are a quarter of it."""

UNREADABLE = (OSError, EOFError, ValueError, zlib.error, http.client.HTTPException)
"""What asking a server raises if the address, the way there or the answer is no good."""

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Unreachable(Exception):
    """The file may exist, but cannot be read now; says nothing about the log."""


class Source(Protocol):
    """The files of one log."""

    def read(self, name: str) -> bytes | None:
        """Return a file, or None if there is none.

        Raises:
            Unreachable: it cannot be told.
        """

    def each(self, read: Callable[[Asked], Answer], asked: Iterable[Asked]) -> Iterator[Answer]:
        """Return `read` of each, in order, and a few of them ahead where that saves time."""


class Folder:
    """A log in a folder."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise Unreachable(f"{path} is not a folder")
        self._path = path

    def read(self, name: str) -> bytes | None:
        """Return a file, or None if there is none."""
        path = self._path / name
        try:
            if path.stat().st_size > MAXIMUM_BYTES:
                raise Unreachable(f"{name} is too long")
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise Unreachable(f"{name}: {error}") from None

    def each(self, read: Callable[[Asked], Answer], asked: Iterable[Asked]) -> Iterator[Answer]:
        """Return `read` of each, one after the other."""
        return map(read, asked)


class Web:
    """A log below an http or https address."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/") + "/"

    def read(self, name: str) -> bytes | None:
        """Return a file, or None if the server says that there is none."""
        headers = {"Accept-Encoding": "gzip, identity", "User-Agent": "gemeinsam-verify"}
        try:
            request = urllib.request.Request(self._address + name, headers=headers)  # noqa: S310 - http(s) only: `open_source`
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - as above
                content: bytes = answer.read(MAXIMUM_BYTES + 1)
                promised = answer.headers.get("Content-Length", "0")
                packed = answer.headers.get("Content-Encoding") == "gzip"
            if len(content) < min(int(promised), MAXIMUM_BYTES):
                # `read` does not say so itself, and half a file would look like a forged one.
                raise Unreachable(f"{name}: the connection was cut")
            content = _unpacked(content) if packed else content
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in {http.HTTPStatus.NOT_FOUND, http.HTTPStatus.GONE}:
                return None
            raise Unreachable(f"{name}: {error}") from None
        except UNREADABLE as error:
            raise Unreachable(f"{name}: {error}") from None
        if len(content) > MAXIMUM_BYTES:
            raise Unreachable(f"{name} is too long")
        return content

    def each(self, read: Callable[[Asked], Answer], asked: Iterable[Asked]) -> Iterator[Answer]:
        """Return `read` of each in order, a few at a time on their way."""
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            waiting: deque[Future[Answer]] = deque()
            try:
                for each in asked:
                    waiting.append(pool.submit(read, each))
                    if len(waiting) > AHEAD:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()


def _unpacked(content: bytes) -> bytes:
    """Unpack, but never more than a file may have: a few bytes can stand for many."""
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        return packed.read(MAXIMUM_BYTES + 1)


def open_source(place: str) -> Source:
    """Return the source for a folder or an address.

    Raises:
        Unreachable: it is neither.
    """
    if place.startswith(("http://", "https://")):
        return Web(place)
    return Folder(Path(place))


def tile_name(number: int) -> str:
    """Return `<N>` of tlog-tiles: 1234067 is x001/x234/067."""
    name = f"{number % 1000:03d}"
    while number := number // 1000:
        name = f"x{number % 1000:03d}/{name}"
    return name


def widths(count: int) -> Iterator[tuple[int, int]]:
    """Return number and width of each tile that so many hashes fill."""
    for number in range(-(-count // WIDTH)):
        yield number, min(WIDTH, count - number * WIDTH)


def read_tile(source: Source, kind: str, number: int, width: int) -> bytes | None:
    """Return a tile or bundle of this width, or the full one if only that is there.

    Raises:
        Unreachable: it cannot be read now.
    """
    name = f"tile/{kind}/{tile_name(number)}"
    if width < WIDTH:
        content = source.read(f"{name}.p/{width}")
        if content is not None:
            return content
    return source.read(name)
