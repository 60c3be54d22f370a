"""What machines ask: alive, ready, counters, and the description of the API."""

import io

import httpx
import pytest
import structlog

from api import errors, health, request_log
from api.application import build
from api.health import Check
from api.wiring import Parts
from domain.ports import LogUnavailable
from tests.api.installation import account, visiting


async def test_a_process_says_that_it_lives(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/healthz")).json() == {"status": "alive"}


async def test_a_server_is_ready_when_all_it_stands_on_answers(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    account(parts, "ana@example.org")
    answer = await visitor.get("/readyz")
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert checks.keys() == {"log", "vault", "read_models", "signer"}
    assert checks["read_models"]["detail"] == "1 behind"


async def test_it_is_not_when_the_log_is_away(
    visitor: httpx.AsyncClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise LogUnavailable("postgresql://user:password@host")

    monkeypatch.setattr(parts.log, "head", away)
    answer = await visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["log"] == {"ok": False, "detail": "LogUnavailable"}
    assert "password" not in answer.text


async def test_it_is_not_when_a_loop_has_failed(parts: Parts) -> None:
    broken = {"loops": lambda: Check(ok=False, detail="projections: ProjectionFailed")}
    async with visiting(build(parts, health.HANDLERS, broken)) as visitor:
        answer = await visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["loops"]["detail"] == "projections: ProjectionFailed"


async def test_counters_name_routes_and_nothing_personal(visitor: httpx.AsyncClient) -> None:
    await visitor.get("/de/errors/refused?email=ana@example.org")
    text = (await visitor.get("/metrics")).text
    assert 'path="/de/errors/{name}"' in text
    assert "refused" not in text
    assert "ana@example.org" not in text


async def test_the_log_of_requests_names_nothing_personal(
    visitor: httpx.AsyncClient,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A command of an earlier test may have led the log elsewhere, for good.
    lines = io.StringIO()
    fresh = structlog.wrap_logger(
        structlog.PrintLogger(lines), processors=[structlog.processors.JSONRenderer()]
    )
    for module in (request_log, errors):
        monkeypatch.setattr(module, "log", fresh)
    monkeypatch.setattr("api.logs.whole_lines", lambda: None)
    await visitor.post(
        "/de/form?token=s3cret",
        data={"email": "ana@example.org"},
        headers={"Cookie": "__Host-sid=c00kie", "Sec-Fetch-Site": "same-origin"},
    )
    await visitor.get("/de/errors/bug")
    printed = "".join((*capfd.readouterr(), lines.getvalue()))
    assert "/de/form" in printed
    for personal in ("s3cret", "ana@example.org", "c00kie", "jana@example.org", "127.0.0.1"):
        assert personal not in printed


async def test_the_description_names_problems_and_closed_bodies(visitor: httpx.AsyncClient) -> None:
    document = (await visitor.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert document["components"]["schemas"]["NewIdea"]["additionalProperties"] is False
    assert "/api/v1/ideas" in document["paths"]
    assert not [path for path in document["paths"] if path.startswith(("/de", "/healthz"))]


async def test_the_docs_lead_to_the_page_in_the_visitors_language(
    visitor: httpx.AsyncClient,
) -> None:
    german = await visitor.get("/docs")
    english = await visitor.get("/docs", headers={"Accept-Language": "en"})
    assert (german.status_code, german.headers["location"]) == (302, "/de/api")
    assert english.headers["location"] == "/en/api"
