"""The strategy as programs read it: everything public, nothing that waits or was refused."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.application import build
from domain.codes import MeasureId
from tests.api.applications import program_routes
from tests.api.pages.village import SLUG
from tests.api.resources.city import Api, a_city, problem
from tests.use_cases.strategy import whole_story
from tests.use_cases.strategy.county import County, a_county

HERE = f"/processes/{SLUG}"
UNKNOWN = "00000000-0000-0000-0000-0000000000ff"


@pytest.fixture(scope="module")
def county(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Let everything happen that a strategy can bring; the tests of this module only read."""
    folder = shutil.copytree(blank, tmp_path_factory.mktemp("strategy") / "data")
    with a_city(folder) as city:
        yield a_county(city)


@pytest.fixture(scope="module")
def fates(county: County) -> dict[str, MeasureId]:
    """Return measures by what became of them."""
    return whole_story.tell(county)


@pytest.fixture(scope="module")
def api(county: County, fates: dict[str, MeasureId]) -> Api:
    """Serve it."""
    assert fates
    return Api(build(county.town.parts, program_routes(county.town.parts.settings)), county.town)  # type: ignore[attr-defined, arg-type]  # a city is a town


async def ids(api: Api, path: str) -> list[str]:
    return [each["id"] for each in (await api.get(path))["items"]]


async def test_measures_are_listed_part_by_part_and_narrowed(
    api: Api, fates: dict[str, MeasureId]
) -> None:
    every = await api.walk(f"{HERE}/measures?limit=3")
    numbers = [each["number"] for each in every]
    assert numbers == sorted(set(numbers))
    assert len(every) >= 8
    assert await ids(api, f"{HERE}/measures?state=completed") == [str(fates["completed"])]
    assert str(fates["completed"]) in await ids(api, f"{HERE}/measures?year=2024")
    assert await ids(api, f"{HERE}/measures?year=2099") == []
    [amber] = [each for each in every if each["light"] == "amber"]
    assert amber["state"] == "completed"
    assert await ids(api, f"{HERE}/measures?light=amber") == []
    [red] = (await api.get(f"{HERE}/measures?light=red"))["items"]
    assert (red["state"], red["light"]) == ("in_implementation", "red")
    [field] = {each["action_field"] for each in every}
    assert len(await ids(api, f"{HERE}/measures?limit=100&action_field={field}")) == len(every)
    assert await ids(api, f"{HERE}/measures?action_field={UNKNOWN}") == []
    decisions = (await api.get(f"{HERE}/decisions?limit=1"))["next"]
    wrong = await api.ask(None, "GET", f"{HERE}/measures?cursor={decisions}")
    assert problem(wrong, 400, "Malformed")["fields"][0]["field"] == "cursor"
    missing = await api.ask(None, "GET", f"/measures/{UNKNOWN}")
    problem(missing, 404, "NotFound")


async def test_a_measure_tells_its_profile_its_decision_and_the_work(
    api: Api, county: County, fates: dict[str, MeasureId]
) -> None:
    told = await api.get(f"/measures/{fates['completed']}")
    assert (told["state"], told["title"]) == ("completed", "Räume online buchen")
    assert told["profile"]["own_share"] == 80_000_00
    assert told["profile"]["goals"] == [str(county.goal)]
    assert told["missing"] == []
    [decided] = told["submissions"]
    assert decided["outcome"] == "adopted"
    [first, *_, last] = told["places"]
    assert (first["place"]["first"], first["reason"]) == (1, None)
    assert last["reason"]
    [stone] = told["milestones"]
    assert stone["announced"] == stone["reached"] < stone["due"]
    assert [each["light"] for each in told["reports"]] == ["amber"]
    assert told["benefit"] == "120 Buchungen im Monat."
    assert told["licence"] == "CC-BY-4.0"
    [version] = (await api.get(f"/measures/{fates['completed']}/versions"))["items"]
    assert version["profile"] == told["profile"]
    scored = await api.get(f"/measures/{fates['completed']}/assessments")
    [group] = scored["groups"]
    assert (group["group"], group["quadrant"]) == ("workshop", "quick_win")
    assert scored["together"] == group["scores"]
    assert (await api.get(f"/measures/{fates['completed']}/statements"))["items"] == []


async def test_a_measure_is_shown_as_it_was(api: Api, fates: dict[str, MeasureId]) -> None:
    steps = [entry async for entry in _history(api, fates["completed"])]
    assert steps[0] == "proposed"
    assert steps[-1] == "completed"
    assert {"adopted", "planned", "in_implementation", "paused"} <= set(steps)


async def _history(api: Api, measure_id: MeasureId) -> Any:  # noqa: ANN401 - an asynchronous generator
    """Yield the states of a measure at every position from its first one on."""
    now = await api.get(f"/measures/{measure_id}")
    before = None
    for position in range(1, now["as_of"] + 1):
        answer = await api.ask(None, "GET", f"/measures/{measure_id}?as_of={position}")
        if answer.status_code == 200 and answer.json()["state"] != before:
            before = answer.json()["state"]
            yield before


