"""Nothing that is not public is in any public answer, whenever and however it is asked for."""

import random
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from tests.api.resources.city import Api, City, an_api
from tests.api.resources.document import document
from tests.api.resources.fates import FATES, Storyteller, Told
from tests.sizes import chosen

ELSEWHERE = re.compile(r"\{(?!proposal_id)[a-z]+_id\}")
"""Ids of what these stories have none of: their answers are held against the words too."""
NOBODY = str(UUID(int=0))
VIEWS = ("", "sort=supported", "sort=discussed", "sort=random&seed=3", "limit=100")


def public_paths() -> list[str]:
    """Return every GET that needs no account, as the description names it."""
    described: dict[str, Any] = document()["paths"]
    return [
        path for path, item in described.items() if "get" in item and {} in item["get"]["security"]
    ]


def addresses(told: Told, words: list[str], moments: list[int]) -> Iterator[str]:
    """Yield every way in which a text could be asked for."""
    ids = [str(each) for each in (*told.ideas, *told.remarks)]
    for path in public_paths():
        filled = ELSEWHERE.sub(lambda _: NOBODY, path.replace("{slug}", "gemeinsam"))
        filled = filled.replace("{year}", "2023")
        each = [filled.replace("{proposal_id}", one) for one in ids] if "{" in filled else [filled]
        for address in each:
            assert "{" not in address
            yield address
            yield from (f"{address}?as_of={moment}" for moment in moments)
    for view in VIEWS:
        yield f"/api/v1/proposals?limit=100&{view}"
    for word in words:
        yield f"/api/v1/proposals?q={word}&limit=100"
    for state in ("published", "merged", "withdrawn"):
        yield f"/api/v1/proposals?state={state}&limit=100"
    for idea in ids:
        yield f"/api/v1/audit/events?subject={idea}&limit=1000"
    yield "/feed.atom"
    yield "/feed.atom?process=gemeinsam"


async def answers(api: Api, told: Told, moments: list[int]) -> Iterator[str]:
    """Return what visitors and citizens are told, everywhere."""
    found: list[str] = []
    for address in addresses(told, [*told.nobody, *told.everybody], moments):
        for who in (None, "dora"):
            answer = await api.raw("GET", address, headers=api.city.headers(who))
            assert answer.status_code in {200, 404}, (address, answer.text)
            found.append(answer.text)
    return iter(found)


@pytest.mark.parametrize("seed", range(max(1, chosen().examples // 50)))
async def test_no_public_answer_holds_what_is_not_public(city: City, seed: int) -> None:
    story = Storyteller(city)
    dice = random.Random(seed)
    for fate in dice.sample(FATES, len(FATES)):
        fate(story)
        city.later(minutes=1)
    head = city.log.head().position
    moments = sorted(dice.sample(range(1, head), 4))
    async with an_api(city) as api:
        city.headers("dora")
        everything = "".join(await answers(api, story.told, moments))
    words = set(re.findall(r"Merkwort\d+x|Grundwort", everything))
    assert words & set(story.told.nobody) == set()
    assert words == set(story.told.everybody)
