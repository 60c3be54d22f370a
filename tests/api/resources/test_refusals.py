"""What fails is told as problem+json, names what is wrong, and leaves nothing behind."""

from typing import Any
from uuid import UUID

import pytest

from domain.moderation import case_id_of
from tests.api.pages.village import SLUG
from tests.api.resources.city import BASE, SUBMIT, Api, City, problem

IDEA = {"title": "Rufbus am Abend", "body": "Nach 19 Uhr fährt hier nichts mehr."}
NOBODY = UUID(int=9)
JSON = "application/json"


def wrong_fields(told: dict[str, Any]) -> list[str]:
    return [wrong["field"] for wrong in told["fields"]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "  \n "}, "title"),
        ({"title": "\x00\u202e"}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": 7}, "title"),
        ({"title": None}, "title"),
        ({"body": "x" * 5001}, "body"),
        ({"action_field": "mobility"}, "action_field"),
        ({"territory": "Hachenburg"}, "territory"),
        ({"location": {"type": "Point", "coordinates": [200, 0]}}, "location.coordinates[0]"),
        ({"location": {"type": "Point", "coordinates": [7]}}, "location.coordinates"),
        ({"location": {"type": "Line", "coordinates": [7, 50]}}, "location.type"),
        ({"location": {"type": "Point", "coordinates": [7, 50], "crs": 1}}, "location"),
        ({"titel": "Rufbus"}, "titel"),
    ],
)
async def test_a_malformed_field_is_named(steady: Api, change: dict[str, Any], field: str) -> None:
    steady.city.person("ana")
    head = steady.city.log.head()
    told = problem(await steady.ask("ana", "POST", SUBMIT, {**IDEA, **change}), 400, "Malformed")
    assert wrong_fields(told) == [field]
    assert steady.city.log.head() == head


async def test_a_missing_field_is_named(steady: Api) -> None:
    told = problem(await steady.ask("ana", "POST", SUBMIT, {"title": "Rufbus"}), 400, "Malformed")
    assert wrong_fields(told) == ["body"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b'"\\ud800"',
        b"\xff\xfe",
        b'{"title": "\xff"}',
        b"[" * 10_000,
    ],
)
async def test_what_is_no_json_object_is_malformed(steady: Api, content: bytes) -> None:
    headers = {**steady.city.headers("ana"), "Content-Type": JSON}
    answer = await steady.raw("POST", BASE + SUBMIT, content=content, headers=headers)
    problem(answer, 400, "Malformed")


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json", ""],
)
async def test_only_json_is_understood(steady: Api, kind: str) -> None:
    headers = {**steady.city.headers("ana"), "Content-Type": kind}
    answer = await steady.raw("POST", BASE + SUBMIT, content=b"title=x", headers=headers)
    problem(answer, 415, "WrongContentType")


async def test_a_body_beyond_all_texts_is_not_read(steady: Api) -> None:
    large = {**IDEA, "body": "x" * 300_000}
    problem(await steady.ask("ana", "POST", SUBMIT, large), 413, "BodyTooLarge")

    async def endless() -> Any:  # noqa: ANN401 - an asynchronous iterator
        for _ in range(100):
            yield b" " * 10_000

    headers = {**steady.city.headers("ana"), "Content-Type": JSON}
    chunked = await steady.raw("POST", BASE + SUBMIT, content=endless(), headers=headers)
    problem(chunked, 413, "BodyTooLarge")
    support = f"{BASE}/proposals/{NOBODY}/support"
    useless = await steady.raw("PUT", support, content=b" " * 300_000, headers=headers)
    problem(useless, 413, "BodyTooLarge")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("sort=best", "sort"),
        ("state=rejected", "state"),
        ("channel=pigeon", "channel"),
        ("seed=-1", "seed"),
        ("action_field=mobility", "action_field"),
        ("territory=07", "territory"),
        (f"q={'x' * 201}", "q"),
        ("cursor=xx", "cursor"),
        ("cursor=%C3%A4", "cursor"),
        ("cursor=WyJuZXciLFsxLDIsM11d", "cursor"),
        ("cursor=" + "A" * 3000, "cursor"),
        ("as_of=yesterday", "as_of"),
        ("as_of=-1", "as_of"),
        ("as_of=2023-06-31", "as_of"),
        ("as_of=2023-06-19T12:00:00", "as_of"),
        ("as_of=0001-01-01T00:00:00%2B23:59", "as_of"),
        ("as_of=9999-12-31T23:59:59-23:59", "as_of"),
        ("as_of=%D9%A1", "as_of"),
        ("as_of=" + "9" * 19, "as_of"),
    ],
)
async def test_a_malformed_parameter_is_named(steady: Api, query: str, field: str) -> None:
    told = problem(await steady.ask(None, "GET", f"/proposals?{query}"), 400, "Malformed")
    assert wrong_fields(told) == [field]


