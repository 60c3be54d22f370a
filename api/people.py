"""Who is asking: a visitor, somebody signed in, or a program with a bearer token.

Handlers get a `Person`. The guards below keep others out of a route; whether the
person may do a particular thing is decided by the domain when it is done (I16).
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Literal, cast

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from api.ports import Language
from api.typed_texts import SessionOver, typed_texts
from domain import permissions
from domain.participants import Participant
from domain.people import Level, PersonRef, ProcessId, Role
from domain.permissions import Action

AnyConnection = ASGIConnection[Any, Any, Any, Any]
AnyRequest = Request[Any, Any, Any]
Guard = Callable[[AnyConnection, BaseRouteHandler], Awaitable[None]]
Via = Literal["nobody", "session", "token"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asking, for one request.

    `ref` is None for a visitor without account. `name` is what the person sees of
    themselves: their name, or their address shortened. `account` holds granted roles
    and sanctions as the log had them at most 60 seconds ago. `csrf` is what forms of
    this session send back as `_csrf_token`; None for visitors and tokens (ruling 23).
    """

    at: datetime
    ref: PersonRef | None = None
    via: Via = "nobody"
    name: str = ""
    email: str | None = None
    level: Level = "guest"
    language: Language | None = None
    account: Participant = Participant()
    csrf: str | None = None
    session_id: str | None = None

    @property
    def signed_in(self) -> bool:
        """Whether somebody with an account is asking, by session or token."""
        return self.ref is not None

    @property
    def suspended_until(self) -> datetime | None:
        """Until when the person may only read; None if they may contribute."""
        until = self.account.suspended_until
        return until if until is not None and self.at < until else None

    def roles(self, process_id: ProcessId | None = None) -> frozenset[Role]:
        """Return what the person is in a process; without one, what they are everywhere."""
        if self.ref is None:
            return frozenset()
        return permissions.effective(self.account.roles(process_id, self.at))

    def roles_anywhere(self) -> frozenset[Role]:
        """Return every role the person has in at least one process: for menus and guards."""
        if self.ref is None:
            return frozenset()
        where = {grant.process_id for grant in self.account.grants if self._in_force(grant.until)}
        return frozenset().union(*(self.roles(process_id) for process_id in {None, *where}))

    def may(self, action: Action, process_id: ProcessId | None = None) -> bool:
        """Tell whether the person may do something in a process; the domain decides again."""
        if self.ref is None:
            return False
        return permissions.may(self.account.roles(process_id, self.at), action)

    def processes(self, role: Role) -> frozenset[ProcessId] | None:
        """Return the processes in which the person has a role; None means all of them.

        Nowhere if it rests, as beside that of an administrator.
        """
        held = [g for g in self.account.grants if g.role == role and self._in_force(g.until)]
        if role in self.roles() and any(grant.process_id is None for grant in held):
            return None
        within = {grant.process_id for grant in held if grant.process_id is not None}
        return frozenset(each for each in within if role in self.roles(each))

    def _in_force(self, until: datetime | None) -> bool:
        return until is None or self.at < until


def person_of(connection: AnyConnection) -> Person:
    """Return who is asking; the identification layer has found out before any handler."""
    person: Person = connection.scope["user"]
    return person


async def signed_in_only(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """Guard: let only people with an account through.

    Guards are asynchronous: the framework sends others through a thread each.

    Raises:
        SessionOver: 401 for programs; browsers get the sign-in page, or what they typed.
    """
    if not person_of(connection).signed_in:
        raise SessionOver(await typed_texts(cast("AnyRequest", connection)))


def holding(*roles: Role) -> Guard:
    """Return a guard for people who have one of these roles, at least in one process.

    It raises SessionOver for visitors, PermissionDeniedException for others.
    """

    async def guard(connection: AnyConnection, handler: BaseRouteHandler) -> None:
        await signed_in_only(connection, handler)
        if person_of(connection).roles_anywhere().isdisjoint(roles):
            raise PermissionDeniedException(extra={"needs": sorted(roles)})

    return guard


moderators_only = holding("moderator")
auditors_only = holding("auditor")
privacy_only = holding("privacy")
administrators_only = holding("admin")
office_only = holding("office")
clerks_only = holding("clerk")
secretaries_only = holding("secretary")


def shortened(email: str) -> str:
    """Return an address its owner recognises and a bystander does not: `a…@example.org`."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}…@{domain}"
