"""People who write: ideas through the interface for programs, and one in a browser's form."""

import asyncio
import itertools
import time
from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

import httpx
import msgspec

from api.security.cookies import COOKIES
from tests.api.pages.plain_browser import Page, page_of
from tests.benchmarks.serving.filling import SLUG, Town
from tests.cluster.voters import AT_REST, PATIENCE, PAUSE, Answered, answered

_FORM = f"/de/p/{SLUG}/submit"


class HandedIn(msgspec.Struct, frozen=True):
    """An idea somebody was told is stored, when, and when this attempt began."""

    number: int
    proposal: UUID
    at: float
    begun: float

    @property
    def title(self) -> str:
        """What was typed as its title."""
        return _title(self.number)

    @property
    def body(self) -> str:
        """What was typed as its text."""
        return _body(self.number)


class Authors:
    """Hand in one idea after the other; each is sent until it is taken, to both nodes in turn."""

    def __init__(self, webs: Sequence[str], town: Town) -> None:
        self._webs = webs
        self._tokens = town.tokens
        self._enough = asyncio.Event()
        self.handed_in: list[HandedIn] = []
        self.answers: list[Answered] = []

    async def run(self) -> None:
        """Hand in until `stop`, and what has been begun to its end."""
        async with _client() as client:
            for number in itertools.count():
                if self._enough.is_set():
                    return
                for attempt in itertools.count():
                    web = self._webs[(number + attempt) % len(self._webs)]
                    if await self._taken(client, web, number):
                        break
                    await asyncio.sleep(PAUSE)

    def stop(self) -> None:
        """Begin no further idea."""
        self._enough.set()

    def first_begun_after(self, moment: float) -> float | None:
        """Return when the first idea was taken whose attempt began after a moment."""
        return min((each.at for each in self.handed_in if each.begun > moment), default=None)

    async def _taken(self, client: httpx.AsyncClient, web: str, number: int) -> bool:
        began = time.monotonic()
        answer = await client.post(
            f"{web}/api/v1/processes/{SLUG}/proposals",
            json={"title": _title(number), "body": _body(number)},
            headers={
                "Authorization": f"Bearer {self._tokens[number % len(self._tokens)]}",
                "Idempotency-Key": f"idea-{number}",
            },
        )
        self.answers.append(answered(answer, began))
        if answer.status_code != HTTPStatus.CREATED:
            return False
        taken = HandedIn(number, UUID(answer.json()["id"]), time.monotonic(), began)
        self.handed_in.append(taken)
        return True


class Typist:
    """Has typed an idea into the form of one web node, and sends it to the other until it is taken.

    `token` is that of a session; the other node has never seen it. Sends once `send` is called.
    """

    title = "Eine Bank am Fluss, getippt in schweren Zeiten"
    body = "Von hier sieht man die Fähre, und abends sitzen alle auf der Mauer. <Danke> & Gruß."

    def __init__(self, webs: Sequence[str], token: str) -> None:
        self._here, self._there = webs
        self._cookies = {COOKIES.sid: token}
        self._now = asyncio.Event()
        self.answers: list[Answered] = []
        self.pages: list[Page] = []

    async def run(self) -> None:
        """Open the form, wait for `send`, then send it again and again until it is taken."""
        async with _client() as client:
            client.cookies.update(self._cookies)
            client.headers["Sec-Fetch-Site"] = "same-origin"
            form = page_of(await client.get(f"{self._here}{_FORM}")).form("/submit")
            filled = {**form.fields, "title": self.title, "body": self.body}
            await self._now.wait()
            while True:
                began = time.monotonic()
                answer = await client.post(f"{self._there}{form.action}", data=filled)
                self.answers.append(answered(answer, began))
                if answer.status_code == HTTPStatus.SEE_OTHER:
                    return
                self.pages.append(page_of(answer))
                await asyncio.sleep(PAUSE)

    def send(self) -> None:
        """Let the form be sent from now on."""
        self._now.set()


def _client() -> httpx.AsyncClient:
    limits = httpx.Limits(keepalive_expiry=AT_REST)
    return httpx.AsyncClient(timeout=PATIENCE, limits=limits)


def _title(number: int) -> str:
    return f"Ein Brunnen für den Markt, Vorschlag {number}"


def _body(number: int) -> str:
    return f"Im Sommer ist der Platz zu heiß. Das ist der Text von Vorschlag {number}."
