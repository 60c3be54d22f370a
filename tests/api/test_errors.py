"""Every refusal and every malformed request gets the promised answer, and no more."""

import json

import httpx
import pytest
from structlog.testing import capture_logs

from api.errors import STATUS
from api.problems import MEANINGS, responses
from api.supervision import traced
from api.wiring import Parts
from domain.messages import Refusal
from domain.people import PersonRef
from tests.api.installation import HOME, account, token_of

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("name", "status", "problem"),
    [
        ("refused", 409, "ProposalNotPublic"),
        ("forbidden", 403, "NotAllowed"),
        ("unknown", 404, "UnknownPerson"),
        ("moved", 409, "ConcurrentChange"),
        ("reused", 422, "CommandReused"),
        ("no-log", 503, "LogUnavailable"),
        ("no-vault", 503, "VaultUnavailable"),
        ("no-read-models", 503, "ReadModelsUnavailable"),
        ("bug", 500, "InternalError"),
    ],
)
async def test_programs_get_a_problem(
    visitor: httpx.AsyncClient, name: str, status: int, problem: str
) -> None:
    answer = await visitor.get(f"/api/v1/errors/{name}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == f"/problems/{problem}"
    assert body["status"] == status
    assert body["title"]
    assert body["reference"] == answer.headers["request-id"]
    assert "secret" not in answer.text
    assert "jana" not in answer.text


@pytest.mark.parametrize("name", ["refused", "forbidden", "unknown", "moved", "no-vault", "bug"])
async def test_people_get_a_page(visitor: httpx.AsyncClient, name: str) -> None:
    as_json = await visitor.get(f"/api/v1/errors/{name}")
    answer = await visitor.get(f"/de/errors/{name}")
    assert answer.status_code == as_json.status_code
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="de"' in answer.text
    assert "secret" not in answer.text
    assert "jana" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/errors/bug", "/de/errors/bug"])
async def test_what_nobody_foresaw_leaves_its_way_in_the_log_and_no_values(
    visitor: httpx.AsyncClient, path: str
) -> None:
    with capture_logs() as logs:
        answer = await visitor.get(f"{path}?q=jana")
    reference = answer.headers["request-id"]
    assert reference in answer.text
    (entry,) = (each for each in logs if each["event"] == "unforeseen")
    assert entry["reference"] == reference
    assert entry["error"] == "RuntimeError"
    assert entry["path"] == path.replace("bug", "{name}")
    assert entry["traceback"][-1] == "builtins.RuntimeError"
    assert any("tests.api.sample_routes" in line for line in entry["traceback"])
    assert "jana" not in json.dumps(logs)


def test_a_traceback_begins_with_the_cause() -> None:
    def look_up() -> str:
        return {"ben": "x"}["jana"]

    def fail() -> None:
        try:
            look_up()
        except KeyError as error:
            raise ValueError("jana@example.org") from error

    with pytest.raises(ValueError, match="jana") as caught:
        fail()
    lines = traced(caught.value)
    assert lines.index("builtins.KeyError") < lines.index("builtins.ValueError")
    assert sum(line.endswith(" fail") for line in lines) == 2
    assert sum(line.endswith(" look_up") for line in lines) == 1
    assert "jana" not in " ".join(lines)


async def test_a_refusal_says_why_in_the_language_asked_for(visitor: httpx.AsyncClient) -> None:
    path = "/api/v1/errors/refused"
    german = (await visitor.get(path)).json()
    english = (await visitor.get(path, headers={"Accept-Language": "en-GB, de;q=0.5"})).json()
    assert german["title"] == "Diese Idee ist nicht öffentlich"
    assert english["title"] not in {german["title"], ""}
    assert german["facts"] == english["facts"] == {"state": "hidden"}
    assert german["type"] == english["type"]


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        (f"{HOME}/de/ideas?q=bus", "/de/ideas?q=bus"),
        (f"{HOME}//evil.example/de", "/de/"),
        (f"{HOME}/\\evil.example", "/de/"),
        ("https://evil.example/de", "/de/"),
    ],
)
async def test_a_refusal_leads_back_to_a_page_of_ours(
    visitor: httpx.AsyncClient, came_from: str, back: str
) -> None:
    answer = await visitor.get("/de/errors/refused", headers={"Referer": came_from})
    assert f'href="{back}"' in answer.text
    assert "evil" not in answer.text