async def test_a_cursor_of_another_order_is_not_one_of_this_list(api: Api, city: City) -> None:
    for name in ("ana", "ben"):
        city.published(city.process_id, name)
    cursor = (await api.get("/proposals?limit=1"))["next"]
    answer = await api.ask(None, "GET", f"/proposals?sort=supported&cursor={cursor}")
    assert wrong_fields(problem(answer, 400, "Malformed")) == ["cursor"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/nothing", None),
        ("POST", "/nothing", {}),
        ("GET", "", None),
        ("GET", "/processes/nothing", None),
        ("GET", "/processes/Nothing%00", None),
        ("POST", "/processes/nothing/proposals", IDEA),
        ("POST", "/processes/%F0%9F%9A%8C/proposals", IDEA),
        ("GET", "/proposals?process=nothing", None),
        ("GET", "/proposals?process=%00", None),
        ("GET", "/proposals/1", None),
        ("GET", f"/proposals/{NOBODY}", None),
        ("GET", f"/proposals/{NOBODY}/comments", None),
        ("PUT", f"/proposals/{NOBODY}/support", None),
        ("PUT", f"/proposals/{NOBODY}/opinion", {"choice": "agree"}),
        ("POST", f"/proposals/{NOBODY}/comments", {"body": "Gut."}),
        ("POST", "/reports", {"subject": {"kind": "comment", "id": str(NOBODY)}, "rule": "HR01"}),
        ("GET", f"/moderation/cases/{NOBODY}", None),
        ("POST", f"/moderation/cases/{NOBODY}/claim", None),
        ("POST", f"/moderation/cases/{NOBODY}/appeal", {"text": "Das war falsch."}),
    ],
)
async def test_what_there_is_not_is_unknown(
    steady: Api, method: str, path: str, body: dict[str, Any] | None
) -> None:
    # Moderators may do everything here but support and give opinions.
    answer = await steady.ask("moderator" if method != "PUT" else "ana", method, path, body)
    assert answer.status_code == 404, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("size", ["9" * 18, "9" * 19, "9223372036854775808", "9" * 19 + ".tsr"])
async def test_a_checkpoint_of_a_size_no_log_has_is_not_there(steady: Api, size: str) -> None:
    problem(await steady.raw("GET", f"/public-log/checkpoints/{size}"), 404, "NotFound")


