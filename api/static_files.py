"""Style sheets, scripts and fonts: compressed once, kept in memory, cached by browsers."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qs

import anyio
import brotli  # type: ignore[import-untyped]  # the package brings no types
from litestar.enums import ScopeType
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

PREFIX = "/static/"
FOREVER = b"public, max-age=31536000, immutable"
ASKING = b"public, no-cache"
BROTLI_QUALITY = 9  # 11 takes seconds for the larger scripts and saves 4 %

TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PACKED = {".png", ".webp", ".woff2"}

Header = tuple[bytes, bytes]


class StaticFile:
    """One file in the forms in which browsers take it."""

    def __init__(self, path: Path) -> None:
        self._suffix = path.suffix
        self.plain = path.read_bytes()
        self.digest = hashlib.sha256(self.plain).hexdigest()[:12]
        self.media_type = TYPES.get(path.suffix, "application/octet-stream")

    @cached_property
    def forms(self) -> Mapping[bytes, bytes]:
        """Return the bytes by content coding; takes up to a second, the first time."""
        if self._suffix in _PACKED:
            return {b"": self.plain}
        return {
            b"br": brotli.compress(self.plain, quality=BROTLI_QUALITY),
            b"gzip": gzip.compress(self.plain, mtime=0),
            b"": self.plain,
        }


class StaticFiles:
    """The layer that answers `/static/`, before anybody is identified.

    Addresses with `?v=` and the file's digest are immutable; others are asked for
    again each time, and answered with 304 while they are the same. Modules import each other
    by plain names: kept for an hour they would be mixed with those of the next release.
    Files are read at start: a new one needs a restart.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._files = {
            f"{PREFIX}{path.relative_to(folder).as_posix()}": StaticFile(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a file; let everything else pass.

        Raises:
            NotFoundException: there is no such file.
            MethodNotAllowedException: files are only read.
        """
        if scope["type"] != ScopeType.HTTP or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        scope["path_template"] = PREFIX + "*"
        if scope["method"] != "GET":
            raise MethodNotAllowedException(headers={"Allow": "GET, HEAD"})
        file = self._files.get(scope["path"])
        if file is None:
            raise NotFoundException
        await _answer(scope, file, send)


async def _answer(scope: HTTPScope, file: StaticFile, send: Send) -> None:
    headers = dict(scope["headers"])
    etag = f'"{file.digest}"'.encode()
    common: list[Header] = [
        (b"etag", etag),
        (b"vary", b"Accept-Encoding"),
        (b"cache-control", FOREVER if _named(scope, file) else ASKING),
    ]
    if matches(headers.get(b"if-none-match", b""), etag):
        await _send(send, 304, common, b"")
        return
    forms = await anyio.to_thread.run_sync(lambda: file.forms)
    coding = chosen(headers.get(b"accept-encoding", b""), forms.__contains__)
    if coding:
        common.append((b"content-encoding", coding))
    body = forms[coding]
    common.append((b"content-type", file.media_type.encode()))
    common.append((b"content-length", str(len(body)).encode()))
    await _send(send, 200, common, body)


async def _send(send: Send, status: int, headers: list[Header], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _named(scope: HTTPScope, file: StaticFile) -> bool:
    """Tell whether the address names exactly these bytes."""
    return parse_qs(scope["query_string"].decode("latin-1")).get("v") == [file.digest]


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Tell whether the browser has it already; weak and strong tags compare alike (RFC 9110)."""
    if if_none_match.strip() == b"*":
        return True
    bare = etag.removeprefix(b"W/")
    return any(tag.strip().removeprefix(b"W/") == bare for tag in if_none_match.split(b","))


def chosen(accept_encoding: bytes, available: Callable[[bytes], bool]) -> bytes:
    """Return the best content coding that the browser takes; b"" for none."""
    accepted = {
        name.strip()
        for part in accept_encoding.lower().split(b",")
        for name, _, quality in [part.partition(b";")]
        if quality.replace(b" ", b"") not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}
    }
    return next(
        (coding for coding in (b"br", b"gzip") if coding in accepted and available(coding)), b""
    )
