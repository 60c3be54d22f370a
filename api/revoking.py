"""Ended sessions and revoked tokens open nothing any more: here at once, elsewhere soon."""

import threading
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from api.ports import AccessToken, AccessTokens, Session, Sessions
from domain.people import PersonRef

EVERY = 0.5  # seconds between two looks at what other processes have revoked


class RevocationsPort(Protocol):
    """Tells all processes: see adapters/revocations.py."""

    def tell(self, person: PersonRef, at: datetime) -> None: ...
    def last(self) -> int: ...
    def since(self, number: int) -> Sequence[tuple[int, PersonRef]]: ...


class Revoking:
    """Makes this process forget somebody, and tells the others."""

    def __init__(
        self,
        revocations: RevocationsPort,
        forget: Callable[[PersonRef], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._revocations = revocations
        self._forget = forget
        self._clock = clock
        self._number: int | None = None

    def revoke(self, person: PersonRef) -> None:
        """Let the person be looked up anew everywhere, within a second."""
        self._forget(person)
        self._revocations.tell(person, self._clock())

    def run(self, stop: threading.Event) -> None:
        """Forget whom other processes name, until told to stop; goes on where an error left it."""
        if self._number is None:
            self._number = self._revocations.last()
        while not stop.wait(EVERY):
            for number, person in self._revocations.since(self._number):
                self._forget(person)
                self._number = number


class RevokingSessions:
    """Fulfils api.ports.Sessions; an ended one is over in all processes."""

    def __init__(
        self, sessions: Sessions, revoking: Revoking, clock: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._revoking = revoking
        self._clock = clock

    def start(
        self, person: PersonRef, *, staff: bool, user_agent: str, at: datetime
    ) -> tuple[str, Session]:
        return self._sessions.start(person, staff=staff, user_agent=user_agent, at=at)

    def find(self, token: str, at: datetime) -> Session | None:
        return self._sessions.find(token, at)

    def fetch(self, found: Collection[str]) -> None:
        self._sessions.fetch(found)

    def of(self, person: PersonRef, at: datetime) -> Sequence[Session]:
        return self._sessions.of(person, at)

    def end(self, token: str) -> None:
        session = self._sessions.find(token, self._clock())
        self._sessions.end(token)
        if session is not None:
            self._revoking.revoke(session.person)

    def end_one(self, person: PersonRef, session_id: str) -> bool:
        ended = self._sessions.end_one(person, session_id)
        if ended:
            self._revoking.revoke(person)
        return ended

    def end_all(self, person: PersonRef, *, but: str | None = None) -> int:
        ended = self._sessions.end_all(person, but=but)
        if ended:
            self._revoking.revoke(person)
        return ended


class RevokingTokens:
    """Fulfils api.ports.AccessTokens; a revoked one is void in all processes."""

    def __init__(self, tokens: AccessTokens, revoking: Revoking) -> None:
        self._tokens = tokens
        self._revoking = revoking

    def issue(self, person: PersonRef, *, label: str, at: datetime) -> str:
        return self._tokens.issue(person, label=label, at=at)

    def find(self, token: str) -> PersonRef | None:
        return self._tokens.find(token)

    def fetch(self, found: Collection[str]) -> None:
        self._tokens.fetch(found)

    def of(self, person: PersonRef) -> Sequence[AccessToken]:
        return self._tokens.of(person)

    def revoke(self, person: PersonRef, token_id: str) -> bool:
        revoked = self._tokens.revoke(person, token_id)
        if revoked:
            self._revoking.revoke(person)
        return revoked
