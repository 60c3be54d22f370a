"""An installation in a temporary folder, and browsers and programs that visit it."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import msgspec
from litestar import Litestar
from litestar.types import ControllerRouterHandler

from api.application import build
from api.ports import Account
from api.settings import Settings, from_environment
from api.wiring import Parts, open_parts
from domain.codes import ProposalId
from domain.people import PersonRef, ProcessId, Role
from domain.permissions import STAFF
from domain.use_cases import accounts
from domain.use_cases.carrying_out import Asking
from projections.model import Snapshot

MONDAY = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)
HOME = "https://gemeinsam.example"


class Clock:
    """Tells the time that a test sets."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


class CatchingUp:
    """Read models that are always up to date: whoever reads projects first."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        self.parts.runner.catch_up()
        with self.parts.tables.snapshot() as snapshot:
            self.parts.watching.look()
            yield snapshot

    def wait_for(self, position: int, seconds: float) -> bool:
        return self.parts.runner.catch_up() >= position


class Finding:
    """A search index that is always up to date."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def matching(
        self, text: str, process_id: ProcessId | None, seen: Snapshot
    ) -> Sequence[ProposalId]:
        self._keep_up()
        return self._parts.search.matching(text, process_id, seen)

    def similar(
        self, text: str, process_id: ProcessId, seen: Snapshot, limit: int = 5
    ) -> Sequence[ProposalId]:
        self._keep_up()
        return self._parts.search.similar(text, process_id, seen, limit)

    def _keep_up(self) -> None:
        self._parts.runner.catch_up()
        self._parts.index.catch_up()


def settings(folder: Path, *, demo: bool = False, **variables: str) -> Settings:
    """Return the settings of an installation below a folder."""
    return from_environment({"BASE_URL": HOME, **variables}, demo=demo, data=folder)


@contextmanager
def installed(
    folder: Path, clock: Clock | None = None, *, demo: bool = False, **variables: str
) -> Iterator[Parts]:
    """Open an installation whose clock stands still and whose read models keep up."""
    chosen = settings(folder, demo=demo, **variables)
    with open_parts(chosen, clock or Clock()) as parts:
        yield msgspec.structs.replace(parts, read_models=CatchingUp(parts), search=Finding(parts))


@asynccontextmanager
async def served(
    parts: Parts, handlers: Sequence[ControllerRouterHandler]
) -> AsyncIterator[Litestar]:
    """Build an application with these routes only, and start it."""
    async with started(build(parts, handlers)) as app:
        yield app


@asynccontextmanager
async def started(app: Litestar) -> AsyncIterator[Litestar]:
    """Start an application, and stop it at the end."""
    begun, ended = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with app.lifespan():
            begun.set()
            await ended.wait()

    # A fixture begins and ends in different tasks, which a lifespan does not like.
    held = asyncio.create_task(hold())
    await begun.wait()
    try:
        yield app
    finally:
        ended.set()
        await held


def visiting(app: Litestar, **headers: str) -> httpx.AsyncClient:
    """Return a browser without scripts, or with these headers any other program."""
    transport = httpx.ASGITransport(cast("Any", app), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=HOME, headers=headers)


def account(
    parts: Parts,
    email: str,
    *roles: Role,
    process: ProcessId | None = None,
    name: str | None = None,
) -> Account:
    """Return somebody's account, with these roles granted by the operator."""
    made = parts.identity.accounts.register(
        PersonRef(parts.new_id()), email=email, of_age=True, at=parts.clock(), name=name
    )
    themselves = Asking(person=made.person, at=parts.clock(), level="email", channel="system")
    accounts.register(parts.platform, themselves, of_age=True)
    operator = Asking(person=None, at=parts.clock(), channel="system", system=True)
    for role in roles:
        accounts.grant_role(parts.platform, operator, made.person, role, process)
    return made


def token_of(parts: Parts, person: Account) -> dict[str, str]:
    """Return the header by which a program acts as somebody."""
    token = parts.identity.tokens.issue(person.person, label="test", at=parts.clock())
    return {"Authorization": f"Bearer {token}"}


class SignedIn(msgspec.Struct, frozen=True):
    """A browser's session: the cookie it sends and the token its forms carry."""

    token: str
    csrf: str

    @property
    def cookie(self) -> dict[str, str]:
        """The headers that a page of ours makes a browser send."""
        return {"Cookie": f"__Host-sid={self.token}", "Sec-Fetch-Site": "same-origin"}


def signed_in(parts: Parts, person: Account) -> SignedIn:
    """Return a session of somebody, begun now with the roles they have."""
    held = accounts.standing(parts.platform, person.person).account.grants
    staff = any(grant.role in STAFF for grant in held)
    token, session = parts.identity.sessions.start(
        person.person, staff=staff, user_agent="Firefox", at=parts.clock()
    )
    return SignedIn(token, session.csrf)
