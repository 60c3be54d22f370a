"""How often somebody may do something (docs/rules/limits.md)."""

import math
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from api.people import Person
from api.ports import Limits
from api.settings import Limit, Limited

MOST = 10_000
"""Voters of the last hour that a process counts by itself; it starts anew beyond them."""


class TooManyAttempts(Exception):
    """The limit is reached; `retry_after` is how many seconds to wait, at least 1."""

    def __init__(self, limited: Limited, wait: timedelta) -> None:
        super().__init__(limited)
        self.limited = limited
        self.retry_after = max(1, math.ceil(wait.total_seconds()))


class _Count(msgspec.Struct):
    """What one process knows of a counter: `stored` by all, `pending` of its own."""

    ends: datetime
    stored: int = 0
    pending: int = 0


class Allowances:
    """Counts attempts per account and per network address. Safe in threads.

    Votes are counted in memory and handed to the database by `settle`, once a
    second: between two settlements each process may let that many more through,
    and a vote costs no query (ruling 20). Everything else is counted in the
    database at once, and is exact.
    """

    def __init__(
        self, limits: Limits, table: Mapping[Limited, Limit], clock: Callable[[], datetime]
    ) -> None:
        self._limits = limits
        self._table = table
        self._clock = clock
        self._votes: dict[str, _Count] = {}
        self._lock = threading.Lock()

    def spend(self, limited: Limited, who: Person | UUID | str) -> None:
        """Count one attempt of a person, or of whatever a string names.

        Asks the database, except for votes. People without an account have nothing
        to count by: their requests end at a guard or at the domain.

        Raises:
            TooManyAttempts: answered as 429.
        """
        name = who.ref if isinstance(who, Person) else who
        if name is None:
            return
        key = f"{limited}:{name}"
        limit = self._table[limited]
        wait = self._vote(key, limit) if limited == "votes" else self._hit(key, limit)
        if wait is not None:
            raise TooManyAttempts(limited, wait)

    def spend_by_address(self, limited: Limited, address: str) -> None:
        """Count one attempt from a network address, stored under a key that dies today.

        Raises:
            TooManyAttempts: answered as 429.
        """
        self.spend(limited, self._limits.address_key(address, self._clock()))

    def settle(self) -> None:
        """Hand counted votes to the database and learn what other processes counted.

        Raises:
            VaultUnavailable: nothing is lost; it is handed over next time.
        """
        with self._lock:
            counted = {key: each.pending for key, each in self._votes.items() if each.pending}
        now = self._clock()
        if counted:
            limit = self._table["votes"]
            waits = self._limits.hit_all(counted, window=limit.window, limit=limit.most, at=now)
            for key, pending in counted.items():
                self._settle_one(key, pending, waits.get(key))
        with self._lock:
            for key in [key for key, each in self._votes.items() if each.ends <= now]:
                del self._votes[key]
            if len(self._votes) > MOST:
                self._forget_settled()

    def _forget_settled(self) -> None:
        """Leave those to the database who are below their limit: it has all their votes."""
        most = self._table["votes"].most
        self._votes = {
            key: each for key, each in self._votes.items() if each.pending or each.stored >= most
        }

    def _hit(self, key: str, limit: Limit) -> timedelta | None:
        return self._limits.hit(key, window=limit.window, limit=limit.most, at=self._clock())

    def _vote(self, key: str, limit: Limit) -> timedelta | None:
        now = self._clock()
        with self._lock:
            count = self._votes.get(key)
            if count is None or count.ends <= now:
                count = self._votes[key] = _Count(now + limit.window)
            if count.stored + count.pending >= limit.most:
                return count.ends - now
            count.pending += 1
        return None

    def _settle_one(self, key: str, pending: int, refused: timedelta | None) -> None:
        with self._lock:
            count = self._votes.get(key)
            if count is None:
                return
            count.pending -= pending
            count.stored += pending
            if refused is not None:
                # Others have used up the rest: what is stored is at its limit now.
                count.stored = self._table["votes"].most
                count.ends = min(count.ends, self._clock() + refused)
