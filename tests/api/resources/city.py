"""A small town whose people talk to a running application by JSON."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
from litestar import Litestar

from api.wiring import Parts
from domain.people import PersonRef, Role
from tests.api.installation import Clock, account, installed, served, token_of, visiting
from tests.domain.cast import on
from tests.use_cases.town import Town

BASE = "/api/v1"
ROLES: tuple[Role, ...] = (
    "organisation",
    "clerk",
    "moderator",
    "office",
    "secretary",
    "auditor",
    "admin",
)
"""Every role that is granted; everybody with an account is a citizen besides."""


class City(Town):
    """A town over the parts of an installation: its people have accounts and tokens."""

    def __init__(self, parts: Parts, clock: Clock) -> None:
        super().__init__(parts.log, parts.vault, now=clock.now)
        self.parts = parts
        self._clock = clock
        self._headers: dict[str, dict[str, str]] = {}

    def person(self, name: str, *roles: Role) -> PersonRef:
        if name not in self._people:
            made = account(self.parts, f"{name}@beispiel.example", *roles)
            self._people[name] = made.person
            self._headers[name] = token_of(self.parts, made)
        return self._people[name]

    def later(self, **delta: float) -> None:
        super().later(**delta)
        self._clock.now = self.now

    def headers(self, name: str | None) -> dict[str, str]:
        """Return what a program sends that acts for somebody; nothing for nobody.

        Somebody whose name is a role has that role.
        """
        if name is None:
            return {}
        self.person(name, *(role for role in ROLES if role == name))
        return self._headers[name]


class Api:
    """The JSON API as programs of several people see it."""

    def __init__(self, app: Litestar, city: City) -> None:
        self.app = app
        self._city = city
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
        return await self._http.request(
            method,
            BASE + path,
            headers={**self._city.headers(who), **_with_dashes(headers)},
            json=body,
        )

    async def get(self, path: str, who: str | None = None, **headers: str) -> Any:  # noqa: ANN401 - JSON
        """Return what a GET answers, which must be 200."""
        response = await self.ask(who, "GET", path, **headers)
        assert response.status_code == 200, response.text
        return response.json()

    async def raw(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - those of httpx
        """Send any request, below no path in particular."""
        return await self._http.request(method, path, **options)


def _with_dashes(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def a_city(folder: Path, **variables: str) -> Iterator[City]:
    """Open a city in a folder, at noon of a Friday in May 2023."""
    clock = Clock(on(19))
    with installed(folder, clock, demo=False, **variables) as parts:
        yield City(parts, clock)


@asynccontextmanager
async def an_api(city: City) -> AsyncIterator[Api]:
    """Serve a city."""
    async with served(city.parts) as app:
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
    return told
