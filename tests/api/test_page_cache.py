"""Bytes of public pages are given out again while they hold, and to nobody else."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from litestar import Litestar, get
from litestar.response import Stream

from api.page_cache.cache import FRESH
from api.provided import Person, Snapshot, Texts
from api.wiring import Parts
from domain.messages import ContentRef
from domain.ports import VaultUnavailable
from tests.api.installation import Clock, account, served, signed_in, visiting
from tests.patience import PATIENCE

REF: ContentRef = "a" * 43


class Stopwatch:
    """The clock by which pages are young or old."""

    def __init__(self) -> None:
        self.seconds = 1000.0


watch = Stopwatch()


class Rendered:
    """Counts renderings, and can make them slow: `seconds` is what each takes."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    def hold(self) -> None:
        """Let renderings from now on wait for `go_on`."""
        self.begun.clear()
        self.go_on.clear()


rendered = Rendered()


@get(["/de/counted", "/en/counted"], include_in_schema=False, media_type="text/html")
async def counted(snapshot: Snapshot, person: Person) -> str:
    """Show a page, and count it."""
    rendered.count += 1
    mine = rendered.count
    watch.seconds += rendered.seconds
    rendered.begun.set()
    await rendered.go_on.wait()
    return f"<p>{mine} at {snapshot.position} for {person.name or 'everybody'}</p>" + "x" * 2000


@get("/de/without-vault", include_in_schema=False, media_type="text/html", sync_to_thread=True)
def without_vault(snapshot: Snapshot, texts: Texts) -> str:
    """Show a page from which texts are missing for a while."""
    rendered.count += 1
    try:
        return str(texts.open([REF])) + str(snapshot.position)
    except VaultUnavailable:
        return str(texts.remembered([REF]))


@get("/de/unread", include_in_schema=False, media_type="text/html", sync_to_thread=True)
def unread() -> str:
    """Show a page that reads nothing, so that nobody knows how long it holds."""
    rendered.count += 1
    return "<p>unread</p>"


@get("/de/download", include_in_schema=False)
async def download() -> Stream:
    """Give out a file that is not kept; the first one to ask reads slowly."""
    rendered.count += 1
    mine = rendered.count

    async def body() -> AsyncIterator[str]:
        yield "one half "
        if mine == 1:
            rendered.begun.set()
            await rendered.go_on.wait()
        yield "and the other"

    return Stream(body(), headers={"Cache-Control": "no-cache"}, media_type="text/csv")


@pytest.fixture(autouse=True)
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    """Let the cache look at a clock that stands still."""
    vars(watch).update(vars(Stopwatch()))
    monkeypatch.setattr("api.page_cache.cache.monotonic", lambda: watch.seconds)
    return watch


@pytest.fixture
async def app(parts: Parts) -> AsyncIterator[Litestar]:
    vars(rendered).update(vars(Rendered()))
    async with served(parts, [counted, without_vault, unread, download]) as application:
        yield application


async def write(parts: Parts, name: str = "ana") -> None:
    """Let something happen, so that pages may have changed."""
    account(parts, f"{name}@example.org")
    parts.runner.catch_up()
    parts.watching.look()


async def test_the_same_page_is_rendered_once(visitor: httpx.AsyncClient) -> None:
    answers = [await visitor.get("/de/counted") for _ in range(5)]
    assert rendered.count == 1
    assert len({answer.text for answer in answers}) == 1
    assert {answer.headers["etag"] for answer in answers} == {answers[0].headers["etag"]}


async def test_it_holds_until_something_happens(
    visitor: httpx.AsyncClient, parts: Parts, stopwatch: Stopwatch
) -> None:
    first = await visitor.get("/de/counted")
    stopwatch.seconds += 3600
    assert (await visitor.get("/de/counted")).text == first.text
    await write(parts)
    changed = await visitor.get("/de/counted")
    assert changed.text != first.text
    assert changed.headers["etag"] != first.headers["etag"]


