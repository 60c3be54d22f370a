"""Finds out who is asking, before anything else happens."""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from typing import Literal, Protocol, cast

import msgspec
from anyio import to_thread
from litestar.exceptions import NotAuthorizedException
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from api.gathering import Gathering
from api.people import Person, shortened
from api.ports import AccessTokens, Accounts, Sessions
from api.rendering import trace_of, wants_page
from api.security.cookies import COOKIES
from api.security.forgery import SAFE, pass_on
from domain.people import PersonRef, Pseudonym, UnknownPerson
from domain.permissions import STAFF
from domain.ports import VaultUnavailable
from domain.use_cases.accounts import histories_of, standing
from domain.use_cases.carrying_out import Platform
from domain.use_cases.histories import Histories
from domain.use_cases.recalling import Recollection

SECONDS = 60  # for which roles and sanctions may be remembered (ruling 20)
MOST = 5_000  # ten seconds of a storm; each takes four kilobytes, with what stands behind it

Kind = Literal["session", "token"]
Key = tuple[Kind, str]


class Memory(Protocol):
    """What a process remembers: see adapters/vault/memory.py. Safe in threads."""

    def begin(self) -> int: ...
    def get(self, key: Key) -> Person | None: ...
    def put(self, key: Key, value: Person, begun: int) -> None: ...
    def forget_where(self, goes: Callable[[Key, Person], bool]) -> None: ...


class KnownPeople:
    """Looks up whose session or bearer token it is. Safe in threads; `find` blocks.

    People are remembered for up to 60 seconds; `forget` drops somebody at once,
    when a role, a sanction or a session of theirs has changed.
    """

    def __init__(
        self,
        platform: Platform,
        accounts: Accounts,
        sessions: Sessions,
        tokens: AccessTokens,
        clock: Callable[[], datetime],
        memory: Memory,
        recollection: Recollection | None = None,
    ) -> None:
        """People are remembered in `memory`, whose values are fresh for `SECONDS`.

        What is read of their accounts is kept in `recollection`, for their first votes.
        """
        self._recollection = recollection or Recollection()
        self._platform = platform
        self._accounts = accounts
        self._sessions = sessions
        self._tokens = tokens
        self._clock = clock
        self._memory = memory

    def recall(self, key: Key) -> Person | None:
        """Return whom this process knows already, without asking any database."""
        person = self._memory.get(key)
        return None if person is None else msgspec.structs.replace(person, at=self._clock())

    def find(self, key: Key) -> Person | None:
        """Return whose session or token it is; None if unknown, over or revoked.

        Raises:
            VaultUnavailable: it cannot be said now.
        """
        return self._find(key, None, self._memory.begin())

    def fetch(self, keys: Collection[Key]) -> None:
        """Find out about many at once, for `recall`; who is unknown stays unknown.

        Raises:
            VaultUnavailable: it cannot be said now.
        """
        now, begun = self._clock(), self._memory.begin()
        tokens = [token for kind, token in keys if kind == "token"]
        sessions = [token for kind, token in keys if kind == "session"]
        self._tokens.fetch(tokens)
        self._sessions.fetch(sessions)
        held = [self._tokens.find(token) for token in tokens]
        opened = [self._sessions.find(token, now) for token in sessions]
        people = {ref for ref in held if ref} | {each.person for each in opened if each}
        self._accounts.fetch(people)
        histories = histories_of(self._platform, people)
        self._recollection.keep(histories.looked_at())
        for key in keys:
            with suppress(UnknownPerson):  # erased meanwhile: `find` tells those who ask
                self._find(key, histories, begun)

    def _find(self, key: Key, histories: Histories | None, begun: int) -> Person | None:
        kind, token = key
        now = self._clock()
        if kind == "session":
            person = self._by_session(token, now, histories)
        else:
            person = self._by_token(token, now, histories)
        if person is not None:
            self._memory.put(key, person, begun)
        return person

    def visitor(self) -> Person:
        """Return somebody without an account."""
        return Person(at=self._clock())

    def forget(self, person: PersonRef) -> None:
        """Look the person up anew at their next request."""
        self._memory.forget_where(lambda _, known: known.ref == person)

    def forget_account(self, account: Pseudonym) -> None:
        """Do the same for somebody known by their pseudonym in the installation."""
        self._memory.forget_where(lambda _, known: known.account.id == account)

    def _by_session(self, token: str, now: datetime, histories: Histories | None) -> Person | None:
        session = self._sessions.find(token, now)
        if session is None:
            return None
        person = self._load(session.person, now, histories)
        if person is None:
            return None
        if not session.staff and person.roles_anywhere() & STAFF:
            # It began before they were staff, and would last 30 days: they sign in anew.
            self._sessions.end(token)
            return None
        return msgspec.structs.replace(
            person, via="session", csrf=session.csrf, session_id=session.id
        )

    def _by_token(self, token: str, now: datetime, histories: Histories | None) -> Person | None:
        ref = self._tokens.find(token)
        return None if ref is None else self._load(ref, now, histories)

    def _load(self, ref: PersonRef, now: datetime, histories: Histories | None) -> Person | None:
        account = self._accounts.by_person(ref)
        if account is None:
            return None
        return Person(
            at=now,
            ref=ref,
            via="token",
            name=account.name or shortened(account.email or ""),
            email=account.email,
            level=account.level,
            language=account.language,
            account=standing(self._platform, ref, histories).account,
        )


class Identification:
    """The layer that puts a `Person` into `scope["user"]`.

    An unknown session is passed over, and its cookie taken back: whoever planted it
    gains nothing. An unknown bearer token is an error, because a program must not
    go on as somebody else than it believes.
    """

    def __init__(self, app: ASGIApp, people: KnownPeople) -> None:
        self._app = app
        self._people = people
        self._asked = Gathering(people.fetch)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Identify, then go on.

        Raises:
            NotAuthorizedException: the bearer token is unknown.
            VaultUnavailable: something is to be changed and it cannot be said by whom. For a
                form the guard of all routes raises it, which gives back what was typed.
        """
        http = cast("HTTPScope", scope)
        scope["user"] = self._people.visitor()
        key = _credentials(http)
        if key is not None:
            try:
                scope["user"] = await self._identify(http, key)
            except VaultUnavailable as error:
                if not wants_page(http):
                    raise
                pass_on(scope, error)
        scope["auth"] = None
        await self._app(scope, receive, send)

    async def _identify(self, scope: HTTPScope, key: Key) -> Person:
        person = self._people.recall(key)
        if person is not None:
            return person
        try:
            await self._asked.wait_for(key)
            person = self._people.recall(key)
            if person is None:  # unknown, or forgotten since: then they are looked up anew
                person = await to_thread.run_sync(self._people.find, key)
        except VaultUnavailable:
            if scope["method"] not in SAFE:
                raise
            return self._people.visitor()  # Reading goes on without the vault (ruling 21).
        if person is not None:
            return person
        if key[0] == "token":
            raise NotAuthorizedException("unknown token")
        trace_of(scope).cookies.append(COOKIES.signed_out())
        return self._people.visitor()


def _credentials(scope: HTTPScope) -> Key | None:
    for name, value in scope["headers"]:
        if name == b"authorization":
            scheme, _, token = value.decode("latin-1").partition(" ")
            if scheme.lower() != "bearer":
                raise NotAuthorizedException("only bearer tokens")
            return "token", token.strip()
    session = COOKIES.token(scope)
    return ("session", session) if session else None
