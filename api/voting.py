"""Votes on the event loop: no thread waits while a vote becomes durable (ruling 20)."""

from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from functools import partial

import anyio
import msgspec
from anyio import to_thread
from litestar.types import HTTPScope

from api.arriving import Arrivals
from api.gathering import Gathering
from api.limiting import Allowances
from api.people import AnyRequest, Person, person_of
from domain.messages import Appended
from domain.ports import ConcurrentChange, LogUnavailable, NotAtHand
from domain.use_cases import recalling
from domain.use_cases.carrying_out import Asking, Deciding, Outcome, Platform, outcome_of

THREADS = 16  # for votes that cannot be decided from memory
ROUNDS = 5
"""Of fetching what a vote lacks: secrets, histories, the mark of a voter, the phase, the maker."""
MOST_WAITING = 1_000
"""Votes under way in one process; more are asked to come back, before they cost anything."""


class TooBusy(LogUnavailable):
    """More votes are under way than will be stored in time; nothing was stored."""


class Voting:
    """Takes votes for one event loop."""

    def __init__(self, votes: recalling.Voting) -> None:
        self._votes = votes
        self._under_way = 0
        self._lacking = Gathering(votes.fetch)
        self._stored: Arrivals[Appended] = Arrivals()
        self._threads: anyio.CapacityLimiter | None = None

    async def take(self, asking: Asking, decide: Deciding) -> Outcome:
        """Carry a vote out; it is durable when this returns.

        Raises:
            TooBusy: too many others are under way.
            Refusal, ConcurrentChange, CommandReused, LogUnavailable, VaultUnavailable:
                as `carrying_out.carry_out`.
        """
        if self._under_way >= MOST_WAITING:
            raise TooBusy
        self._under_way += 1
        try:
            return await self._take(asking, decide)
        finally:
            self._under_way -= 1

    async def _take(self, asking: Asking, decide: Deciding) -> Outcome:
        begun = self._votes.begin(asking, decide)
        for _ in range(ROUNDS):
            if not isinstance(begun, NotAtHand):
                break
            await self._lacking.wait_for(begun)
            begun = self._votes.begin(asking, decide)
        if isinstance(begun, Future):
            try:
                return outcome_of(await self._stored.wait_for(begun))
            except ConcurrentChange:
                pass  # What was remembered is out of date, or this person has voted before.
        if self._threads is None:
            self._threads = anyio.CapacityLimiter(THREADS)
        carry_out = partial(self._votes.carry_out, asking, decide)
        return await to_thread.run_sync(carry_out, limiter=self._threads)


class VotingBooth(msgspec.Struct, frozen=True):
    """Takes one vote of one person; all that a vote needs, in one piece.

    The framework makes a task of every dependency that stands beside another, and looks
    at each value's type: for votes that cost as much as the vote itself.
    """

    voting: Voting
    platform: Platform
    allowances: Allowances
    person: Person
    asking: Asking
    note: Callable[[int], None]

    async def take(self, vote: Deciding) -> Outcome:
        """Carry a vote out; each counts against what one person may do.

        Does not wait until reads show it: the answer carries its position, and whoever
        reads next with that position sees the vote (docs/rules/api.md).

        Raises:
            TooManyAttempts: the person has used up their votes of this hour.
            TooBusy, Refusal, CommandReused, LogUnavailable, VaultUnavailable: as `Voting.take`.
        """
        self.allowances.spend("votes", self.person)
        outcome = await self.voting.take(self.asking, vote)
        self.note(outcome.position)
        return outcome


def booths(
    voting: Voting,
    platform: Platform,
    allowances: Allowances,
    ask: Callable[[AnyRequest], Awaitable[Asking]],
    noting: Callable[[HTTPScope], Callable[[int], None]],
) -> Callable[[AnyRequest], Awaitable[VotingBooth]]:
    """Return what makes a booth for each request.

    `ask` says who wishes something; `noting` gives what notes the position of a write.
    """

    async def provide(request: AnyRequest) -> VotingBooth:
        person, asking = person_of(request), await ask(request)
        return VotingBooth(voting, platform, allowances, person, asking, noting(request.scope))

    return provide
