"""A small town whose people talk to a running application by JSON."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
from litestar import Litestar

from api.wiring import Parts
from tests.api.applications import program_routes, serving
from tests.api.installation import Clock, installed, token_of, visiting
from tests.api.pages.village import GRANTED, SLUG, Village
from tests.domain.cast import on

BASE = "/api/v1"
SUBMIT = f"/processes/{SLUG}/proposals"


class City(Village):
    """A village whose people have programs with bearer tokens."""

    def __init__(self, parts: Parts, clock: Clock) -> None:
        super().__init__(parts, clock)
        self._headers: dict[str, dict[str, str]] = {}

    def headers(self, name: str | None) -> dict[str, str]:
        """Return what a program sends that acts for somebody; nothing for nobody.

        Somebody who is called `milo-moderator` has that role.
        """
        if name is None:
            return {}
        if name not in self._headers:
            roles = [role for role in GRANTED if name.endswith(f"-{role}")]
            made = self.parts.identity.accounts.by_person(self.person(name, *roles))
            assert made is not None
            self._headers[name] = token_of(self.parts, made)
        return self._headers[name]


class Api:
    """The JSON API as programs of several people see it."""

    def __init__(self, app: Litestar, city: City) -> None:
        self.app = app
        self.city = city
        self._http = visiting(app)

    async def ask(
        self,
        who: str | None,
        method: str,
        path: str,
        body: Any = None,  # noqa: ANN401 - whatever JSON can say
        **headers: str,
    ) -> httpx.Response:
        """Send a request below /api/v1 as somebody, or as nobody."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._http.request(
            method, BASE + path, headers={**self.city.headers(who), **given}, json=body
        )

    async def get(self, path: str, who: str | None = None, **headers: str) -> Any:  # noqa: ANN401 - as above
        """Return what a GET answers, which must be 200."""
        response = await self.ask(who, "GET", path, **headers)
        assert response.status_code == 200, response.text
        return response.json()

    async def write(
        self,
        who: str | None,
        method: str,
        path: str,
        body: Any = None,  # noqa: ANN401 - as above
        **headers: str,
    ) -> Any:  # noqa: ANN401 - as above
        """Return what a write answers, which must be 200 or 201 and name its position."""
        response = await self.ask(who, method, path, body, **headers)
        assert response.status_code in {200, 201}, response.text
        assert int(response.headers["event-position"]) > 0
        return response.json()

    async def walk(self, path: str, who: str | None = None) -> list[Any]:
        """Return all items of a list, part after part."""
        found: list[Any] = []
        cursor = None
        while True:
            join = "&" if "?" in path else "?"
            page = await self.get(path + (f"{join}cursor={cursor}" if cursor else ""), who)
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                return found

    async def raw(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - those of httpx
        """Send any request, below no path in particular."""
        return await self._http.request(method, path, **options)


@contextmanager
def a_city(folder: Path, **variables: str) -> Iterator[City]:
    """Open a city in a folder, at noon of a Monday in June 2023."""
    clock = Clock(on(19))
    with installed(folder, clock, demo=False, **variables) as parts:
        yield City(parts, clock)


@asynccontextmanager
async def an_api(city: City) -> AsyncIterator[Api]:
    """Serve the JSON API of a city."""
    async with serving(city.parts, program_routes) as app:
        yield Api(app, city)


def problem(response: httpx.Response, status: int, name: str) -> dict[str, Any]:
    """Return a problem after looking at what every problem has in common."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    told: dict[str, Any] = msgspec.json.decode(response.content)
    assert told["type"] == f"/problems/{name}"
    assert told["status"] == status
    assert told["title"]
    assert told["reference"] == response.headers["request-id"]
    return told
