"""Plain votes are taken before the framework, and answered as it would answer them."""

from uuid import uuid4

import httpx
import msgspec
import pytest
from litestar.types import Receive, Scope, Send

from api.resources import ballot_box
from api.resources.ballot_box import BallotBox
from api.security import shell
from tests.api.resources.city import Api, City, problem

TOLD = ("content-type", "cache-control", "vary", "x-content-type-options", "retry-after")


class Wish(msgspec.Struct, frozen=True):
    """A request about an idea; `who` is completed by a number, so that nobody repeats it."""

    method: str
    kind: str
    body: bytes = b""
    headers: dict[str, str] = {}
    who: str = "citizen"
    question: str = "support"
    idea: str = ""
    taken: bool = True


JSON = {"content-type": "application/json"}
AGREE = b'{"choice":"agree"}'
WISHES = {
    "support": Wish("PUT", "support"),
    "no support": Wish("DELETE", "support"),
    "opinion where ideas are supported": Wish("PUT", "opinion", AGREE, JSON),
    "opinion": Wish("PUT", "opinion", AGREE, JSON, question="opinion"),
    "opinion taken back": Wish("DELETE", "opinion", question="opinion"),
    "with a key": Wish("PUT", "support", headers={"idempotency-key": "one"}),
    "own idea": Wish("PUT", "support", who="ana"),
    "staff": Wish("PUT", "support", who="olga-office"),
    "unknown idea": Wish("PUT", "support", idea=str(uuid4())),
    "unreadable key": Wish("PUT", "support", headers={"idempotency-key": " "}, taken=False),
    "unknown choice": Wish("PUT", "opinion", b'{"choice":"maybe"}', JSON, taken=False),
    "no JSON": Wish("PUT", "opinion", b"\xff", JSON, taken=False),
    "not called JSON": Wish("PUT", "opinion", AGREE, {"content-type": "text/plain"}, taken=False),
    "a body for nothing": Wish("PUT", "support", AGREE, JSON, taken=False),
    "a long body": Wish("PUT", "opinion", AGREE + b" " * 300, JSON, taken=False),
    "no proposal's id": Wish("PUT", "support", idea="7", taken=False),
    "another method": Wish("POST", "support", taken=False),
}


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the kinds of votes that were taken before the framework."""
    found: list[str] = []
    wish = ballot_box.wished

    def noting(*asked: object) -> object:
        ask = wish(*asked)  # type: ignore[arg-type]  # handed on as they came
        found.extend(["vote"] if ask else [])
        return ask

    monkeypatch.setattr(ballot_box, "wished", noting)
    return found


def told(answer: httpx.Response) -> tuple[object, ...]:
    """Return what a program learns from an answer, but for names that are new each time."""
    body = msgspec.json.decode(answer.content)
    body.pop("reference", None)
    headers = {name: answer.headers.get(name) for name in TOLD}
    return answer.status_code, body, headers, "event-position" in answer.headers


async def test_answers_are_those_of_the_framework(
    city: City, api: Api, taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ideas = {
        "support": str(city.submit(city.open_process("ideen", "support", "post")[0]).id),
        "opinion": str(city.submit(city.open_process("meinungen", "opinion", "post")[0]).id),
    }
    routes: list[str] = []
    monkeypatch.setattr(shell, "report", lambda *seen: routes.append(seen[1]))

    async def asked(wish: Wish, name: str) -> httpx.Response:
        who = f"{wish.who}-{name.replace(' ', '-')}" if wish.who == "citizen" else wish.who
        headers = city.headers(who) | wish.headers
        path = f"/api/v1/proposals/{wish.idea or ideas[wish.question]}/{wish.kind}"
        return await api.raw(wish.method, path, content=wish.body, headers=headers)

    directly = {}
    for name, wish in WISHES.items():
        directly[name] = told(await asked(wish, f"{name} 1"))
        assert bool(taken) == wish.taken, name
        taken.clear()
    directly_at = [*routes]
    monkeypatch.setattr(ballot_box, "_address", lambda _: None)
    routes.clear()
    for name, wish in WISHES.items():
        assert directly[name] == told(await asked(wish, f"{name} 2")), name
    assert directly_at == routes


async def test_what_nobody_signed_in_asks_goes_on(api: Api, city: City, taken: list[str]) -> None:
    idea = city.submit(city.process_id).id
    refused = await api.ask(None, "PUT", f"/proposals/{idea}/support")
    problem(refused, 401, "NotSignedIn")
    assert not taken


async def test_what_is_no_request_goes_on(city: City) -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        seen.append(scope["type"])

    async def nothing(*_: object) -> None:
        raise AssertionError("nothing is asked or answered")

    box = BallotBox(app, city.parts.voting, city.parts.platform, city.parts.allowances)
    await box({"type": "lifespan"}, nothing, nothing)  # type: ignore[arg-type]  # as little as there is
    assert seen == ["lifespan"]
