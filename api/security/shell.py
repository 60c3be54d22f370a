"""The outermost layer: names each request, guards its answer's headers, keeps the log."""

import time
from collections.abc import Iterator
from typing import Any, cast

from litestar import Request
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

from api.errors import answer
from api.forgetting import forget_requests
from api.people import Person
from api.rendering import STATE, TRACE, Trace
from api.request_log import report
from api.security.cookies import COOKIES
from api.security.headers import completed

UNSUCCESSFUL = 400


class Shell:
    """Wraps the application, so that no answer leaves without it; `references` name requests."""

    def __init__(self, app: ASGIApp, *, secure: bool, references: Iterator[str]) -> None:
        self._app = app
        self._secure = secure
        self._references = references

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; HEAD is answered as GET without its body."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        method = scope["method"]
        # The server looks at its own scope to see that HEAD has no body; so it keeps it.
        http = cast("HTTPScope", {**scope, "method": "GET"}) if method == "HEAD" else scope
        trace = Trace(next(self._references))
        http["state"][STATE] = trace
        TRACE.set(trace)
        http.setdefault("user", None)
        status = 0

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = self._guarded(message, http, trace)
            elif method == "HEAD" and message["type"] == "http.response.body":
                message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(message)

        try:
            await self._app(http, receive, guarded)
        except Exception as error:
            if status:
                raise  # Half an answer is out; the server can only hang up.
            await _answer(error, http, receive, guarded)
        finally:
            forget_requests()
            path = str(http.get("path_template") or "other")
            report(method, path, status, time.perf_counter() - began, trace.reference)

    def _guarded(
        self, message: HTTPResponseStartEvent, scope: HTTPScope, trace: Trace
    ) -> HTTPResponseStartEvent:
        person: Person | None = scope.get("user")
        headers = list(message["headers"])
        private = (person is not None and person.signed_in) or message["status"] >= UNSUCCESSFUL
        if trace.wrote is not None:
            headers.append((b"event-position", str(trace.wrote).encode()))
            if person is not None and person.via == "session":
                trace.cookies.append(COOKIES.written(trace.wrote))
        headers.extend((b"set-cookie", line.encode()) for line in trace.cookies)
        if trace.cookies:
            private = True
        headers.append((b"request-id", trace.reference.encode()))
        return {
            "type": "http.response.start",
            "status": message["status"],
            "headers": completed(headers, secure=self._secure, private=private),
        }


async def _answer(error: Exception, scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer what went wrong in a layer outside of litestar's own care."""
    request: Request[Any, Any, Any] = Request(scope, receive, send)
    response = answer(request, error).to_asgi_response(app=None, request=request)
    await response(scope, receive, send)
