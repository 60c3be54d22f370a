"""Votes on the event loop: no thread waits while a vote becomes durable (ruling 20)."""

import asyncio
from functools import partial

import anyio
from anyio import to_thread

from domain.ports import ConcurrentChange, LogUnavailable
from domain.use_cases import recalling
from domain.use_cases.carrying_out import Asking, Deciding, Outcome, outcome_of

THREADS = 16  # for votes that have to be read for first
MOST_WAITING = 1_000
"""Votes under way in one process; more are asked to come back, before they cost anything."""


class TooBusy(LogUnavailable):
    """More votes are under way than will be stored in time; nothing was stored."""


class Voting:
    """Takes votes for one event loop."""

    def __init__(self, votes: recalling.Voting) -> None:
        self._votes = votes
        self._under_way = 0
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
        if begun is not None:
            try:
                return outcome_of(await asyncio.wrap_future(begun))
            except ConcurrentChange:
                pass  # What was remembered is out of date, or this person has voted before.
        if self._threads is None:
            self._threads = anyio.CapacityLimiter(THREADS)
        carry_out = partial(self._votes.carry_out, asking, decide)
        return await to_thread.run_sync(carry_out, limiter=self._threads)
