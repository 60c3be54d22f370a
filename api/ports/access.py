"""Sign-in links, sessions, tokens and limits: who is asking, and how often."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from api.ports.accounts import Language
from domain.people import PersonRef


class Confirmed(Protocol):
    """What a sign-in link proves: its bearer reads the mail of this address."""

    @property
    def email(self) -> str: ...
    @property
    def language(self) -> Language: ...
    @property
    def of_age(self) -> bool: ...


@runtime_checkable
class SignInLinks(Protocol):
    """Single-use tokens for links sent by mail, valid for 10 minutes."""

    def mailbox(self, email: str) -> str:
        """Return what is the same for all addresses whose mail arrives in one place.

        Raises:
            ValueError: not an e-mail address.
        """
        ...

    def issue(self, email: str, *, at: datetime, language: Language, of_age: bool) -> str:
        """Return a new token, doing the same work for known and unknown addresses.

        There is no account before a token is redeemed: a sign-up that nobody
        confirms is gone with its link.

        Raises:
            ValueError: not an e-mail address.
        """
        ...

    def look_up(self, token: str, at: datetime) -> Confirmed | None:
        """Return what the token would prove, without using it up; None if it is void."""
        ...

    def redeem(self, token: str, at: datetime) -> Confirmed | None:
        """Use the token up; None if it is void. Of many attempts at once one succeeds."""
        ...


class Session(Protocol):
    """Somebody signed in on one device."""

    @property
    def id(self) -> str:
        """Names the session to its owner; opens nothing."""
        ...

    @property
    def person(self) -> PersonRef: ...
    @property
    def csrf(self) -> str:
        """What forms of this session must send back."""
        ...

    @property
    def staff(self) -> bool: ...
    @property
    def device(self) -> str:
        """Browser and system, such as "Firefox, Android"; may be empty."""
        ...

    @property
    def created(self) -> datetime: ...
    @property
    def last_seen(self) -> datetime:
        """When it was last used, exact to about a minute."""
        ...


@runtime_checkable
class Sessions(Protocol):
    """Sessions kept on the server.

    A citizen's lasts 30 days, one of staff 8 hours and 30 minutes without use.
    What another process ends may still be found here for 60 seconds.
    """

    def start(
        self, person: PersonRef, *, staff: bool, user_agent: str, at: datetime
    ) -> tuple[str, Session]:
        """Return a token never used before, for the cookie, and the session it opens.

        Call it at every sign-in and whenever rights grow, and `end` the old token.
        The user agent itself is not stored.
        """
        ...

    def find(self, token: str, at: datetime) -> Session | None:
        """Return the session of a token and note its use; None if unknown or over."""
        ...

    def fetch(self, found: Collection[str]) -> None:
        """Bring into memory what `find` will be asked for, all in one go."""
        ...

    def of(self, person: PersonRef, at: datetime) -> Sequence[Session]:
        """Return the person's sessions that last, the latest used first."""
        ...

    def end(self, token: str) -> None:
        """Sign out; an unknown token is passed over."""
        ...

    def end_one(self, person: PersonRef, session_id: str) -> bool:
        """End one of the person's own sessions; False if it is not theirs or over."""
        ...

    def end_all(self, person: PersonRef, *, but: str | None = None) -> int:
        """End all sessions of the person except the one with the id `but`; return how many."""
        ...


class AccessToken(Protocol):
    """A bearer token of the JSON API, as its owner may see it."""

    @property
    def id(self) -> str: ...
    @property
    def person(self) -> PersonRef: ...
    @property
    def label(self) -> str: ...
    @property
    def created(self) -> datetime: ...


@runtime_checkable
class AccessTokens(Protocol):
    """Bearer tokens `gem_...`, valid until revoked; elsewhere for 60 seconds more."""

    def issue(self, person: PersonRef, *, label: str, at: datetime) -> str:
        """Return a new token; nobody can read it again later."""
        ...

    def find(self, token: str) -> PersonRef | None:
        """Return whose token it is; None if unknown or revoked."""
        ...

    def fetch(self, found: Collection[str]) -> None:
        """Bring into memory what `find` will be asked for, all in one go."""
        ...

    def of(self, person: PersonRef) -> Sequence[AccessToken]:
        """Return the person's tokens, the newest first."""
        ...

    def revoke(self, person: PersonRef, token_id: str) -> bool:
        """End one of the person's own tokens; False if it is not theirs."""
        ...


@runtime_checkable
class Limits(Protocol):
    """Counters of attempts, shared by all processes."""

    def hit(self, key: str, *, window: timedelta, limit: int, at: datetime) -> timedelta | None:
        """Count one attempt; None if it is within the limit, else how long to wait.

        `key` names what is counted and for whom, for example `sign-up:address:...`;
        it is stored hashed. A window begins with its first attempt.
        """
        ...

    def hit_all(
        self, attempts: Mapping[str, int], *, window: timedelta, limit: int, at: datetime
    ) -> Mapping[str, timedelta]:
        """Count several attempts of several keys at once; return how long to wait, by key.

        Keys that are still within the limit are missing.
        """
        ...

    def address_key(self, address: str, at: datetime) -> str:
        """Return a name for a network address that means nothing after today (UTC)."""
        ...
