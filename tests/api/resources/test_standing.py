"""How answers may be kept and asked for again, and what holds when a database is away."""

import pytest

from adapters.vault.database import VaultDatabase
from domain.ports import VaultUnavailable
from domain.use_cases import contributing
from projections import feed
from tests.api.pages.village import SLUG
from tests.api.resources.city import BASE, Api, City, problem

PUBLIC = (
    f"{BASE}/processes",
    f"{BASE}/processes/{SLUG}",
    f"{BASE}/proposals",
    f"{BASE}/audit/events",
    "/feed.atom",
)


async def test_visitors_get_a_tag_and_then_no_bytes(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    paths = (*PUBLIC, f"{BASE}/proposals/{made}", f"{BASE}/proposals/{made}/comments")
    for path in paths:
        first = await api.raw("GET", path)
        tag = first.headers["etag"]
        assert str(city.log.head().position) in tag
        assert first.headers["cache-control"] == "no-cache"
        assert {"Accept-Encoding", "Cookie", "Authorization"} <= set(
            first.headers["vary"].split(", ")
        )
        again = await api.raw("GET", path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == tag


async def test_the_tag_changes_with_the_position(
    api: Api, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city.published(city.process_id)
    path = f"{BASE}/proposals/{made}"
    tag = (await api.raw("GET", path)).headers["etag"]
    contributing.give_support(city.platform, city.as_("ben"), made)
    # Bytes may be given out for a second whatever happens (ruling 8); it is over now.
    monkeypatch.setattr("api.page_cache.cache.FRESH", -1.0)
    await api.get("/processes", "ben")
    fresh = await api.raw("GET", path, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert fresh.headers["etag"] != tag
    assert fresh.json()["supports"] == 1


async def test_answers_to_people_are_kept_by_nobody(api: Api, city: City) -> None:
    headers = city.headers("ben")
    for path in PUBLIC:
        answer = await api.raw("GET", path, headers=headers)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    problem(await api.ask(None, "GET", "/nothing"), 404, "NotFound")


async def test_every_answer_is_told_not_to_be_taken_for_something_else(api: Api) -> None:
    for path in (*PUBLIC, f"{BASE}/nothing", "/openapi.json"):
        answer = await api.raw("GET", path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_while_the_vault_is_away_reading_goes_on_and_writing_waits(
    api: Api, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = city.published(city.process_id)
    second = city.published(city.process_id, "ben")
    assert (await api.get(f"/proposals/{first}"))["title"] == "Rufbus am Abend"
    with city.parts.read_models.snapshot() as snapshot:
        row = feed.rows(snapshot, [second])[second]
    city.parts.texts.forget([ref for ref in (row.title, row.body) if ref])
    away(monkeypatch)
    known = await api.get(f"/proposals/{first}?as_of=999")
    assert (known["title"], known["incomplete"]) == ("Rufbus am Abend", False)
    unknown = await api.get(f"/proposals/{second}")
    assert (unknown["title"], unknown["incomplete"]) == (None, True)
    listed = await api.get("/proposals")
    assert [item["title"] for item in listed["items"]] == [None, "Rufbus am Abend"]
    assert listed["incomplete"] is True
    notice = {"subject": {"kind": "proposal", "id": str(first)}, "rule": "HR05"}
    answer = await api.ask(None, "POST", "/reports", notice)
    problem(answer, 503, "VaultUnavailable")
    assert answer.headers["retry-after"] == "5"
    monkeypatch.undo()
    assert (await api.get(f"/proposals/{second}"))["title"] == "Rufbus am Abend"


def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no connection to the vault's database be had."""

    def refuse(_: VaultDatabase) -> None:
        raise VaultUnavailable

    monkeypatch.setattr(VaultDatabase, "reading", refuse)
    monkeypatch.setattr(VaultDatabase, "writing", refuse)
