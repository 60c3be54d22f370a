"""Votes on the event loop: at once where everything is at hand, and never too many."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from api import voting
from domain.permissions import NotAllowed
from domain.use_cases.carrying_out import Asking
from domain.use_cases.recalling import Voting
from domain.use_cases.supporting import supporting
from tests.api.resources.city import Api, City, a_city, an_api, problem
from tests.use_cases.town import a_town


@pytest.fixture
def city(folder: Path) -> Iterator[City]:
    with a_city(folder) as opened:
        yield opened


@pytest.fixture
async def api(city: City) -> AsyncIterator[Api]:
    async with an_api(city) as opened:
        yield opened


async def test_too_many_votes_are_asked_to_come_back(
    city: City, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    process, _ = city.open_process(moderation="post")
    idea = city.submit(process, "ana").id
    monkeypatch.setattr(voting, "MOST_WAITING", 0)
    refused = await api.ask("ben", "PUT", f"/proposals/{idea}/support")
    problem(refused, 503, "TooBusy")
    assert int(refused.headers["retry-after"]) > 0
    monkeypatch.setattr(voting, "MOST_WAITING", 1)
    said = await api.write("ben", "PUT", f"/proposals/{idea}/support")
    assert said["says"] == "support"


async def test_votes_of_many_at_once_are_all_stored(tmp_path: Path) -> None:
    with a_town(tmp_path) as town:
        process, _ = town.open_process(moderation="post")
        ideas = [town.submit(process, name).id for name in ("ana", "ida")]
        people = [f"citizen {number}" for number in range(40)]
        taking = voting.Voting(Voting(town.platform))

        async def vote(name: str, idea: int) -> int:
            asking = town.as_(name)
            decide = supporting(town.platform, asking, ideas[idea])
            return (await taking.take(asking, decide)).position

        # The first vote of each has to be read for, the second is decided from memory.
        first = await asyncio.gather(*(vote(name, 0) for name in people))
        second = await asyncio.gather(*(vote(name, 1) for name in people))
        again = await asyncio.gather(*(vote(name, 1) for name in people))
        assert len({*first, *second}) == 2 * len(people)
        head = town.platform.log.head().position
        assert set(again) == {head}


def test_nobody_votes(tmp_path: Path) -> None:
    with a_town(tmp_path) as town:
        process, _ = town.open_process(moderation="post")
        idea = town.submit(process, "ana").id
        with pytest.raises(NotAllowed):
            supporting(town.platform, Asking(person=None, at=town.now), idea)
