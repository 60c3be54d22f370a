"""Pages that nobody has kept, in a big town and in one with a tenth of everything."""

import http.client
import time
from collections.abc import Mapping, Sequence
from itertools import count
from statistics import quantiles
from urllib.parse import urlsplit

import msgspec

from tests.benchmarks.serving.filling import SLUG, Size, Town

TURNS = 40
TENTH = 10
MOST_VOTES = "idea with most votes"
"""Told, not judged: in the big town ten times as many of its votes wait for the public log."""


def smaller(size: Size) -> Size:
    """Return a tenth of everything; as many people, for they sign in."""
    return Size(size.proposals // TENTH, size.comments // TENTH, size.votes // TENTH, people=10)


class Cost(msgspec.Struct, frozen=True):
    """Milliseconds of the same page in both towns, in the quarter least disturbed by others."""

    small: float
    big: float

    @property
    def ratio(self) -> float:
        """How many times as long it takes in the big one."""
        return self.big / self.small


class _Reader:
    """Asks for pages, each time by an address that nobody has asked for before."""

    def __init__(self, address: str, town: Town) -> None:
        self._http = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self._turns = count()
        # In the middle of the town an idea has as many comments as in any other's middle.
        self.pages = _pages(town)

    def milliseconds(self, page: str) -> float:
        path = self.pages[page]
        path += f"{'&' if '?' in path else '?'}turn={next(self._turns)}"
        began = time.perf_counter()
        self._http.request("GET", path)
        answer = self._http.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{path}: {answer.status}")
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        self._http.close()


def _pages(town: Town) -> Mapping[str, str]:
    idea = town.proposals[len(town.proposals) // 2]
    return {
        "feed": f"/de/p/{SLUG}/ideas",
        "feed, by support": f"/de/p/{SLUG}/ideas?sort=supported",
        "idea": f"/de/ideas/{idea}",
        "process": f"/de/p/{SLUG}",
        MOST_VOTES: f"/de/ideas/{town.proposals[0]}",
        "feed as JSON": f"/api/v1/proposals?process={SLUG}",
    }


def compare(small: tuple[str, Town], big: tuple[str, Town]) -> Mapping[str, Cost]:
    """Return what pages cost in both towns, asked for in turn: a busy machine disturbs alike."""
    readers = [_Reader(*each) for each in (small, big)]
    try:
        return {page: _cost(readers, page) for page in readers[0].pages}
    finally:
        for reader in readers:
            reader.close()


def _cost(readers: Sequence[_Reader], page: str) -> Cost:
    for reader in readers:
        for _ in range(4):  # every process has then met the page once
            reader.milliseconds(page)
    turns = [[reader.milliseconds(page) for reader in readers] for _ in range(TURNS)]
    small, big = (quantiles(each, n=4)[0] for each in zip(*turns, strict=True))
    return Cost(small, big)
