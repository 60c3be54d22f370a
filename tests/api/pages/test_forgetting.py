"""Nothing a request said is left in the memory of the server (ruling 6)."""

import functools
import gc
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar._parsers import parse_query_string, parse_url_encoded_form_data

from tests.api.pages.village import Village, Visits

SECRET = "Meine Nachbarin heißt Erna Musterfrau"
QUERY = "Erna+Musterfrau"


def remembered(word: str) -> list[str]:
    """Return the names of the caches of this process that hold a word."""
    kind = type(functools.lru_cache(str))
    found = (each for each in gc.get_objects() if isinstance(each, kind))
    return [str(getattr(each, "__qualname__", each)) for each in found if _holds(each, word)]


def _holds(cache: object, word: str) -> bool:
    for each in gc.get_referents(cache):
        if not callable(each) and word in _flat(each, set()):
            return True
    return False


def _flat(thing: object, seen: set[int]) -> str:
    """Return all text below a thing, however deep."""
    if id(thing) in seen:
        return ""
    seen.add(id(thing))
    return " ".join(_words(thing, seen))


def _words(thing: object, seen: set[int]) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, bytes):
        yield thing.decode("latin-1")
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield _flat(key, seen)
            yield _flat(value, seen)
    elif isinstance(thing, list | tuple | set | frozenset):
        for each in thing:
            yield _flat(each, seen)
    elif type(thing).__module__.startswith("litestar.datastructures"):
        yield str(thing)


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Look through everything, what tests/conftest.py sets aside as well."""
    gc.unfreeze()
    gc.collect()
    yield
    gc.freeze()


def test_the_framework_would_remember_and_this_test_would_see_it() -> None:
    parse_url_encoded_form_data(b"text=Xaverine+Unbekannt")
    parse_query_string(b"q=Xaverine+Unbekannt")
    assert set(remembered("Xaverine")) == {"parse_url_encoded_form_data", "parse_query_string"}
    parse_url_encoded_form_data.cache_clear()
    parse_query_string.cache_clear()
    assert remembered("Xaverine") == []


async def test_a_form_is_forgotten_with_its_answer(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/reports")
    await ben.send(form, {"rule": "HR04", "text": SECRET})
    assert remembered("Musterfrau") == []


async def test_a_refused_form_is_forgotten_too(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    form = (await ben.open(f"/de/ideas/{idea}")).form("/reports")
    await ben.send(form, {"rule": "", "text": SECRET}, 400)
    assert remembered("Musterfrau") == []


async def test_what_was_searched_is_forgotten(village: Village, visits: Visits) -> None:
    village.open_process()
    assert await status_of(visits.app, "/de/p/gemeinsam/ideas", f"q={QUERY}") == 200
    assert remembered("Musterfrau") == []


async def status_of(app: Litestar, path: str, query: str) -> int:
    """Ask as a server does: clients take addresses apart themselves, in this process."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "server": ("gemeinsam.example", 443),
        "client": ("192.0.2.1", 50000),
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"gemeinsam.example")],
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)  # type: ignore[arg-type]  # as servers hand it over
    return int(sent[0]["status"])