async def test_decisions_tell_votes_corrections_and_repeals(
    api: Api, fates: dict[str, MeasureId]
) -> None:
    every = await api.walk(f"{HERE}/decisions?limit=4")
    assert len({each["id"] for each in every}) == len(every)
    assert await ids(api, f"{HERE}/decisions?result=deferred&limit=100") == [
        each["id"] for each in every if each["result"] == "deferred"
    ]
    [submission] = (await api.get(f"/measures/{fates['rejected']}"))["submissions"]
    told = await api.get(f"/decisions/{submission['decision']}")
    [correction] = told["corrections"]
    assert (correction["before"]["result"], correction["after"]["result"]) == (
        "unchanged",
        "rejected",
    )
    assert told["vote"] == {"yes": 12, "no": 12, "abstain": 3, "method": "open"}
    assert told["subjects"] == [{"kind": "measure", "id": str(fates["rejected"]), "version": 1}]
    [repealed] = [each for each in every if each["state"] == "repealed"]
    later = await api.get(f"/decisions/{repealed['repealed_by']}")
    assert later["repeals"] == [repealed["id"]]
    village = f"{HERE}/decisions?territory={whole_story.VILLAGE}"
    assert [each["territory"] for each in (await api.get(village))["items"]] == [
        whole_story.VILLAGE
    ]
    assert whole_story.CLOSED not in str(every)
    problem(await api.ask(None, "GET", f"/decisions/{UNKNOWN}"), 404, "NotFound")


async def test_the_inventory_holds_what_was_accepted(api: Api) -> None:
    items = await api.walk(f"{HERE}/inventory?limit=1")
    assert [each["title"] for each in items] == ["Repair-Café", "Repair-Café"]
    assert [each["source"] for each in items] == ["citizen", "office"]
    told = await api.get(f"/inventory/{items[0]['id']}")
    assert [step["kind"] for step in told["steps"]] == ["recorded", "accepted"]
    assert (await api.get(f"{HERE}/inventory?state=done"))["items"] == []
    assert (await api.get(f"{HERE}/gaps"))["items"] == []
    problem(await api.ask(None, "GET", f"/inventory/{UNKNOWN}"), 404, "NotFound")


async def test_plans_keep_former_versions_and_moves(api: Api, fates: dict[str, MeasureId]) -> None:
    years = (await api.get(f"{HERE}/plans"))["items"]
    assert [each["year"] for each in years] == [2024, 2025]
    told = await api.get(f"{HERE}/plans/2025")
    assert [each["version"] for each in told["releases"]] == [1, 2]
    assert told["releases"][1]["reason"] == "Es kostet weniger."
    this = await api.get(f"{HERE}/plans/2024")
    moved = [each for each in this["moves"] if each["kind"] == "moved"]
    assert [(each["old_first"], each["first"]) for each in moved] == [(1, 2)]
    assert {each["measure"] for each in this["moves"]} == {str(fates["completed"])}
    problem(await api.ask(None, "GET", f"{HERE}/plans/2099"), 404, "NotFound")


async def test_labs_workshops_and_grants(api: Api) -> None:
    [lab] = (await api.get(f"{HERE}/labs"))["items"]
    told = await api.get(f"/labs/{lab['id']}")
    assert [step["kind"] for step in told["steps"]] == ["opened", "extended"]
    assert told["announced"] < told["ends"]
    [walk] = (await api.get(f"{HERE}/workshops"))["items"]
    assert (walk["state"], walk["attendance"]) == ("confirmed", 120)
    assert (await api.get(f"/workshops/{walk['id']}"))["summary"] == "Voll."
    assert (await api.get(f"{HERE}/funding"))["items"] == []


async def test_mission_and_strategy_name_their_decisions(
    api: Api, fates: dict[str, MeasureId]
) -> None:
    mission = await api.get(f"{HERE}/mission")
    [version] = mission["versions"]
    assert mission["in_force"] == version["number"] == 1
    assert [each["text"] for each in version["paragraphs"]] == ["Wir teilen, was wir haben."]
    strategy = await api.get(f"{HERE}/strategy")
    assert strategy["state"] == "in_revision"
    [published] = strategy["versions"]
    assert published["measures"] == [{"measure": str(fates["completed"]), "version": 1}]
    decided = await api.get(f"/decisions/{published['decision']}")
    assert decided["state"] == "confirmed"
    assert [each["year"] for each in strategy["reports"]] == [2024]


async def test_nothing_private_is_told(api: Api, fates: dict[str, MeasureId]) -> None:
    lists = ("measures", "decisions", "inventory", "gaps", "workshops", "labs", "mission")
    for who in (None, "office"):
        said = [str(await api.get(f"{HERE}/{name}", who)) for name in lists]
        assert not [word for word in whole_story.PRIVATE if word in " ".join(said)]
    assert fates
