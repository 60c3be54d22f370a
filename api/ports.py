"""What handlers are handed about people: accounts, sign-in, sessions, limits, mail.

Who somebody is lies outside the log (trust.md 2.2). Everything but mail is kept
in the vault's database, so every method raises VaultUnavailable while that does
not answer. Times are handed in, aware. All of it is safe in threads.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol, runtime_checkable
from uuid import UUID

from domain.people import Level, PersonRef, ProcessId, Pseudonym

Language = Literal["de", "en"]


class Account(Protocol):
    """One person's account."""

    @property
    def person(self) -> PersonRef: ...
    @property
    def pseudonym(self) -> Pseudonym:
        """The person's pseudonym in the installation: roles and sanctions are under it."""
        ...

    @property
    def email(self) -> str | None:
        """As it was written; None for somebody a clerk records on paper."""
        ...

    @property
    def name(self) -> str | None: ...
    @property
    def language(self) -> Language: ...
    @property
    def level(self) -> Level: ...
    @property
    def of_age(self) -> bool:
        """Whether the person said to be 16 or older (I16)."""
        ...

    @property
    def created(self) -> datetime: ...


@runtime_checkable
class Accounts(Protocol):
    """Who has which address. Roles are not here: they are events."""

    def register(
        self,
        person: PersonRef,
        *,
        email: str | None,
        of_age: bool,
        at: datetime,
        language: Language = "de",
        level: Level = "email",
        name: str | None = None,
    ) -> Account:
        """Return the account of this address, made for `person` if there is none.

        So `person` is a fresh id, and the answer may name another one. The vault
        knows the person, and holds the address against votes, when this returns.
        Whether somebody too young may register is for the domain to say, before.

        Raises:
            ValueError: not an e-mail address.
        """
        ...

    def by_email(self, email: str) -> Account | None:
        """Return the account of an address, whatever its capitals.

        Raises:
            ValueError: not an e-mail address.
        """
        ...

    def by_person(self, person: PersonRef) -> Account | None:
        """Return a person's account; None once erased. Up to 60 seconds old."""
        ...

    def by_pseudonyms(self, pseudonyms: Collection[Pseudonym]) -> Mapping[Pseudonym, Account]:
        """Return whose pseudonyms of the installation these are, for staff lists.

        Takes up to 1000; those of nobody are missing from the answer.
        """
        ...


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

    def address_key(self, address: str, at: datetime) -> str:
        """Return a name for a network address that means nothing after today (UTC)."""
        ...


class Draft(Protocol):
    """A contribution somebody has not submitted."""

    @property
    def id(self) -> UUID: ...
    @property
    def process(self) -> ProcessId: ...
    @property
    def content(self) -> bytes:
        """Whatever the form stored."""
        ...

    @property
    def saved_at(self) -> datetime: ...


@runtime_checkable
class Drafts(Protocol):
    """Drafts are mutable, have an owner and leave no event (ruling 2)."""

    def save(
        self, draft_id: UUID, person: PersonRef, process: ProcessId, content: bytes, at: datetime
    ) -> None:
        """Store or replace the person's draft.

        Raises:
            PermissionError: the id is somebody else's draft.
        """
        ...

    def find(self, draft_id: UUID, person: PersonRef) -> Draft | None:
        """Return the person's own draft; None if it is not theirs or not there."""
        ...

    def of(self, person: PersonRef) -> Sequence[Draft]:
        """Return the person's drafts, the latest saved first."""
        ...

    def discard(self, draft_id: UUID, person: PersonRef) -> None:
        """Delete the person's own draft; anything else is passed over."""
        ...


@runtime_checkable
class Mailer(Protocol):
    """Sends one mail, blocking for up to 10 seconds: not for the event loop."""

    def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        """Hand the mail to the server, which has it when this returns.

        `message_id` is the same whenever the same mail is sent again, so that a
        mailbox shows a repetition once: letters, digits, `-`, `_` and `.`.

        Raises:
            ConnectionError: not now; send it again later.
            ValueError: never; the address or the text was refused.
        """
        ...


class StoredMail(Protocol):
    """A mail of the demo, kept instead of sent."""

    @property
    def id(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def sent_at(self) -> datetime: ...


@runtime_checkable
class Outbox(Protocol):
    """Reads what a demo has sent."""

    def mails(self) -> Sequence[StoredMail]:
        """Return the last 200 mails, the latest first."""
        ...

    def mail(self, mail_id: str) -> StoredMail | None:
        """Return one mail by its id; None if there is none."""
        ...
