"""Every answer carries the security headers, whatever it is."""

import httpx
import pytest

from api.security.headers import POLICY

ANSWERS = {
    "/api/v1/everything": 200,
    "/de/page": 200,
    "/healthz": 200,
    "/openapi.json": 200,
    "/docs": 302,
    "/de/nowhere": 404,
    "/api/v1/nowhere": 404,
    "/static/nothing.css": 404,
    "/de/mine": 303,
    "/api/v1/desk": 401,
    "/api/v1/errors/refused": 409,
    "/de/errors/refused": 409,
    "/de/errors/bug": 500,
    "/api/v1/errors/no-vault": 503,
}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
async def test_every_answer_is_guarded(visitor: httpx.AsyncClient, path: str, status: int) -> None:
    answer = await visitor.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "set-cookie" not in answer.headers
    assert len(answer.headers["request-id"]) == 16


async def test_nobody_keeps_errors_and_everybody_asks_again_for_pages(
    visitor: httpx.AsyncClient,
) -> None:
    assert (await visitor.get("/de/nowhere")).headers["cache-control"] == "no-store"
    assert (await visitor.get("/de/page")).headers["cache-control"] == "no-cache"


async def test_head_answers_like_get_without_a_body(visitor: httpx.AsyncClient) -> None:
    asked = await visitor.get("/de/mine")
    headed = await visitor.head("/de/mine")
    assert (headed.status_code, headed.content) == (asked.status_code, b"")
    full = await visitor.get("/openapi.json")
    empty = await visitor.head("/openapi.json")
    assert empty.content == b""
    assert empty.headers["content-length"] == full.headers["content-length"]