async def test_databases_that_are_away_say_when_to_come_back(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/api/v1/errors/no-log")).headers["retry-after"] == "5"
    assert (await visitor.get("/de/errors/no-vault")).headers["retry-after"] == "5"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"title": 3}', "title"),
        (b'{"votes": 1}', "title"),
        (b'{"title": "x", "votes": "many"}', "votes"),
        (b'{"title": "x", "colour": "red"}', "colour"),
        (b'{"title": ', ""),
        (b"", "data"),
        (b"[]", "data"),
        (b"\xff\xfe", ""),
    ],
)
async def test_malformed_bodies_name_the_field(
    visitor: httpx.AsyncClient, body: bytes, field: str
) -> None:
    answer = await visitor.post("/api/v1/ideas", content=body, headers=JSON)
    assert answer.status_code == 400, answer.text
    assert answer.json()["type"] == "/problems/Malformed"
    assert [wrong["field"] for wrong in answer.json()["fields"]] == [field]


async def test_bodies_beyond_the_limit_are_not_read(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/api/v1/ideas", json={"title": "x" * 300_000})
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/BodyTooLarge"


async def test_unknown_addresses_and_methods(visitor: httpx.AsyncClient) -> None:
    unknown = await visitor.get("/api/v1/nothing")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/NotFound")
    method = await visitor.delete("/api/v1/everything")
    assert (method.status_code, method.json()["type"]) == (405, "/problems/MethodNotAllowed")


@pytest.mark.parametrize("key", ["", "x" * 256, "two words", "ä"])
async def test_a_key_that_could_carry_words_is_refused(
    visitor: httpx.AsyncClient, key: str
) -> None:
    headers = {b"Idempotency-Key": key.encode()}
    answer = await visitor.post("/api/v1/ideas", json={"title": "x"}, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["fields"][0]["field"] == "Idempotency-Key"


async def test_the_limit_of_attempts_says_how_long_to_wait(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    headers = token_of(parts, account(parts, "ana@example.org"))
    for _ in range(5):
        answer = await visitor.post("/api/v1/attempts", headers=headers)
        assert answer.status_code == 201
    answer = await visitor.post("/api/v1/attempts", headers=headers)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "86400"
    assert answer.json()["facts"] == {"limited": "ideas", "retry_after": 86400}


def test_every_refusal_with_a_status_of_its_own_exists() -> None:
    import domain.catalogue  # noqa: F401, PLC0415 - loads every concept

    names = {kind.__name__ for kind in _all_refusals(Refusal)}
    assert set(STATUS) <= names


def _all_refusals(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind}.union(*(_all_refusals(each) for each in kind.__subclasses__()))


def test_documented_answers_are_those_that_are_given() -> None:
    documented = responses(*MEANINGS)
    assert documented.keys() == MEANINGS.keys()


async def test_a_program_asks_by_accept_language_whoever_lent_it_the_token(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    made = parts.identity.accounts.register(
        PersonRef(parts.new_id()),
        email="ann@example.org",
        of_age=True,
        at=parts.clock(),
        language="en",
    )
    token = token_of(parts, made)
    path = "/api/v1/errors/refused"
    german = await visitor.get(path, headers={**token, "Accept-Language": "de"})
    assert german.json()["title"] == "Diese Idee ist nicht öffentlich"
    silent = await visitor.get(path, headers=token)
    assert silent.json()["title"] == "This idea is not public"
