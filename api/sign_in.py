"""Signing in by a link in a mail, signing out, and the demo's one-click sign-in.

Nobody can learn here whether an address has an account: the answer to `request_link`
is the same, takes the same work, and the mail leaves later on another thread.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from urllib.parse import quote

import msgspec

from api.limiting import Allowances
from api.ports import Account, Accounts, Erasures, Language, Session, Sessions, SignInLinks
from domain.erasure import ErasureHasBegun
from domain.participants import TooYoungToRegister
from domain.people import PersonRef
from domain.permissions import STAFF
from domain.use_cases import accounts as account_use_cases
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.erasing import Wish

MINUTES = 10
"""How long a link is valid."""
LONGEST = 500
"""Characters of a way on that goes along: anybody can have it sent to any mailbox."""


class NotAnAddress(ValueError):
    """What was typed is not an e-mail address; ask for it again."""


class LinkIsVoid(Exception):
    """Unknown, used or older than ten minutes; the person asks for a new one. 410."""


class DemoOnly(Exception):
    """One-click sign-in was asked of a real installation: refused, and answered as 404."""


class Post(Protocol):
    """Takes a mail and returns at once; it is sent later, and again if it fails."""

    def __call__(
        self, *, to: str, template: str, language: Language, facts: dict[str, str]
    ) -> None: ...


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What a link will do: `is_new` asks the person to confirm that they are 16 or older."""

    email: str
    language: Language
    is_new: bool


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is signed in: `token` is for the cookie, see `api.security.cookies`."""

    token: str
    session: Session
    account: Account


class SignIn:
    """The services behind the sign-in pages. Blocking; safe in threads."""

    def __init__(
        self,
        *,
        platform: Platform,
        accounts: Accounts,
        links: SignInLinks,
        sessions: Sessions,
        erasures: Erasures,
        allowances: Allowances,
        post: Post,
        base_url: str,
        demo: bool,
        clock: Callable[[], datetime],
    ) -> None:
        self._platform = platform
        self._accounts = accounts
        self._links = links
        self._sessions = sessions
        self._erasures = erasures
        self._allowances = allowances
        self._post = post
        self._base_url = base_url
        self._demo = demo
        self._clock = clock

    def request_link(
        self,
        email: str,
        *,
        language: Language,
        next_path: str = "",
        of_age: bool = False,
    ) -> None:
        """Send a link to an address, whether it has an account or not.

        `next_path` is where the person wanted to go. `of_age` says that they have
        confirmed to be 16 or older already; otherwise `confirm` asks.

        Raises:
            NotAnAddress: show the form again.
            TooManyAttempts: too many mails to this mailbox within the hour.
        """
        try:
            mailbox = self._links.mailbox(email)
        except ValueError as error:
            raise NotAnAddress from error
        self._allowances.spend("sign_in_mails", hashlib.sha256(mailbox.encode()).hexdigest())
        token = self._links.issue(email, at=self._clock(), language=language, of_age=of_age)
        link = f"{self._base_url}/{language}/sign-in/{token}"
        if (safe := inside(next_path)) and len(safe) <= LONGEST:
            link += f"?next={quote(safe, safe='/')}"
        facts = {"link": link, "minutes": str(MINUTES), "site": self._base_url}
        self._post(to=email.strip(), template="sign_in", language=language, facts=facts)

    def look_up(self, token: str) -> Arrival:
        """Return what a link will do, using nothing up: mail scanners open links too.

        Raises:
            LinkIsVoid: see there.
        """
        confirmed = self._links.look_up(token, self._clock())
        if confirmed is None:
            raise LinkIsVoid
        is_new = not confirmed.of_age and self._accounts.by_email(confirmed.email) is None
        return Arrival(email=confirmed.email, language=confirmed.language, is_new=is_new)

    def confirm(
        self,
        token: str,
        *,
        user_agent: str,
        address: str,
        of_age: bool = False,
        old_token: str = "",
    ) -> Signed:
        """Use a link up and sign its bearer in, making the account on the first time.

        `address` is the network address, by which sign-ups are counted; `old_token`
        is the session the browser had before, which ends.

        Raises:
            LinkIsVoid: see there; of two at once, one gets this.
            TooYoungToRegister: a new account needs `of_age`; the link stays valid.
            TooManyAttempts: too many new accounts from this network today.
            ErasureHasBegun: the account is being erased.
        """
        arrival = self.look_up(token)
        if arrival.is_new and not of_age:
            raise TooYoungToRegister
        known = self._accounts.by_email(arrival.email)
        if known is None:
            self._allowances.spend_by_address("sign_ups", address)
        confirmed = self._links.redeem(token, self._clock())
        if confirmed is None:
            raise LinkIsVoid
        account = known or self._accounts.register(
            PersonRef(self._platform.new_id()),
            email=confirmed.email,
            of_age=True,
            at=self._clock(),
            language=confirmed.language,
        )
        return self._start(account, user_agent, old_token)

    def sign_out(self, token: str) -> None:
        """End a session; an unknown one is passed over."""
        if token:
            self._sessions.end(token)

    def as_demo_person(self, email: str, *, user_agent: str, old_token: str = "") -> Signed:
        """Sign somebody of the demo's made-up cast in.

        Raises:
            DemoOnly: this is not a demo.
            LookupError: the cast has nobody with this address.
            ErasureHasBegun: the account is being erased.
        """
        if not self._demo:
            raise DemoOnly
        account = self._accounts.by_email(email)
        if account is None:
            raise LookupError(email)
        return self._start(account, user_agent, old_token)

    def _start(self, account: Account, user_agent: str, old_token: str) -> Signed:
        """Open a session under a token that was never used before (no fixation)."""
        now = self._clock()
        self._require_staying(account.person)
        standing = account_use_cases.standing(self._platform, account.person).account
        if standing.level == "guest":
            # New, or the log missed the account because something broke in between.
            asking = Asking(person=account.person, at=now, level=account.level)
            account_use_cases.register(self._platform, asking, of_age=account.of_age)
        staff = any(grant.role in STAFF for grant in standing.grants)
        if old_token:
            self._sessions.end(old_token)
        token, session = self._sessions.start(
            account.person, staff=staff, user_agent=user_agent, at=now
        )
        return Signed(token=token, session=session, account=account)

    def _require_staying(self, person: PersonRef) -> None:
        """Refuse whose account is being erased: what they wrote now would outlive it."""
        pending = self._erasures.of(person)
        if pending is None or pending.plan is None:
            return
        if msgspec.json.decode(pending.wish, type=Wish).account:
            raise ErasureHasBegun


def inside(path: str) -> str:
    """Return a path of this site, or "" if the text could lead anywhere else."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if plain and path.isprintable() and "\\" not in path else ""