async def test_what_another_release_shows_is_another_page(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    first = await visitor.get("/de/counted")
    # Nothing has happened since, but the page counts its renderings: it reads otherwise now.
    async with served(parts, [counted]) as next_release, visiting(next_release) as again:
        asked = {"If-None-Match": first.headers["etag"]}
        later = await again.get("/de/counted", headers=asked)
    assert (later.status_code, later.headers["etag"] != first.headers["etag"]) == (200, True)


async def test_nothing_is_given_out_after_midnight(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    """Overdue for 3 days: that is another sentence tomorrow, though nothing has happened."""
    assert isinstance(parts.clock, Clock)
    parts.clock.now = datetime(2023, 5, 8, 21, 59, 59, tzinfo=UTC)  # a second before midnight
    first = await visitor.get("/de/counted")
    assert (await visitor.get("/de/counted")).text == first.text
    parts.clock.advance(timedelta(seconds=1))
    asked = {"If-None-Match": first.headers["etag"]}
    later = await visitor.get("/de/counted", headers=asked)
    assert (later.status_code, rendered.count) == (200, 2)
    assert later.headers["etag"] != first.headers["etag"]


async def test_in_a_storm_it_is_given_out_for_a_second(
    visitor: httpx.AsyncClient, parts: Parts, stopwatch: Stopwatch
) -> None:
    """There is no time to spare after long renderings: answers get as old as they may."""
    rendered.seconds = 0.9 * FRESH
    await visitor.get("/en/counted")
    first = await visitor.get("/de/counted")
    await write(parts)
    again = await visitor.get("/de/counted")
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    assert again.headers["cache-status"] == "gemeinsam; hit; ttl=-1"
    stopwatch.seconds += 0.1 * FRESH + 0.01
    later = await visitor.get("/de/counted")
    assert later.text != first.text
    assert "cache-status" not in later.headers


async def test_out_of_a_storm_it_is_new_at_once(visitor: httpx.AsyncClient, parts: Parts) -> None:
    first = await visitor.get("/de/counted")
    await write(parts)
    assert (await visitor.get("/de/counted")).text != first.text


async def test_while_one_renders_the_others_get_the_old_page(
    visitor: httpx.AsyncClient, parts: Parts, stopwatch: Stopwatch
) -> None:
    first = await visitor.get("/de/counted")
    await write(parts)
    stopwatch.seconds += 2 * FRESH
    rendered.hold()
    slow = asyncio.create_task(visitor.get("/de/counted"))
    await rendered.begun.wait()
    for _ in range(3):
        assert (await visitor.get("/de/counted")).text == first.text
    rendered.go_on.set()
    assert (await slow).text != first.text
    assert rendered.count == 2


async def test_the_first_visitors_wait_for_one_rendering(visitor: httpx.AsyncClient) -> None:
    rendered.hold()
    together = [asyncio.create_task(visitor.get("/de/counted")) for _ in range(20)]
    await rendered.begun.wait()
    rendered.go_on.set()
    texts = {(await answer).text for answer in together}
    assert (rendered.count, len(texts)) == (1, 1)


async def test_who_has_it_gets_304_without_a_body(visitor: httpx.AsyncClient) -> None:
    first = await visitor.get("/de/counted")
    again = await visitor.get("/de/counted", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-type" not in again.headers
    assert "content-security-policy" in again.headers


async def test_it_comes_compressed_to_those_who_take_it(visitor: httpx.AsyncClient) -> None:
    packed = await visitor.get("/de/counted", headers={"Accept-Encoding": "gzip"})
    plain = await visitor.get("/de/counted", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert rendered.count == 1


async def test_addresses_and_languages_are_kept_apart(visitor: httpx.AsyncClient) -> None:
    await visitor.get("/de/counted")
    await visitor.get("/en/counted")
    await visitor.get("/de/counted?sort=new")
    await visitor.get("/de/counted", headers={"HX-Request": "true"})
    assert rendered.count == 4


async def test_a_cookie_of_somebody_elses_making_changes_nothing(
    visitor: httpx.AsyncClient,
) -> None:
    await visitor.get("/de/counted", headers={"Cookie": "theme=dark"})
    await visitor.get("/de/counted")
    assert rendered.count == 1


async def test_people_signed_in_get_their_own_and_nobody_gets_theirs(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana = signed_in(parts, account(parts, "ana@example.org", name="Ana"))
    before = await visitor.get("/de/counted")
    hers = await visitor.get("/de/counted", headers=ana.cookie)
    after = await visitor.get("/de/counted")
    assert "for Ana" in hers.text
    assert hers.headers["cache-control"] == "no-store"
    assert "etag" not in hers.headers
    assert before.text == after.text
    assert "for everybody" in after.text


async def test_nothing_is_kept_that_lacks_texts(
    visitor: httpx.AsyncClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise VaultUnavailable

    monkeypatch.setattr(parts.vault, "keys", away)
    await visitor.get("/de/without-vault")
    await visitor.get("/de/without-vault")
    assert rendered.count == 2


async def test_nothing_is_kept_that_names_no_position(visitor: httpx.AsyncClient) -> None:
    first = await visitor.get("/de/unread")
    await visitor.get("/de/unread")
    assert rendered.count == 2
    assert "etag" not in first.headers


async def test_no_more_is_kept_than_fits(
    visitor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.page_cache.cache.MOST_BYTES", 20_000)
    for number in range(10):
        await visitor.get(f"/de/counted?page={number}")
    await visitor.get("/de/counted?page=9")
    assert rendered.count == 10
    await visitor.get("/de/counted?page=0")
    assert rendered.count == 11


async def test_no_more_is_kept_of_long_addresses_than_fits(
    visitor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.page_cache.cache.MOST_BYTES", 20_000)
    await visitor.get("/de/counted")
    await visitor.get("/de/counted?" + 15_000 * "x")
    await visitor.get("/de/counted")
    assert rendered.count == 3


async def test_nobody_waits_for_whoever_reads_slowly(
    visitor: httpx.AsyncClient, stopwatch: Stopwatch
) -> None:
    rendered.hold()
    slow = asyncio.create_task(visitor.get("/de/download"))
    await rendered.begun.wait()
    stopwatch.seconds += 3600
    quick = await asyncio.wait_for(visitor.get("/de/download"), PATIENCE)
    rendered.go_on.set()
    assert quick.text == (await slow).text == "one half and the other"
