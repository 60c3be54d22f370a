"""Kept pages hold until what they show changes, and no longer (ruling 8)."""

import asyncio

import httpx
import pytest

from api.page_cache import cache
from domain.codes import ProposalId
from domain.use_cases import configuring, supporting
from tests.api.installation import visiting
from tests.api.pages.village import SLUG, Village, Visits

FEED = f"/de/p/{SLUG}/ideas"


class Visitor:
    """Asks for pages again and again, as a browser does that keeps them."""

    def __init__(self, visits: Visits, village: Village) -> None:
        self._http = visiting(visits.app)
        self._village = village
        self._tags: dict[str, str] = {}

    async def again(self, path: str, **headers: str) -> int:
        """Ask for a page; 304 says that it is the one this visitor has."""
        parts = self._village.parts
        parts.runner.catch_up()
        parts.watching.look()
        known = {"If-None-Match": self._tags[path]} if path in self._tags else {}
        answer: httpx.Response = await self._http.get(path, headers={**known, **headers})
        assert answer.status_code in {200, 304}
        self._tags[path] = answer.headers["etag"]
        return answer.status_code


@pytest.fixture
def visitor(visits: Visits, village: Village, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Visit the pages of a village where there is always time for another look."""
    monkeypatch.setattr(cache, "SHARE", 1000.0)
    return Visitor(visits, village)


def support(village: Village, idea: ProposalId, *names: str) -> None:
    """Let people who were never seen before support an idea."""
    for name in names:
        supporting.give_support(village.platform, village.as_(name), idea)


async def test_a_vote_changes_the_pages_that_show_it_and_no_other(
    village: Village, visitor: Visitor
) -> None:
    process_id, _ = village.open_process()
    first, second, third = (village.published(process_id) for _ in range(3))
    support(village, first, "ben", "dora", "emil")
    support(village, second, "ben")
    pages = [FEED, f"/de/ideas/{first}", f"/de/ideas/{third}", f"/de/ideas/{second}"]
    assert [await visitor.again(page) for page in pages] == [200] * 4
    support(village, second, "fritz")
    # Neither the order of the three nor the highest number is another one now.
    assert [await visitor.again(page) for page in pages] == [200, 304, 304, 200]
    assert [await visitor.again(page) for page in pages] == [304] * 4


async def test_who_passes_an_idea_by_moves_its_rank(village: Village, visitor: Visitor) -> None:
    process_id, _ = village.open_process()
    first, second = village.published(process_id), village.published(process_id)
    support(village, first, "ben")
    assert await visitor.again(f"/de/ideas/{first}") == 200
    support(village, second, "ben", "dora")
    assert await visitor.again(f"/de/ideas/{first}") == 200


async def test_what_is_around_an_idea_changes_its_page(village: Village, visitor: Visitor) -> None:
    process_id, _ = village.open_process()
    page = f"/de/ideas/{village.published(process_id)}"
    assert await visitor.again(page) == 200
    village.person("somebody-new")  # registers, which shows nowhere
    assert await visitor.again(page) == 304
    configuring.define_field(
        village.platform, village.system(), process_id, configuring.NewField(name="Klima")
    )
    assert await visitor.again(page) == 200


async def test_whoever_wrote_since_is_not_given_what_was_looked_at_before(
    village: Village, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id)
    page = f"/de/ideas/{idea}"
    assert await visitor.again(page) == 200
    support(village, idea, "ben")
    written = village.log.head().position
    # As in a storm: nobody looks again for a while.
    monkeypatch.setattr(cache, "monotonic", lambda: -1.0)
    assert await visitor.again(page) == 304
    assert await visitor.again(page, Cookie=f"__Host-seen={written}") == 200


async def test_one_look_is_enough_for_many_visitors(
    village: Village, visitor: Visitor, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    process_id, _ = village.open_process()
    first, second = village.published(process_id), village.published(process_id)
    support(village, first, "ben", "dora")
    page = f"/de/ideas/{first}"
    assert await visitor.again(page) == 200
    support(village, second, "ben")
    village.parts.runner.catch_up()
    village.parts.watching.look()
    looks = []
    confirmed = cache.PageCache._confirmed  # noqa: SLF001 - what is counted is what nobody sees

    async def counted(self: cache.PageCache, *about: object) -> bool:
        looks.append(about)
        await asyncio.sleep(0.01)
        return await confirmed(self, *about)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(cache.PageCache, "_confirmed", counted)
    async with visiting(visits.app) as others:
        answers = await asyncio.gather(*(others.get(page) for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["etag"] for answer in answers}) == len(looks) == 1