async def test_an_id_of_something_else_is_an_unknown_one(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    remark = city.comment(made)
    case = case_id_of(made, 1)
    for wrong in (remark, case, city.process_id):
        answer = await api.ask("ben", "PUT", f"/proposals/{wrong}/support")
        problem(answer, 404, "ProposalUnknown")
        assert (await api.ask("ben", "GET", f"/proposals/{wrong}")).status_code == 404
    for crossed_id in (made, remark):
        answer = await api.ask("moderator", "POST", f"/moderation/cases/{crossed_id}/claim")
        problem(answer, 404, "CaseUnknown")
    crossed = {"subject": {"kind": "comment", "id": str(made)}, "rule": "HR01"}
    problem(await api.ask("ben", "POST", "/reports", crossed), 404, "CommentUnknown")
    reply = {"body": "Gut.", "parent": str(case)}
    problem(
        await api.ask("ben", "POST", f"/proposals/{made}/comments", reply), 404, "CommentUnknown"
    )


async def test_the_rules_say_no_by_name(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    support = f"/proposals/{made}/support"
    own = problem(await api.ask("ana", "PUT", support), 409, "OwnProposal")
    assert own["detail"]
    staff = problem(await api.ask("moderator", "PUT", support), 403, "StaffDoNotVote")
    assert staff["facts"] == {"roles": ["moderator"]}
    opinion = await api.ask("ben", "PUT", f"/proposals/{made}/opinion", {"choice": "agree"})
    problem(opinion, 409, "AskedForSupportNotOpinion")
    city.later(days=60)
    over = problem(await api.ask("ana", "POST", SUBMIT, IDEA), 409, "PhaseIsOver")
    assert over["facts"] == {"ended": "2023-07-16T22:00:00Z"}


async def test_a_refusal_speaks_the_language_asked_for(api: Api, city: City) -> None:
    waiting = {"kind": "proposal", "id": str(city.submit(city.process_id).id)}
    notice = {"subject": waiting, "rule": "HR01"}
    said = set()
    for language in ("de", "en"):
        answer = await api.ask(None, "POST", "/reports", notice, accept_language=language)
        said.add(problem(answer, 409, "ProposalNotPublic")["title"])
    assert len(said) == 2


@pytest.mark.parametrize("header", ["Bearer gem_unknown", "Bearer", "Basic YTpi", "Bearer \xe4"])
async def test_an_unknown_token_is_nobody_everywhere(steady: Api, header: str) -> None:
    for method, path in (("GET", "/processes"), ("POST", "/reports"), ("GET", "/audit/events")):
        answer = await steady.raw(
            method, BASE + path, headers={"Authorization": header.encode("latin-1")}
        )
        problem(answer, 401, "NotSignedIn")
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("key", ["", " ", "a b", "ä", "x" * 256])
async def test_a_key_is_of_visible_signs(steady: Api, key: str) -> None:
    answer = await steady.raw(
        "POST",
        BASE + SUBMIT,
        json=IDEA,
        headers={**steady.city.headers("ana"), "Idempotency-Key": key.encode("utf-8")},
    )
    assert wrong_fields(problem(answer, 400, "Malformed")) == ["Idempotency-Key"]


async def test_a_key_is_looked_at_where_repeating_has_one_effect_anyway(steady: Api) -> None:
    receipt = f"/proposals/{UUID(int=9)}/receipt"
    answer = await steady.ask("ana", "DELETE", receipt, idempotency_key="")
    assert wrong_fields(problem(answer, 400, "Malformed")) == ["Idempotency-Key"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/processes", "GET, HEAD, OPTIONS, POST"),
        ("PATCH", f"/proposals/{NOBODY}", "GET, HEAD, OPTIONS"),
        ("GET", f"/proposals/{NOBODY}/support", "DELETE, OPTIONS, PUT"),
        ("GET", "/reports", "OPTIONS, POST"),
        ("DELETE", f"/proposals/{NOBODY}/comments", "GET, HEAD, OPTIONS, POST"),
    ],
)
async def test_a_method_that_is_not_there_names_those_that_are(
    steady: Api, method: str, path: str, allowed: str
) -> None:
    answer = await steady.ask(None, method, path)
    problem(answer, 405, "MethodNotAllowed")
    assert sorted(answer.headers["allow"].split(", ")) == allowed.split(", ")
    options = await steady.ask(None, "OPTIONS", path)
    assert (options.status_code, options.content) == (204, b"")
    assert options.headers["allow"] == allowed


async def test_head_is_get_without_its_body(steady: Api) -> None:
    for path in (BASE + "/processes", BASE + f"/processes/{SLUG}", "/feed.atom", "/openapi.json"):
        whole = await steady.raw("GET", path, headers={"Accept-Encoding": "identity"})
        head = await steady.raw("HEAD", path, headers={"Accept-Encoding": "identity"})
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.content))
    missing = await steady.raw("HEAD", BASE + "/nothing")
    assert (missing.status_code, missing.content) == (404, b"")


async def test_the_frameworks_own_addresses_are_closed(steady: Api) -> None:
    for path in ("/api/openapi", "/api/openapi/openapi.json", "/api/openapi/anything"):
        problem(await steady.raw("GET", path), 404, "NotFound")
