"""Files that leave the house: what was asked for and nothing else, whole, and kept by nobody."""

import json

import pytest

from projections import feed
from tests.api.pages.village import SLUG
from tests.api.resources.city import BASE, Api, City, problem
from tests.api.resources.test_standing import away

TRAIL = f"{BASE}/audit/events.jsonl"
PROPOSALS = f"{BASE}/processes/{SLUG}/proposals"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("event=case.eaten", "event"),
        ("since=0001-01-01", "since"),
        ("until=9999-12-31", "until"),
        ("at=-1", "at"),
    ],
)
async def test_the_trail_is_not_told_whole_for_a_mistake(
    steady: Api, query: str, field: str
) -> None:
    rita = steady.city.headers("rita-auditor")
    for kind in ("csv", "jsonl"):
        answer = await steady.raw("GET", f"{BASE}/audit/events.{kind}?{query}", headers=rita)
        assert [wrong["field"] for wrong in problem(answer, 400, "Malformed")["fields"]] == [field]


async def test_the_trail_is_narrowed_to_a_process_however_it_is_named(api: Api, city: City) -> None:
    first = city.process_id
    head = city.log.head().position
    city.open_process("klima")
    rita = city.headers("rita-auditor")
    named = await api.raw("GET", f"{TRAIL}?process={SLUG}", headers=rita)
    entries = [json.loads(line) for line in named.text.splitlines()[1:]]
    assert {entry["process"] for entry in entries} == {str(first)}
    by_id = await api.raw("GET", f"{TRAIL}?process={first}", headers=rita)
    assert by_id.text.splitlines()[1:] == named.text.splitlines()[1:]
    before = await api.raw("GET", f"{TRAIL}?process=klima&at={head}", headers=rita)
    assert before.text.count("\n") == 1
    problem(await api.raw("GET", f"{TRAIL}?process=nothing", headers=rita), 404, "NotFound")


async def test_before_the_first_event_there_is_no_trail(steady: Api) -> None:
    rita = steady.city.headers("rita-auditor")
    [about] = (await steady.raw("GET", f"{TRAIL}?at=0", headers=rita)).text.splitlines()
    assert json.loads(about)["about"]["position"] == 0


async def test_nobody_keeps_a_file_that_was_given_to_a_person(steady: Api) -> None:
    rita = steady.city.headers("rita-auditor")
    for path, headers, kept in (
        (TRAIL, rita, "no-store"),
        (f"{PROPOSALS}.csv", rita, "no-store"),
        (f"{PROPOSALS}.csv", {}, "no-cache"),
    ):
        answer = await steady.raw("GET", path, headers=headers)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, kept)
        tag = {**headers, "If-None-Match": answer.headers["etag"]}
        same = await steady.raw("GET", path, headers=tag)
        assert (same.status_code, same.headers["cache-control"]) == (304, kept)


@pytest.mark.parametrize(
    "file",
    [
        "audit/events.csv",
        "audit/events.jsonl",
        *(
            f"processes/{SLUG}/{name}"
            for name in ("proposals.csv", "decisions.json", "plans.csv", "measures.geojson")
        ),
    ],
)
async def test_who_has_a_file_gets_nothing_again(steady: Api, file: str) -> None:
    rita = steady.city.headers("rita-auditor")
    whole = await steady.raw("GET", f"{BASE}/{file}", headers=rita)
    tag = {**rita, "If-None-Match": whole.headers["etag"]}
    same = await steady.raw("GET", f"{BASE}/{file}", headers=tag)
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == whole.headers["etag"]
    assert "content-type" not in same.headers


@pytest.mark.parametrize("kind", ["csv", "json"])
async def test_a_file_without_all_its_texts_is_not_given(
    api: Api, city: City, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    made = city.published(city.process_id)
    whole = await api.raw("GET", f"{PROPOSALS}.{kind}")
    assert b"Rufbus am Abend" in whole.content
    with city.parts.read_models.snapshot() as snapshot:
        title = feed.rows(snapshot, [made])[made].title
    assert title is not None
    away(monkeypatch)
    assert (await api.raw("GET", f"{PROPOSALS}.{kind}")).content == whole.content
    city.parts.texts.forget([title])
    answer = await api.raw("GET", f"{PROPOSALS}.{kind}")
    problem(answer, 503, "VaultUnavailable")
    assert answer.headers["retry-after"] == "5"
    monkeypatch.undo()
    assert (await api.raw("GET", f"{PROPOSALS}.{kind}")).content == whole.content
