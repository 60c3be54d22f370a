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
from tests.api.applications import serving
from tests.api.installation import HOME, signed_in, token_of, visiting
from tests.api.pages.village import SLUG, Village, a_village

LANGUAGES = ("de", "en")
SAFE = ("GET", "HEAD")
MADE_BY_LITESTAR = ("/api/openapi",)
"""The address of its own pages of the description: empty and closed; ours is /openapi.json."""


FIXED = {
    "remark_id": str(UUID(int=9)),
    "slug": SLUG,
    "receipt": "B-2023-0001",
    "draft_id": str(UUID(int=1)),
    "paper_id": str(UUID(int=2)),
    "item_id": str(UUID(int=4)),
    "recommendation_id": str(UUID(int=5)),
    "workshop_id": str(UUID(int=6)),
    "field_id": str(UUID(int=6)),
    "phase_id": str(UUID(int=6)),
    "body_id": str(UUID(int=6)),
    "unit_id": str(UUID(int=6)),
    "goal_id": str(UUID(int=6)),
    "indicator_id": str(UUID(int=6)),
    "decision_id": str(UUID(int=3)),
    "statement_id": str(UUID(int=6)),
    "milestone_id": str(UUID(int=6)),
    "notice_id": str(UUID(int=6)),
    "source_id": str(UUID(int=6)),
    "item": str(UUID(int=3)),
    "review_id": str(UUID(int=3)),
    "number": "1",
    "key": "99",
    "version": "1",
    "token": "unknown",
    "mail_id": "unknown",
    "name": "7",
    "level": "0",
    "year": "2024",
    "lab_id": str(UUID(int=6)),
    "place": "000",
}
"""What stands for placeholders that name nothing fresh, or nothing at all."""


class Place(msgspec.Struct):
    """A running village, and things in it for one request.

    Reading leaves things as they are, so all reading shares them (`kept`); whatever is
    written gets things that nobody has touched yet.
    """

    app: Litestar
    village: Village
    kept: dict[str, str] = {}

    def fill(self, text: str, *, reading: bool = False) -> str:
        """Put ids into an address or a body."""
        wanted = set(re.findall(r"\{(\w+)\}", text))
        values = {**FIXED, **(self.kept if reading else {})}
        missing = wanted - values.keys()
        if missing:
            made = self._made(missing)
            values |= made
            if reading:
                self.kept |= made
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], text)

    def _made(self, names: set[str]) -> dict[str, str]:
        village, values = self.village, dict[str, str]()
        if names & {"idea_id", "proposal_id", "object_id", "comment_id"}:
            idea = village.published(village.process_id, "author")
            values |= dict.fromkeys(("idea_id", "proposal_id", "object_id"), str(idea))
            if "comment_id" in names:
                values["comment_id"] = str(village.comment(idea, "author"))
        if "case_id" in names:
            waiting = village.submit(village.process_id, "author")
            values["case_id"] = str(case_id_of(waiting.id, 1))
        if names & {"audit_id", "finding_id"}:
            values["audit_id"], values["finding_id"] = map(str, village.finding())
        if "measure_id" in names:
            values["measure_id"] = str(village.measure(village.process_id))
        return values


@pytest.fixture
async def place(folder: Path) -> AsyncIterator[Place]:
    """Serve a demo with every route there is."""
    with a_village(folder, demo=True) as village:
        village.open_process(moderation="post")
        for name in ("author", *READERS[1:]):
            village.person(name)
        village.published(village.process_id, "author")
        async with serving(village.parts) as app:
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


@pytest.mark.parametrize("reader", READERS)
async def test_every_page_answers_as_the_table_says(place: Place, reader: Reader) -> None:
    wrong = []
    for number, (route, entry) in enumerate(PAGES.items()):
        method, _, path = route.partition(" ")
        # Both languages are asked; each route in one of them is enough.
        bare = path in {"/", "/i/{receipt}"}
        address = path if bare else f"/{LANGUAGES[number % 2]}{path}"
        filled = place.fill(address, reading=method in SAFE)
        answer = await _page(place, reader, method, filled, entry)
        if _got(answer) != entry.expected[reader]:
            wrong.append((route, _got(answer), entry.expected[reader]))
    assert wrong == []


@pytest.mark.parametrize("reader", READERS)
async def test_every_resource_answers_as_the_table_says(place: Place, reader: Reader) -> None:
    wrong = []
    for route, entry in RESOURCES.items():
        method, _, path = route.partition(" ")
        filled = place.fill(path, reading=method in SAFE)
        answer = await _resource(place, reader, method, filled, entry)
        if answer.status_code != entry.expected[reader]:
            wrong.append((route, answer.status_code, entry.expected[reader]))
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
    # Who has typed much is shown it beside the way to the sign-in page.
    if answer.status_code == 401 and re.search(r'href="/(de|en)/sign-in\?next=', answer.text):
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
    if isinstance(value, str) and value == "{proposal_id}":
        return place.fill(value)
    if isinstance(value, str) and value.startswith("{"):
        idea = place.village.published(place.village.process_id, "author")
        return json.loads(value.replace("{proposal_id}", str(idea)))
    return value
