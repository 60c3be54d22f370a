"""Every route is asked by every kind of reader; a route without an entry fails."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from api.security.cookies import COOKIES
from domain.moderation import case_id_of
from tests.api.access.pages import PAGES
from tests.api.access.resources import RESOURCES
from tests.api.access.table import READERS, SIGN_IN, Entry, Expected, Reader
from tests.api.installation import HOME, served, signed_in, token_of, visiting
from tests.api.pages.village import SLUG, Village, a_village

LANGUAGES = ("de", "en")
MADE_BY_LITESTAR = ("/api/openapi",)
"""The address of its own pages of the description: empty and closed; ours is /openapi.json."""


class Place(msgspec.Struct, frozen=True):
    """A running village, and fresh things in it for one request."""

    app: Litestar
    village: Village

    def fill(self, text: str) -> str:
        """Put ids into an address or a body, of things nobody has touched yet."""
        if "{" not in text:
            return text
        idea = self.village.published(self.village.process_id, "author")
        waiting = self.village.submit(self.village.process_id, "author")
        values = {
            "slug": SLUG,
            "idea_id": str(idea),
            "proposal_id": str(idea),
            "object_id": str(idea),
            "comment_id": str(self.village.comment(idea, "author")),
            "case_id": str(case_id_of(waiting.id, 1)),
            "receipt": "B-2023-0001",
            "draft_id": str(UUID(int=1)),
            "paper_id": str(UUID(int=2)),
            "item_id": str(UUID(int=4)),
            "recommendation_id": str(UUID(int=5)),
            "decision_id": str(UUID(int=3)),
            "item": str(UUID(int=3)),
            "review_id": str(UUID(int=3)),
            "number": "1",
            "token": "unknown",
            "mail_id": "unknown",
            "name": "7",
            "level": "0",
            "place": "000",
        }
        if "{audit_id}" in text or "{finding_id}" in text:
            values["audit_id"], values["finding_id"] = map(str, self.village.finding())
        if "{measure_id}" in text:
            values["measure_id"] = str(self.village.measure(self.village.process_id))
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], text)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """Serve a demo with every route there is."""
    with a_village(tmp_path, demo=True) as village:
        village.open_process(moderation="post")
        for name in ("author", *READERS[1:]):
            village.person(name)
        village.published(village.process_id, "author")
        async with served(village.parts) as app:
            yield Place(app, village)


def routes(app: Litestar) -> set[str]:
    """Return every method and address, each language's once."""
    found = set()
    for route in app.routes:
        if not isinstance(route, HTTPRoute) or route.path_format.startswith(MADE_BY_LITESTAR):
            continue
        for method in route.methods:
            if method != "OPTIONS":
                found.add(f"{method} {_without_language(route.path_format)}")
    return found


def _without_language(path: str) -> str:
    return re.sub(r"^/(de|en)(?=/|$)", "", path) if path != "/" else path


async def test_every_route_has_an_entry(place: Place) -> None:
    assert routes(place.app) == set(PAGES) | set(RESOURCES)
    assert not set(PAGES) & set(RESOURCES)


def test_every_entry_names_every_reader() -> None:
    for route, entry in {**PAGES, **RESOURCES}.items():
        assert set(entry.expected) == set(READERS), route


async def test_every_page_answers_every_reader_as_the_table_says(place: Place) -> None:
    wrong = []
    for number, (route, entry) in enumerate(PAGES.items()):
        for reader in READERS:
            method, _, path = route.partition(" ")
            # Both languages are asked; each route in one of them is enough.
            bare = path in {"/", "/i/{receipt}"}
            address = path if bare else f"/{LANGUAGES[number % 2]}{path}"
            answer = await _page(place, reader, method, place.fill(address), entry)
            if _got(answer) != entry.expected[reader]:
                wrong.append((route, reader, _got(answer), entry.expected[reader]))
    assert wrong == []


async def test_every_resource_answers_every_reader_as_the_table_says(place: Place) -> None:
    wrong = []
    for route, entry in RESOURCES.items():
        for reader in READERS:
            method, _, path = route.partition(" ")
            answer = await _resource(place, reader, method, place.fill(path), entry)
            if answer.status_code != entry.expected[reader]:
                wrong.append((route, reader, answer.status_code, entry.expected[reader]))
    assert wrong == []


async def _page(
    place: Place, reader: Reader, method: str, address: str, entry: Entry
) -> httpx.Response:
    """Ask as a browser does, in a session of its own: some requests end one."""
    async with visiting(place.app, **{"Sec-Fetch-Site": "same-origin"}) as browser:
        fields: dict[str, Any] = {
            name: place.fill(value) if isinstance(value, str) else value
            for name, value in entry.sends.items()
        }
        if reader != "visitor":
            account = place.village.parts.identity.accounts.by_person(place.village.person(reader))
            assert account is not None
            session = signed_in(place.village.parts, account)
            browser.cookies.set(COOKIES.sid, session.token, domain="gemeinsam.example")
            fields["_csrf_token"] = session.csrf
        return await browser.request(method, address, data=fields if method == "POST" else None)


def _got(answer: httpx.Response) -> Expected:
    location = answer.headers.get("location", "")
    if answer.status_code == 303 and re.match(r"^/(de|en)/sign-in\?next=", location):
        return SIGN_IN
    return answer.status_code


async def _resource(
    place: Place, reader: Reader, method: str, address: str, entry: Entry
) -> httpx.Response:
    """Ask as a program does, by a bearer token."""
    headers = {}
    if reader != "visitor":
        account = place.village.parts.identity.accounts.by_person(place.village.person(reader))
        assert account is not None
        headers = token_of(place.village.parts, account)
    body = {name: _value(place, value) for name, value in entry.sends.items()}
    async with visiting(place.app, **headers) as program:
        return await program.request(method, f"{HOME}{address}", json=body if entry.sends else None)


def _value(place: Place, value: str | list[str]) -> object:
    if isinstance(value, str) and value.startswith("{"):
        idea = place.village.published(place.village.process_id, "author")
        return json.loads(value.replace("{proposal_id}", str(idea)))
    return value
