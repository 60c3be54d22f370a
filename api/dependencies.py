"""Makes what api/provided.py promises, for each request."""

import hashlib
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import ExitStack
from datetime import datetime
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlencode

import anyio
from litestar.di import Provide
from litestar.types import HTTPScope

from api import keys, moments, people, ports
from api.people import AnyRequest, person_of
from api.provided import ReadModelsPort
from api.rendering import TRACE, language_of, trace_of, wants_page
from api.security.cookies import COOKIES, position_in
from api.security.forgery import FIELD, SAFE
from domain.messages import ContentRef
from domain.ports import Texts, VaultUnavailable
from domain.use_cases.carrying_out import Asking
from projections.model import Snapshot

PATIENCE = 1.0  # seconds for which a read waits for the session's own write
_MOST_FIELDS = 2_000  # of a form: answers to a few hundred ideas at once


class Visible:
    """Fulfils api.provided.VisiblePort for one request."""

    def __init__(self, read_models: ReadModelsPort, scope: HTTPScope) -> None:
        self._read_models = read_models
        self._trace = trace_of(scope)

    def wait(self, position: int) -> bool:
        self.note(position)
        return self._read_models.wait_for(position, PATIENCE)

    async def until(self, position: int) -> bool:
        return await anyio.to_thread.run_sync(self.wait, position)

    def note(self, position: int) -> None:
        self._trace.wrote = max(position, self._trace.wrote or 0)


def noting(scope: HTTPScope) -> Callable[[int], None]:
    """Return what notes the position of a write of this request."""
    trace = trace_of(scope)

    def note(position: int) -> None:
        trace.wrote = max(position, trace.wrote or 0)

    return note


async def provide_asking(request: AnyRequest) -> Asking:
    """Say who wishes something, and under which key it has one effect (I1)."""
    page = wants_page(request.scope)
    # Uploads are read once, by whoever parses them; their rows know themselves again.
    if request.method in SAFE or _is_upload(request):
        return asking_of(request.scope, None, None)
    body = await request.body()
    key, body = _form_key(body) if page else (request.headers.get(keys.HEADER), body)
    if key is not None and page:
        keys.require_readable(key, keys.FIELD)
    return asking_of(request.scope, key, body)


def asking_of(scope: HTTPScope, key: str | None, body: bytes | None) -> Asking:
    """Say who wishes something by a request; without a body it is no wish to remember."""
    person: people.Person = scope["user"]
    wish = b"" if body is None else f"{scope['method']} {scope['path']}\n".encode() + body
    return Asking(
        person=person.ref,
        at=person.at,
        level=person.level,
        channel="web" if wants_page(scope) else "api",
        key=key,
        request=hashlib.sha256(wish).digest() if wish else b"",
    )


def _is_upload(request: AnyRequest) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/form-data")


def _form_key(body: bytes) -> tuple[str | None, bytes]:
    """Take the key out of a form, and the token: a new session sends another one."""
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None, body  # Not such a form; whoever parses it says what is wrong.
    key = next((value for name, value in fields if name == keys.FIELD), None)
    # Fields of one name (the paragraphs of a text) all count, in their order.
    wish = [(name, value) for name, value in fields if name not in {keys.FIELD, FIELD}]
    return key or None, urlencode(sorted(wish, key=itemgetter(0))).encode()


class TracedTexts:
    """Opens texts, and notes when an answer had to do without some of them."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def open(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        try:
            return self._texts.open(refs)
        except VaultUnavailable:
            TRACE.get().incomplete = True
            raise

    def remembered(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        TRACE.get().incomplete = True
        return self._texts.remembered(refs)


def provide_person(request: AnyRequest) -> people.Person:
    """Hand over whom the identification layer found."""
    return person_of(request)


def provide_now(request: AnyRequest) -> datetime:
    """Hand over the request's one moment."""
    return person_of(request).at


def provide_language(request: AnyRequest) -> ports.Language:
    """Hand over the language of the answer."""
    return language_of(request.scope)


def per_request(read_models: ReadModelsPort) -> Mapping[str, Provide]:
    """Return what is made anew for each request, by the names handlers use."""

    def provide_visible(request: AnyRequest) -> Visible:
        return Visible(read_models, request.scope)

    async def provide_snapshot(request: AnyRequest) -> AsyncIterator[Snapshot]:
        seen = _seen(request)
        with ExitStack() as stack:
            # Opening reads the database and may wait; the event loop must not.
            snapshot = await anyio.to_thread.run_sync(_opened, read_models, seen, stack)
            trace = trace_of(request.scope)
            trace.read_at = (snapshot.generation, snapshot.position)
            try:
                yield snapshot
            finally:
                closing = stack.pop_all()
                with anyio.CancelScope(shield=True):
                    await anyio.to_thread.run_sync(closing.close)

    return {
        "asking": Provide(provide_asking),
        "language": Provide(provide_language, sync_to_thread=False),
        "now": Provide(provide_now, sync_to_thread=False),
        "person": Provide(provide_person, sync_to_thread=False),
        "snapshot": Provide(provide_snapshot),
        "visible": Provide(provide_visible, sync_to_thread=False),
        **moments.PROVIDED,
    }


def _seen(request: AnyRequest) -> int:
    """Return up to where the asking side has written: a browser's cookie, a program's header."""
    person = person_of(request)
    if person.via == "session":
        return COOKIES.position(request.scope)
    return position_in(request.headers.get("event-position", "")) if person.signed_in else 0


def _opened(read_models: ReadModelsPort, seen: int, stack: ExitStack) -> Snapshot:
    if seen:
        read_models.wait_for(seen, PATIENCE)
    return stack.enter_context(read_models.snapshot())


def constant(value: object) -> Provide:
    """Return a provider of one and the same thing."""

    def provide() -> Any:  # noqa: ANN401 - its type is the handler's annotation
        return value

    return Provide(provide, sync_to_thread=False)


Clock = Callable[[], datetime]
"""Tells the time, UTC."""
