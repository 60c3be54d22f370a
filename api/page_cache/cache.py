"""The layer that answers from memory where it may."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from time import monotonic
from typing import Literal, Protocol, cast

from anyio import to_thread
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

from api.page_cache.asking import Asked, Key, asked
from api.page_cache.kept import OK, Complete, Given, Header, Kept, Rendered
from api.people import Person
from api.rendering import Past, trace_of
from api.security.cookies import COOKIES
from projections.model import Snapshot

FRESH = 0.3  # seconds for which bytes are given out without asking whether they still hold:
# with the time of a rendering nobody sees anything older than the second of ruling 8
SHARE = 0.25  # of the time of a process that looking sooner than that may take
MOST_SPARE = 0.25  # seconds that are saved up while nobody looks
MOST_DEBT = 1.0  # seconds, however many pages nobody had kept were rendered at a time
MOST_BYTES = 16 * 1024 * 1024  # packed: some thousand pages

Standing = Literal["current", "unsure", "over"]
Opened = Callable[[], AbstractContextManager[Snapshot]]


class Watched(Protocol):
    """Knows, without asking a database, where the read models stand."""

    @property
    def doubts(self) -> int:
        """How many names have gone without an event so far."""
        ...

    def holds(self, generation: int, position: int, past: Past | None = None) -> bool:
        """Tell whether what was read there is still the newest."""
        ...


class PageCache:
    """The layer that answers from memory where it may. Belongs to one event loop.

    What the application answers is completed by `complete` before it is kept.
    """

    def __init__(
        self,
        app: ASGIApp,
        watched: Watched,
        opened: Opened,
        clock: Callable[[], datetime],
        complete: Complete,
    ) -> None:
        self._app = app
        self._watched = watched
        self._opened = opened
        self._clock = clock
        self._complete = complete
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._rendering: dict[Key, asyncio.Event] = {}
        self._spare, self._counted = MOST_SPARE, monotonic()

    def at_hand(self, scope: HTTPScope) -> tuple[Given, str] | None:
        """Return what answers a GET without any waiting, and the pattern of its route.

        None for people with an account, and for what has to be looked up first.
        """
        listed = list(scope["headers"])
        headers = dict(listed)
        if len(headers) != len(listed) or b"authorization" in headers:
            return None  # Whatever was sent twice is read with care elsewhere.
        if COOKIES.name_somebody(headers.get(b"cookie", b"")):
            return None
        wish = asked(scope, headers)
        kept = self._kept.get(wish.key)
        if kept is None:
            return None
        standing = self._standing(kept, wish)
        if standing == "over":
            return None
        self._kept.move_to_end(wish.key)
        return _answer(kept, wish, standing), kept.route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or render, keep and answer."""
        if scope["type"] != ScopeType.HTTP or not _public(scope):
            await self._app(scope, receive, send)
            return
        wish = asked(scope, dict(reversed([*scope["headers"]])))
        if await self._gave(scope, wish, send):
            return
        if (rendering := self._rendering.get(wish.key)) is not None:
            await rendering.wait()
            if await self._gave(scope, wish, send):
                return
        await self._refresh(scope, wish, receive, send)

    async def _gave(self, scope: HTTPScope, wish: Asked, send: Send) -> bool:
        kept = self._kept.get(wish.key)
        standing: Standing = "over" if kept is None else self._standing(kept, wish)
        if kept is None or standing == "over":
            return False
        self._kept.move_to_end(wish.key)
        await _give(scope, kept, _answer(kept, wish, standing), send)
        return True

    def _standing(self, kept: Kept, wish: Asked) -> Standing:
        if kept.past is None and self._clock() >= kept.ends:
            return "unsure" if wish.key in self._rendering else "over"
        if self._watched.holds(kept.generation, kept.position, kept.past):
            return "current"
        if kept.position < wish.written:
            return "over"  # Whoever has written since is not shown what was before.
        now = monotonic()
        if now - kept.taken <= FRESH and (kept.past is not None or not self._can_spare(now)):
            return "unsure"
        return "unsure" if wish.key in self._rendering else "over"

    def _can_spare(self, now: float) -> bool:
        """Tell whether there is time to look although nothing is old yet.

        When little goes on, what has changed shows at once. In a storm it does so as often
        as a part of the time allows.
        """
        self._spare = min(MOST_SPARE, self._spare + SHARE * (now - self._counted))
        self._counted = now
        return self._spare > 0

    async def _refresh(self, scope: HTTPScope, wish: Asked, receive: Receive, send: Send) -> None:
        """Look whether what is kept is still current; if not, render."""
        done = asyncio.Event()
        self._rendering.setdefault(wish.key, done)
        began = monotonic()  # before the snapshot, so that nothing is taken for younger

        def end() -> None:
            """Let those who wait go on: bytes are kept, or there are none to be kept."""
            if not done.is_set():
                self._spare = max(-MOST_DEBT, self._spare - (monotonic() - began))
                if self._rendering.get(wish.key) is done:
                    del self._rendering[wish.key]
                done.set()

        try:
            kept = self._kept.get(wish.key)
            if kept is None or not await self._confirmed(kept, began):
                kept = await self._rendered(scope, wish, receive, send, end)
        finally:
            end()
        if kept is not None:
            await _give(scope, kept, _answer(kept, wish, "current"), send)

    async def _confirmed(self, kept: Kept, began: float) -> bool:
        """Look whether an answer is what would be rendered now; that costs far less."""
        over = self._clock() >= kept.ends or kept.doubts != self._watched.doubts
        shown = kept.shown
        if shown is None or over:
            return False

        def look() -> int | None:
            with self._opened() as now:
                same = now.generation == kept.generation and shown.stands(now)
                return now.position if same else None

        position = await to_thread.run_sync(look)
        if position is None:
            return False
        kept.confirmed(position, began)
        return True

    async def _rendered(
        self,
        scope: HTTPScope,
        wish: Asked,
        receive: Receive,
        send: Send,
        nothing_to_keep: Callable[[], None],
    ) -> Kept | None:
        """Let the application answer; return what is to be kept, not yet sent.

        Other answers go to whoever asked, at their pace; `nothing_to_keep` says so to the rest.
        """
        messages: list[Message] = []
        began, at, doubts = monotonic(), self._clock(), self._watched.doubts

        async def collect(message: Message) -> None:
            """Hold the answer back if it is one to keep; let every other one flow."""
            if (message["type"] == "http.response.start" and _shared(scope, message)) or messages:
                messages.append(message)
            else:
                nothing_to_keep()
                await send(message)

        await self._app(scope, receive, collect)
        if not messages:
            return None
        route = str(scope.get("path_template") or "")
        parts = _parts(messages)
        made = Rendered(trace_of(scope), route, *parts, began, at, doubts)
        kept = await to_thread.run_sync(Kept, made, self._complete)
        self._keep(wish.key, kept)
        return kept

    def _keep(self, key: Key, kept: Kept) -> None:
        old = self._kept.pop(key, None)
        self._bytes += _room(key, kept) - (_room(key, old) if old else 0)
        self._kept[key] = kept
        while self._bytes > MOST_BYTES:
            self._bytes -= _room(*self._kept.popitem(last=False))


def _room(key: Key, kept: Kept) -> int:
    """Return the bytes that an answer takes: its address is as long as whoever asks likes."""
    path, query, *_ = key
    return len(path) + len(query) + kept.size


def _public(scope: HTTPScope) -> bool:
    person: Person | None = scope.get("user")
    visitor = person is None or person.via == "nobody"
    return scope["method"] == "GET" and visitor and not trace_of(scope).cookies


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


def _answer(kept: Kept, wish: Asked, standing: Standing) -> Given:
    return kept.answer(wish.codings, wish.etags, unsure=standing == "unsure")


async def _give(scope: HTTPScope, kept: Kept, given: Given, send: Send) -> None:
    cast("dict[str, object]", scope)["path_template"] = kept.route
    await send({"type": "http.response.start", "status": given.status, "headers": [*given.headers]})
    await send({"type": "http.response.body", "body": given.body, "more_body": False})
