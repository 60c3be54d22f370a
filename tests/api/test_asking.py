"""A wish has one effect however often it is sent, and people see what they have written."""

import httpx

from api.wiring import Parts
from tests.api.installation import HOME, account, signed_in, token_of

HERE = {"Sec-Fetch-Site": "same-origin"}


async def test_the_key_of_a_program_is_its_header(visitor: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "abc-123"}
    json = {"title": "Mehr Bänke"}
    first = await visitor.post("/api/v1/ideas", json=json, headers=headers)
    again = await visitor.post("/api/v1/ideas", json=json, headers=headers)
    other = await visitor.post("/api/v1/ideas", json={"title": "Licht"}, headers=headers)
    assert first.json()["key"] == "abc-123"
    assert first.json() == again.json()
    assert other.json()["request"] != first.json()["request"]


async def test_without_a_key_a_wish_is_new_each_time(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/api/v1/ideas", json={"title": "Mehr Bänke"})
    assert answer.json()["key"] is None


async def test_the_key_of_a_form_is_a_field_of_it(visitor: httpx.AsyncClient) -> None:
    async def request(**fields: str | list[str]) -> tuple[str, str]:
        answer = await visitor.post("/de/form", data=fields, headers=HERE)
        body = answer.json()
        return body["key"], body["request"]

    first = await request(text="Licht", command_id="k1")
    assert first[0] == "k1"
    assert await request(text="Licht", command_id="k1", _csrf_token="of a newer session") == first
    assert (await request(text="Lärm", command_id="k1"))[1] != first[1]
    assert (await request(command_id="k2", text="Licht"))[1] == first[1]
    several = await request(command_id="k3", text=["Licht", "Bank", ""])
    assert (await request(command_id="k3", text=["Lärm", "Bank", ""]))[1] != several[1]
    assert (await request(command_id="k3", text=["Bank", "Licht", ""]))[1] != several[1]


async def test_the_same_form_at_another_address_is_another_wish(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    headers = {**token_of(parts, account(parts, "ana@example.org")), "Idempotency-Key": "k"}
    first = await visitor.put("/api/v1/write", headers=headers)
    again = await visitor.put("/api/v1/write", headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    other = await visitor.post("/de/write", headers={**headers, "Content-Length": "0"})
    assert other.status_code in {201, 422}


async def test_a_write_says_its_position_and_later_reads_wait_for_it(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana = signed_in(parts, account(parts, "ana@example.org"))
    wrote = await visitor.post("/de/write", data={"_csrf_token": ana.csrf}, headers=ana.cookie)
    assert wrote.text == "True"
    position = wrote.headers["event-position"]
    assert int(position) == parts.log.head().position
    [seen] = wrote.headers.get_list("set-cookie")
    assert seen == (f"__Host-seen={position}; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax")
    cookie = {"Cookie": f"__Host-sid={ana.token}; __Host-seen={position}"}
    read = await visitor.get("/api/v1/everything", headers=cookie)
    assert read.json()["position"] >= int(position)


async def test_a_program_sends_the_position_back(visitor: httpx.AsyncClient, parts: Parts) -> None:
    headers = token_of(parts, account(parts, "ana@example.org"))
    wrote = await visitor.put("/api/v1/write", headers=headers)
    assert wrote.json() == {"seen": True}
    assert "set-cookie" not in wrote.headers
    read = await visitor.get(
        "/api/v1/everything", headers={**headers, "Event-Position": wrote.headers["event-position"]}
    )
    assert read.json()["position"] == int(wrote.headers["event-position"])


async def test_positions_nobody_can_have_seen_do_not_keep_readers_waiting_for_ever(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    headers = token_of(parts, account(parts, "ana@example.org"))
    for position in ("999999999999", "-1", "x", "9" * 40):
        answer = await visitor.get(
            "/api/v1/everything", headers={**headers, "Event-Position": position}
        )
        assert answer.status_code == 200


async def test_everything_provided_can_be_asked_for(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/api/v1/everything", headers={"Referer": HOME})
    assert answer.json() == {
        "channel": "api",
        "demo": False,
        "language": "de",
        "now": "2023-05-08T09:00:00+00:00",
        "position": 0,
        "roles": [],
        "via": "nobody",
    }
