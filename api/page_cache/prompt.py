"""The outermost layer: answers from memory before anything else of a request is looked at."""

import time
from collections.abc import Iterator

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from api.page_cache.cache import PageCache
from api.request_log import report


class Prompt:
    """Gives out what the cache has at hand; what it has not goes the way of all requests.

    An answer leaves with the same headers and the same line in the log either way.
    """

    def __init__(self, app: ASGIApp, cache: PageCache, references: Iterator[str]) -> None:
        self._app = app
        self._cache = cache
        self._references = references

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at once, or hand the request on."""
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        found = self._cache.at_hand(scope)
        if found is None:
            await self._app(scope, receive, send)
            return
        given, route = found
        reference = next(self._references)
        headers = [*given.headers, (b"request-id", reference.encode())]
        await send({"type": "http.response.start", "status": given.status, "headers": headers})
        await send({"type": "http.response.body", "body": given.body, "more_body": False})
        report("GET", route, given.status, time.perf_counter() - began, reference)
