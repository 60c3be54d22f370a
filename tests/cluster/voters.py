"""People who vote through both web nodes, and try again as they are told to."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

import httpx
import msgspec

from tests.benchmarks.serving.filling import SLUG, Town

PATIENCE = 20.0  # seconds until somebody gives an answer up; none may take that long
AT_REST = 2.0  # seconds; the server gives up a connection that rests for five
PAUSE = 0.5  # seconds before a vote is tried again, with the same key


class Vote(msgspec.Struct, frozen=True):
    """One wish of one person. No two of them are about the same question of one person."""

    number: int
    token: str
    proposal: UUID


class Acknowledged(msgspec.Struct, frozen=True):
    """A vote somebody was told is stored, when, and when this attempt began."""

    vote: Vote
    position: int
    at: float
    begun: float


class Answered(msgspec.Struct, frozen=True):
    """Any answer: how long it took, and whether it said when to come back."""

    status: int
    seconds: float
    promised: bool


class Voters:
    """Votes one after the other, so many at a time, until told to stop.

    A vote that was not acknowledged is tried again at the other web node, as a browser
    or a person would; nobody who has begun gives up. The first `after` votes were others'.
    """

    def __init__(self, webs: Sequence[str], town: Town, *, at_once: int, after: int = 0) -> None:
        self._webs = webs
        self._votes = itertools.islice(_votes(town), after, None)
        self._pages = (f"/de/p/{SLUG}/ideas", *(f"/de/ideas/{each}" for each in town.proposals[:9]))
        self._at_once = at_once
        self._enough = asyncio.Event()
        self.acknowledged: list[Acknowledged] = []
        self.answers: list[Answered] = []
        self.pages: list[Answered] = []
        self.failures: Counter[str] = Counter()

    async def run(self) -> None:
        """Vote and read until `stop`, then see to it that every vote begun is acknowledged."""
        limits = httpx.Limits(max_connections=2 * self._at_once, keepalive_expiry=AT_REST)
        async with httpx.AsyncClient(timeout=PATIENCE, limits=limits) as client:
            reading = (self._reading(client, web) for web in self._webs)
            voting = (self._voting(client) for _ in range(self._at_once))
            await asyncio.gather(*reading, *voting)

    def stop(self) -> None:
        """Begin no further vote."""
        self._enough.set()

    def first_begun_after(self, moment: float) -> float | None:
        """Return when the first vote was acknowledged whose attempt began after a moment."""
        return min((each.at for each in self.acknowledged if each.begun > moment), default=None)

    async def _voting(self, client: httpx.AsyncClient) -> None:
        while not self._enough.is_set():
            vote = next(self._votes)
            for attempt in itertools.count():
                web = self._webs[(vote.number + attempt) % len(self._webs)]
                if await self._acknowledged(client, web, vote):
                    break
                await asyncio.sleep(PAUSE)

    async def _reading(self, client: httpx.AsyncClient, web: str) -> None:
        """Look at pages of one web node, as somebody without an account."""
        for page in itertools.cycle(self._pages):
            if self._enough.is_set():
                return
            began = time.monotonic()
            try:
                answer = await client.get(f"{web}{page}")
            except httpx.TransportError as error:
                self.failures[type(error).__name__] += 1
            else:
                self.pages.append(answered(answer, began))
            await asyncio.sleep(PAUSE)

    async def _acknowledged(self, client: httpx.AsyncClient, web: str, vote: Vote) -> bool:
        began = time.monotonic()
        headers = {
            "Authorization": f"Bearer {vote.token}",
            "Idempotency-Key": f"vote-{vote.number}",
        }
        address = f"{web}/api/v1/proposals/{vote.proposal}/support"
        try:
            answer = await client.put(address, headers=headers)
        except httpx.TransportError as error:
            self.failures[type(error).__name__] += 1
            return False
        self.answers.append(answered(answer, began))
        if answer.status_code != httpx.codes.OK:
            return False
        position = int(answer.headers["event-position"])
        self.acknowledged.append(Acknowledged(vote, position, time.monotonic(), began))
        return True


def answered(answer: httpx.Response, began: float) -> Answered:
    """Return what is kept of an answer."""
    promised = "retry-after" in answer.headers
    return Answered(answer.status_code, time.monotonic() - began, promised)


def _votes(town: Town) -> Iterator[Vote]:
    pairs = ((token, proposal) for proposal in town.proposals for token in town.tokens)
    for number, (token, proposal) in enumerate(pairs):
        yield Vote(number, token, proposal)
