"""What people ask for about their own data: erasing it, taking that back, a copy of it.

Both take a fresh sign-in: a session somebody forgot to end must not be enough to
destroy an account or to carry everything away.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from api.mail_texts import moment_in
from api.people import Person
from api.ports import Accounts, Erasures, PendingErasure, Sessions
from api.proofs import LeafOf, Proof
from api.sign_in import Post
from domain.erasure import ErasureHasBegun, FreshSignInNeeded
from domain.people import PersonRef
from domain.use_cases.erasing import Wish

FRESH = timedelta(minutes=15)


class OwnData:
    """The services behind the pages and routes of one's own data. Blocking; safe in threads."""

    def __init__(
        self,
        *,
        erasures: Erasures,
        accounts: Accounts,
        sessions: Sessions,
        post: Post,
        leaf_of: LeafOf,
        delay: timedelta,
        base_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._erasures = erasures
        self._accounts = accounts
        self._sessions = sessions
        self._post = post
        self._leaf_of = leaf_of
        self._delay = delay
        self._base_url = base_url
        self._clock = clock

    @property
    def delay(self) -> timedelta:
        """For how long an erasure can be cancelled."""
        return self._delay

    def is_fresh(self, person: Person) -> bool:
        """Tell whether the person signed in within the last 15 minutes, on this device."""
        if person.ref is None or person.session_id is None:
            return False
        mine = self._sessions.of(person.ref, person.at)
        begun = [each.created for each in mine if each.id == person.session_id]
        return bool(begun) and person.at - begun[0] <= FRESH

    def require_fresh(self, person: Person) -> PersonRef:
        """Return who it is.

        Raises:
            FreshSignInNeeded: their sign-in is older, or they came by a bearer token.
        """
        if person.ref is None or not self.is_fresh(person):
            raise FreshSignInNeeded(minutes=FRESH // timedelta(minutes=1))
        return person.ref

    def ask(self, person: Person, wish: Wish) -> PendingErasure:
        """Note what is to be erased when the time for thinking it over has passed.

        Whoever has asked already gets that request back, unchanged.

        Raises:
            FreshSignInNeeded: see there.
        """
        return self.note(self.require_fresh(person), wish, person.at)

    def note(self, ref: PersonRef, wish: Wish, at: datetime) -> PendingErasure:
        """Note it for somebody whose identity was made sure of in another way."""
        before = self._erasures.of(ref)
        if before is not None:
            return before
        account = self._accounts.by_person(ref)
        pending = self._erasures.ask(
            ref,
            wish=msgspec.json.encode(wish),
            ground="request",
            language=account.language if account else "de",
            at=at,
            due=at + self._delay,
        )
        facts = {
            "account": "yes" if wish.account else "",
            "due": moment_in(pending.due, pending.language),
            "link": f"{self._base_url}/{pending.language}/erasure/{pending.token}",
        }
        self._mail(pending, "erasure_requested", facts)
        return pending

    def pending(self, person: Person) -> PendingErasure | None:
        """Return what the person has asked for and what has not been done yet."""
        return None if person.ref is None else self._erasures.of(person.ref)

    def find(self, token: str) -> PendingErasure | None:
        """Return the pending erasure that a link from a mail is about."""
        return self._erasures.find(token)

    def proof(self, token: str) -> Proof | None:
        """Return the proof of an erasure carried out, for 90 days."""
        body = self._erasures.proof(token, self._clock())
        if body is None:
            return None
        return msgspec.json.decode(body, type=Proof).published(self._leaf_of)

    def cancel(self, token: str) -> None:
        """Take an erasure back; one that is unknown or taken back is passed over.

        Raises:
            ErasureHasBegun: too late.
        """
        pending = self._erasures.find(token)
        if pending is None:
            return
        if self._erasures.cancel(token) is None and self._erasures.find(token) is not None:
            raise ErasureHasBegun
        self._mail(pending, "erasure_cancelled", {})

    def _mail(self, pending: PendingErasure, template: str, facts: dict[str, str]) -> None:
        account = self._accounts.by_person(pending.person)
        if account is None or account.email is None:
            return
        facts = {**facts, "site": self._base_url}
        self._post(to=account.email, template=template, language=pending.language, facts=facts)
