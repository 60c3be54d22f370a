"""What the data protection officer watches: erasures and terms, never names or votes.

Who was shown personal data, and texts that shall go, have pages of their own
(api/pages/audit/reads.py, api/pages/text_erasures.py).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

import msgspec

from api.keeping import KEEP, Kept
from api.ports import PendingErasure
from domain.use_cases.erasing import Wish

State = Literal["waiting", "running", "mail_fails"]
"""`waiting`: it can still be cancelled. `mail_fails`: all but the last mail is done."""

Texts = Literal["none", "some", "all"]


class Requests(Protocol):
    """What people have asked for: api.ports.Erasures."""

    def pending(self) -> Sequence[PendingErasure]: ...


class Entry(Protocol):
    """One erasure that was begun, as the list kept apart from the vault has it."""

    @property
    def at(self) -> datetime: ...
    @property
    def person(self) -> object: ...
    @property
    def ground(self) -> str: ...
    @property
    def refs(self) -> Sequence[str]: ...


class CarriedOutList(Protocol):
    def entries(self) -> Sequence[Entry]: ...


class Due(Protocol):
    """What one rule would let go of: api.retaining.Let."""

    @property
    def kept(self) -> Kept: ...
    @property
    def count(self) -> int: ...


class Counting(Protocol):
    """Counts what is due to go: api.retaining.Retaining."""

    def would_go(self) -> Sequence[Due]: ...


class Requested(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure somebody has asked for; who, nobody is told."""

    requested: datetime
    due: datetime
    ground: str
    account: bool
    texts: Texts
    state: State


class CarriedOut(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that was carried out; `texts` counts titles, bodies and versions."""

    at: datetime
    ground: str
    account: bool
    texts: int


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """How long something is kept; `due` is how much would go today, None in a demo."""

    kept: Kept
    keep: timedelta
    due: int | None


class DataProtection:
    """Answers for the officer. Blocking; safe in threads."""

    def __init__(
        self,
        *,
        keep: Mapping[Kept, timedelta],
        requests: Requests,
        carried_out: CarriedOutList,
        retaining: Counting | None,
    ) -> None:
        self._keep = keep
        self._requests = requests
        self._carried_out = carried_out
        self._retaining = retaining

    def requests(self, now: datetime) -> list[Requested]:
        """Return what people have asked for and what is not done yet, soonest first.

        Raises:
            VaultUnavailable: the database does not answer.
        """
        return [_requested(each, now) for each in self._requests.pending()]

    def carried_out(self) -> list[CarriedOut]:
        """Return the list of erasures, newest first: as long as backups of the vault live."""
        # A job that is killed, or waits for a mail server, begins again and lists it again.
        once = {(each.person, tuple(each.refs)): each for each in self._carried_out.entries()}
        entries = sorted(once.values(), key=lambda entry: entry.at, reverse=True)
        return [
            CarriedOut(
                at=each.at,
                ground=each.ground,
                account=each.person is not None,
                texts=len(each.refs),
            )
            for each in entries
        ]

    def terms(self) -> list[Term]:
        """Return every term, with how much is over it.

        Raises:
            VaultUnavailable: the database does not answer.
        """
        counts: dict[Kept, int] = {}
        for each in self._retaining.would_go() if self._retaining else ():
            counts[each.kept] = counts.get(each.kept, 0) + each.count
        known = self._retaining is not None
        return [
            Term(kept=kept, keep=self._keep[kept], due=counts.get(kept, 0) if known else None)
            for kept in KEEP
        ]


def _requested(pending: PendingErasure, now: datetime) -> Requested:
    wish = msgspec.json.decode(pending.wish, type=Wish)
    state: State = "waiting" if pending.plan is None and now < pending.due else "running"
    return Requested(
        requested=pending.requested,
        due=pending.due,
        ground=pending.ground,
        account=wish.account,
        texts=wish.texts,
        state="mail_fails" if pending.attempts else state,
    )
