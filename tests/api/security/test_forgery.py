"""No other site makes a visitor of ours do something (ASVS 3.5)."""

import httpx
import pytest

from api.security.identification import KnownPeople
from api.wiring import Parts
from domain.ports import VaultUnavailable
from tests.api.installation import HOME, account, signed_in, token_of

HERE = {"Sec-Fetch-Site": "same-origin"}
FORM = {"text": "Mehr Bänke"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": HOME}, 201),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://gemeinsam.example.evil.example"}, 403),
        ({"Origin": "https://["}, 403),
        ({"Referer": "https://[/de/page"}, 403),
        ({"Referer": f"{HOME}/de/page"}, 201),
        ({"Referer": "https://evil.example/gemeinsam.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HOME}, 403),
        ({}, 403),
    ],
)
async def test_forms_come_from_our_own_pages(
    visitor: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    answer = await visitor.post("/de/form", data=FORM, headers=headers)
    assert answer.status_code == status


async def test_a_form_of_somebody_signed_in_carries_the_token_of_its_session(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana = signed_in(parts, account(parts, "ana@example.org"))
    other = signed_in(parts, account(parts, "milo@example.org"))
    headers = ana.cookie

    async def status(**fields: str) -> int:
        answer = await visitor.post("/de/form", data={**FORM, **fields}, headers=headers)
        return answer.status_code

    assert await status() == 403
    assert await status(_csrf_token="guessed") == 403
    assert await status(_csrf_token=other.csrf) == 403
    assert await status(_csrf_token=ana.csrf) == 201


async def test_only_our_own_pages_get_a_text_back_while_nobody_can_be_recognised(
    visitor: httpx.AsyncClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise VaultUnavailable

    ana = signed_in(parts, account(parts, "ana@example.org"))
    text = "Eine Bank am Fluss, von der aus man die Fähre sieht"
    monkeypatch.setattr(KnownPeople, "recall", lambda *_: None)
    monkeypatch.setattr(KnownPeople, "find", away)
    for headers, shown in ((HERE, True), ({"Sec-Fetch-Site": "cross-site"}, False)):
        cookie = {**ana.cookie, **headers}
        answer = await visitor.post("/de/form", data={"text": text}, headers=cookie)
        assert (answer.status_code, text in answer.text) == (503, shown)
        assert answer.headers["retry-after"] == "5"


async def test_scripts_of_our_pages_send_the_token_in_a_header(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana = signed_in(parts, account(parts, "ana@example.org"))
    json = {"title": "Mehr Bänke"}
    without = await visitor.post("/api/v1/ideas", json=json, headers=ana.cookie)
    with_token = {**ana.cookie, "X-CSRF-Token": ana.csrf}
    given = await visitor.post("/api/v1/ideas", json=json, headers=with_token)
    foreign = {**with_token, "Sec-Fetch-Site": "cross-site"}
    from_elsewhere = await visitor.post("/api/v1/ideas", json=json, headers=foreign)
    statuses = (without.status_code, given.status_code, from_elsewhere.status_code)
    assert statuses == (403, 201, 403)


async def test_programs_with_a_bearer_token_need_neither(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    headers = token_of(parts, account(parts, "ana@example.org"))
    answer = await visitor.post("/api/v1/ideas", json={"title": "x"}, headers=headers)
    assert answer.status_code == 201


async def test_a_cookie_beside_a_bearer_token_does_not_count(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana, milo = account(parts, "ana@example.org"), account(parts, "milo@example.org", "moderator")
    headers = {**token_of(parts, ana), **signed_in(parts, milo).cookie}
    assert (await visitor.get("/api/v1/desk", headers=headers)).status_code == 403


async def test_reading_needs_no_token(visitor: httpx.AsyncClient, parts: Parts) -> None:
    cookie = signed_in(parts, account(parts, "ana@example.org")).cookie
    answer = await visitor.get("/de/mine", headers={**cookie, "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/api/v1/ideas", "application/json", 201),
        ("/api/v1/ideas", "application/json; charset=utf-8", 201),
        ("/api/v1/ideas", "text/plain", 415),
        ("/api/v1/ideas", "application/x-www-form-urlencoded", 415),
        ("/api/v1/ideas", "", 415),
        ("/de/form", "application/json", 415),
        ("/de/form", "text/plain", 415),
    ],
)
async def test_bodies_come_in_the_form_that_the_route_takes(
    visitor: httpx.AsyncClient, path: str, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind, **HERE}
    answer = await visitor.post(path, content=b'{"title": "x"}', headers=headers)
    assert answer.status_code == status
