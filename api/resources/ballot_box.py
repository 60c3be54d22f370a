"""Takes plain votes of programs before the framework does (ruling 20).

Routing, guards, parameters and the shape of an answer are found out by the framework for
each request anew: for a vote that was a third of the processor's time. What is told here
is what every plain vote has in common; whatever is not plain goes on to `votes.py`, which
documents these routes and answers every mistake.
"""

import re
from collections.abc import Callable, Mapping
from uuid import UUID

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, ReceiveMessage, Scope, Send

from api import keys
from api.dependencies import asking_of, noting
from api.limiting import Allowances
from api.people import Person
from api.resources.schemas import NewOpinion
from api.voting import Voting, VotingBooth
from domain.codes import ProposalId
from domain.use_cases.carrying_out import Asking, Deciding, Platform
from domain.use_cases.supporting import opining, supporting, withdrawing_support

LARGEST_BODY = 256  # bytes; an opinion takes 20
_ADDRESS = re.compile(
    r"/api/v1/proposals/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(support|opinion)"
)
_ROUTES = {kind: f"/api/v1/proposals/{{proposal_id}}/{kind}" for kind in ("support", "opinion")}
_KEY = keys.HEADER.encode()
_opinion = msgspec.json.Decoder(NewOpinion)

Ask = Callable[[Platform, Asking, ProposalId], Deciding]
Headers = Mapping[bytes, bytes]


class BallotBox:
    """The layer before the framework that answers a program's plain vote by itself.

    A vote is plain if it bears a known token, has no query, and no body but a short
    opinion as JSON. Refusals and errors are raised to the shell, which answers them as the
    framework would.
    """

    def __init__(
        self, app: ASGIApp, voting: Voting, platform: Platform, allowances: Allowances
    ) -> None:
        self._app = app
        self._voting = voting
        self._platform = platform
        self._allowances = allowances

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a plain vote, hand everything else on.

        Raises what `VotingBooth.take` raises; then nothing was answered yet.
        """
        found = _address(scope)
        if found is None:
            await self._app(scope, receive, send)
            return
        http, headers, proposal_id, kind = found
        body, receive = await _read(headers, receive)
        ask = wished(http["method"], headers, kind, body)
        if ask is None:
            await self._app(scope, receive, send)
            return
        http["path_template"] = _ROUTES[kind]
        asking = asking_of(http, _key(headers), body)
        booth = VotingBooth(
            self._voting, self._platform, self._allowances, _person(http), asking, noting(http)
        )
        outcome = await booth.take(ask(self._platform, asking, proposal_id))
        await _answer(outcome.result, send)


def _address(scope: Scope) -> tuple[HTTPScope, Headers, ProposalId, str] | None:
    """Return which proposal a plain request is about, and which of its questions."""
    if scope["type"] != ScopeType.HTTP or scope["method"] not in {"PUT", "DELETE"}:
        return None
    http: HTTPScope = scope
    found = _ADDRESS.fullmatch(http["path"])
    if found is None or http["query_string"] or _person(http).via != "token":
        return None
    # Looking through all of them for each name took a twentieth of a vote. The first counts.
    headers = dict(reversed([*http["headers"]]))
    key = _key(headers)
    if not _is_short(headers) or (key is not None and not keys.is_readable(key)):
        return None
    return http, headers, _proposal(found[1]), found[2]


def _person(scope: HTTPScope) -> Person:
    person: Person = scope["user"]
    return person


def _proposal(text: str) -> ProposalId:
    # `UUID(text)` looks at each sign again, which takes five times as long.
    return ProposalId(msgspec.convert(text, UUID))


def _key(headers: Headers) -> str | None:
    found = headers.get(_KEY)
    return None if found is None else found.decode("latin-1")


def _is_short(headers: Headers) -> bool:
    """Tell whether the body is short and said to be; without a word of it there is none."""
    if b"transfer-encoding" in headers:
        return False
    length = headers.get(b"content-length") or b"0"
    return length.isdigit() and int(length) <= LARGEST_BODY


async def _read(headers: Headers, receive: Receive) -> tuple[bytes, Receive]:
    """Read a body, and return it with what lets somebody else read it once more."""
    if (headers.get(b"content-length") or b"0") == b"0":
        return b"", receive
    messages: list[ReceiveMessage] = []
    body = b""
    while True:
        message = await receive()
        messages.append(message)
        if message["type"] != "http.request":
            break
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    waiting = iter(messages)

    async def again() -> ReceiveMessage:
        message = next(waiting, None)
        return await receive() if message is None else message

    return body, again


def wished(method: str, headers: Headers, kind: str, body: bytes) -> Ask | None:
    """Return what a plain vote wishes; None if it is not that plain."""
    if method == "DELETE" or kind == "support":
        if body:
            return None
        if kind == "opinion":
            return lambda platform, asking, proposal: opining(platform, asking, proposal, None)
        return supporting if method == "PUT" else withdrawing_support
    if headers.get(b"content-type") != b"application/json":
        return None
    try:
        choice = _opinion.decode(body).choice
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return lambda platform, asking, proposal: opining(platform, asking, proposal, choice)


async def _answer(said: bytes, send: Send) -> None:
    """Send what was decided, which is stored as the JSON of `schemas.Said`."""
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(said)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": said, "more_body": False})
