"""From the acknowledgement of a vote to an answer to anybody that shows it."""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import quantiles
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from tests.benchmarks.serving.filling import Town

PATIENCE = 10.0  # seconds after which a vote counts as never seen
PAUSE = (0.3, 0.6)  # seconds between two votes: nobody else is about
SHORT_PAUSE = (0.05, 0.2)  # in a storm nobody waits for it to be over
_TAG = re.compile(r'W/"\d+-(\d+)-')


class Waits(msgspec.Struct, frozen=True):
    """Milliseconds that votes took to show; `never` is how many did not."""

    page: list[float]
    program: list[float]
    never: int

    @property
    def p99(self) -> float:
        """The longest of a hundred, or of fewer."""
        return _percentile([*self.page, *self.program], 99)

    def __str__(self) -> str:
        told = [
            f"{name} p50 {_percentile(waits, 50):,.0f} ms p99 {_percentile(waits, 99):,.0f} ms"
            for name, waits in (("page", self.page), ("JSON", self.program))
            if waits
        ]
        return f"{', '.join(told)}; {len(self.page) + len(self.program)} votes, {self.never} unseen"


def _percentile(values: list[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=100, method="inclusive")[percent - 1]


class Onlooker:
    """Votes as distinct people for one idea, and reads it as nobody."""

    def __init__(self, address: str, town: Town, idea: UUID) -> None:
        host = urlsplit(address).netloc
        self._voter = http.client.HTTPConnection(host, timeout=30)
        self._reader = http.client.HTTPConnection(host, timeout=30)
        self._idea = idea
        self._tokens = town.tokens
        self._dice = random.Random(1)

    def watch(
        self,
        *,
        votes: int,
        gap: float,
        pause: tuple[float, float] = PAUSE,
        go_on: Callable[[], bool] = lambda: True,
    ) -> Waits:
        """Vote this often, while told to go on; ask every `gap` seconds whether it shows."""
        page, program, never = list[float](), list[float](), 0
        for number, token in enumerate(self._tokens[:votes]):
            if not go_on():
                break
            on_page = number % 2 == 1
            self._shows(0, on_page=on_page)  # so that what was there before is kept
            position = self._vote(token)
            if position is None:
                continue  # told to come back
            waited = self._until(position, gap, on_page=on_page)
            if waited is None:
                never += 1
            else:
                (page if on_page else program).append(waited)
            time.sleep(self._dice.uniform(*pause))
        return Waits(page, program, never)

    def close(self) -> None:
        """Hang up."""
        self._voter.close()
        self._reader.close()

    def _vote(self, token: str) -> int | None:
        headers = {"Authorization": f"Bearer {token}", "Content-Length": "0"}
        self._voter.request("PUT", f"/api/v1/proposals/{self._idea}/support", headers=headers)
        answer = self._voter.getresponse()
        answer.read()
        position = answer.headers.get("event-position")
        return int(position) if answer.status == http.client.OK and position else None

    def _until(self, position: int, gap: float, *, on_page: bool) -> float | None:
        began = time.perf_counter()
        while not self._shows(position, on_page=on_page):
            if time.perf_counter() - began > PATIENCE:
                return None
            time.sleep(gap)
        return (time.perf_counter() - began) * 1000

    def _shows(self, position: int, *, on_page: bool) -> bool:
        """Ask as a browser or a program; the tag names the last event that changed the answer."""
        path = f"/de/ideas/{self._idea}" if on_page else f"/api/v1/proposals/{self._idea}"
        self._reader.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self._reader.getresponse()
        answer.read()
        found = _TAG.match(answer.headers.get("etag") or "")
        return found is not None and int(found[1]) >= position


@contextmanager
def watched(address: str, town: Town, idea: UUID, into: list[Waits]) -> Iterator[None]:
    """Look on while the block goes on: waits of votes are in `into` afterwards."""
    onlooker, over = Onlooker(address, town, idea), threading.Event()

    def run() -> None:
        into.append(
            onlooker.watch(
                votes=10_000, gap=0.02, pause=SHORT_PAUSE, go_on=lambda: not over.is_set()
            )
        )

    looking = threading.Thread(target=run)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()
        onlooker.close()


def idle(address: str, town: Town, votes: int) -> Waits:
    """Return how long votes take to show when there is nothing else to do."""
    onlooker = Onlooker(address, town, town.proposals[-1])
    try:
        return onlooker.watch(votes=votes, gap=0.002)
    finally:
        onlooker.close()
