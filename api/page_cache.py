"""Bytes of public answers, kept in memory and given to everybody who asks (rulings 7, 8, 23).

What a visitor without account sees is a function of the address and of the position
the read models were read at. So rendered bytes are kept under the address, carry that
position in their ETag, and may be given out

- as long as nothing they show has changed since, or
- for one second after their snapshot was taken, whatever happens: in a storm of
  votes there is one rendering a second and address, and everybody else gets bytes.

Some also show what day it is ("overdue for 3 days"): so what is shown of the present holds
until midnight at the latest, and its ETag names the day. Everything else that time brings
about is an event.

An answer to an earlier moment is a function of that moment P and of the mask M, the last
change of what may be read (ruling 4). It carries both in its ETag, and once P is over for
good it holds until M moves, whatever else happens.
"""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime
from time import monotonic

from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPResponseStartEvent,
    HTTPScope,
    Message,
    Receive,
    Scope,
    Send,
)

from api.moments import today
from api.people import Person
from api.rendering import Past, trace_of
from api.static_files import chosen, matches

FRESH = 1.0  # seconds for which bytes are given out without asking whether they still hold
MOST_BYTES = 64 * 1024 * 1024
WORTH_PACKING = 800  # bytes
OK = 200
GZIP_LEVEL = 6

Header = tuple[bytes, bytes]
Holds = Callable[[int, int, Past | None], bool]
"""Told generation, position and the earlier moment shown: whether that is still the newest."""


class Kept:
    """One rendered answer."""

    def __init__(
        self, scope: HTTPScope, taken: float, day: date, headers: list[Header], body: bytes
    ) -> None:
        trace = trace_of(scope)
        self.route = scope.get("path_template")
        self.generation, self.position = trace.read_at or (0, 0)
        self.taken = taken
        self.past = trace.past
        self.day = day
        self.etag = f'W/"{self._version()}"'.encode()
        kind = dict(headers).get(b"content-type", b"")
        self.bodies = {b"": body}
        if len(body) >= WORTH_PACKING and kind.startswith((b"text/", b"application/")):
            self.bodies[b"gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
        self.headers = [header for header in headers if header[0] != b"content-length"]

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return sum(map(len, self.bodies.values())) + 1000

    def _version(self) -> str:
        if self.past is None:
            return f"{self.generation}-{self.position}-{self.day:%Y%m%d}"
        return f"{self.generation}-{self.past.position}-{self.past.mask}"


class PageCache:
    """The layer that answers from memory where it may. Belongs to one event loop."""

    def __init__(self, app: ASGIApp, holds: Holds, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._holds = holds
        self._clock = clock
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._bytes = 0
        self._rendering: dict[tuple[str, ...], asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or render, keep and answer."""
        if scope["type"] != ScopeType.HTTP or not _public(scope):
            await self._app(scope, receive, send)
            return
        key = _key(scope)
        kept = self._kept.get(key)
        if kept is not None and (self._may_give(kept) or key in self._rendering):
            self._kept.move_to_end(key)
            await _give(scope, kept, send)
            return
        if (rendering := self._rendering.get(key)) is not None:
            await rendering.wait()
            kept = self._kept.get(key)
            if kept is not None and self._may_give(kept):
                await _give(scope, kept, send)
                return
        await self._render(key, scope, receive, send)

    def _today(self) -> date:
        return today(self._clock())

    def _may_give(self, kept: Kept) -> bool:
        if kept.past is None and kept.day != self._today():
            return False
        young = monotonic() - kept.taken <= FRESH
        return young or self._holds(kept.generation, kept.position, kept.past)

    async def _render(
        self, key: tuple[str, ...], scope: HTTPScope, receive: Receive, send: Send
    ) -> None:
        done = self._rendering.setdefault(key, asyncio.Event())
        messages: list[Message] = []
        # Before the snapshot, so that nothing is taken for younger.
        began, day = monotonic(), self._today()

        async def collect(message: Message) -> None:
            """Hold the answer back if it is one to keep; let every other one flow."""
            if (message["type"] == "http.response.start" and _shared(scope, message)) or messages:
                messages.append(message)
            else:
                await send(message)

        try:
            await self._app(scope, receive, collect)
            if messages:
                kept = Kept(scope, began, day, *_parts(messages))
                self._keep(key, kept)
        finally:
            self._rendering.pop(key, None)
            done.set()
        if messages:
            await _give(scope, kept, send)

    def _keep(self, key: tuple[str, ...], kept: Kept) -> None:
        old = self._kept.pop(key, None)
        self._bytes += kept.size - (old.size if old else 0)
        self._kept[key] = kept
        while self._bytes > MOST_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= dropped.size


def _public(scope: HTTPScope) -> bool:
    person: Person | None = scope.get("user")
    visitor = person is None or person.via == "nobody"
    return scope["method"] == "GET" and visitor and not trace_of(scope).cookies


def _key(scope: HTTPScope) -> tuple[str, ...]:
    """Return everything an anonymous answer may depend on besides the position."""
    headers = dict(scope["headers"])
    return (
        scope["path"],
        scope["query_string"].decode("latin-1"),
        _theme(headers.get(b"cookie", b"")),
        headers.get(b"hx-request", b"").decode("latin-1"),
        "" if scope["path"].startswith(("/de", "/en")) else _language(headers),
    )


def _theme(cookie: bytes) -> str:
    parts = (part.strip() for part in cookie.split(b";"))
    found = next((part for part in parts if part.startswith(b"theme=")), b"")
    return found.decode("latin-1")[:16]


def _language(headers: dict[bytes, bytes]) -> str:
    return headers.get(b"accept-language", b"").decode("latin-1")[:80]


def _shared(scope: HTTPScope, start: HTTPResponseStartEvent) -> bool:
    """Tell whether an answer is the same for everybody without an account."""
    trace = trace_of(scope)
    names = {name for name, _ in start["headers"]}
    personal = trace.cookies or b"set-cookie" in names or b"cache-control" in names
    complete = trace.read_at is not None and not trace.incomplete
    return start["status"] == OK and complete and not personal


def _parts(messages: list[Message]) -> tuple[list[Header], bytes]:
    """Return headers and body of an answer."""
    headers: list[Header] = []
    body = b""
    for message in messages:
        if message["type"] == "http.response.start":
            headers = list(message["headers"])
        elif message["type"] == "http.response.body":
            body += message["body"]
    return headers, body


async def _give(scope: HTTPScope, kept: Kept, send: Send) -> None:
    scope["path_template"] = kept.route or ""
    headers = dict(scope["headers"])
    answer = [*kept.headers, (b"etag", kept.etag)]
    answer.append((b"vary", b"Accept-Encoding, Accept-Language, Cookie, Authorization"))
    if matches(headers.get(b"if-none-match", b""), kept.etag):
        bare = [header for header in answer if not header[0].startswith(b"content-")]
        await send({"type": "http.response.start", "status": 304, "headers": bare})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    coding = chosen(headers.get(b"accept-encoding", b""), kept.bodies.__contains__)
    body = kept.bodies[coding]
    if coding:
        answer.append((b"content-encoding", coding))
    answer.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": OK, "headers": answer})
    await send({"type": "http.response.body", "body": body, "more_body": False})
