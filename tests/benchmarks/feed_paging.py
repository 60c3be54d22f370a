"""How much the first page and page 500 of the feed cost, at 1,000 and 100,000 proposals.

`python -m tests.benchmarks.feed_paging [sqlite] [postgresql] [PROPOSALS]` needs no
server: it starts one. Pages of 20, each read in a snapshot of its own, no cache; at
1,000 proposals the last page stands for page 500. Each figure is the fastest of many
reads, taken in turn, so that a busy machine disturbs all of them alike. Acceptance:
no page of an order costs more than 1.5 times another of it (issue 2).
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from domain import processes, proposals
from domain.ballots import SupportGiven
from domain.codes import CommentId, FieldId, PhaseId, ProposalId
from domain.comments import CommentPosted
from domain.messages import StreamId
from domain.people import Actor, Pseudonym, VoterNumber
from projections import erasures, feed
from projections.feed import FeedQuery
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.benchmarks.databases import postgresql
from tests.doubles import MemoryLog

SMALL, BIG = 1_000, 100_000
PAGE = 20
DEEP = 500
READS = 25
BEGIN = datetime(2023, 5, 2, 8, 0, tzinfo=UTC)
PROCESS = processes.process_id_of("klimaplan")
PHASE = PhaseId(UUID(int=2))
SOMEBODY = Actor(Pseudonym(UUID(int=3)), "citizen")
FIELDS = [FieldId(UUID(int=100 + number)) for number in range(6)]
DISTRICT = "07231"
TOWNS = [f"{DISTRICT}{number:02}" for number in range(1, 6)]
VILLAGES = [f"{town}{number:02}" for town in TOWNS for number in range(1, 21)]
REF = "r" * 43
QUERIES: Mapping[str, FeedQuery] = {
    "new": FeedQuery(process_id=PROCESS),
    "supported": FeedQuery(process_id=PROCESS, sort="supported"),
    "discussed": FeedQuery(process_id=PROCESS, sort="discussed"),
    "random": FeedQuery(process_id=PROCESS, sort="random", seed=7),
    "field, supported": FeedQuery(process_id=PROCESS, sort="supported", field=FIELDS[2]),
    "town, discussed": FeedQuery(process_id=PROCESS, sort="discussed", territory=TOWNS[1]),
    "paper, new": FeedQuery(process_id=PROCESS, channel="paper"),
}
Figures = Mapping[str, Mapping[str, float]]
"""Milliseconds by order, then by which page of which feed."""


def a_process(log: MemoryLog) -> None:
    """Open the process with its places."""
    opened = processes.ProcessOpened(
        process_id=PROCESS,
        slug="klimaplan",
        title=REF,
        summary=REF,
        territory=DISTRICT,
        question="support",
        by=SOMEBODY,
    )
    log.add(StreamId(PROCESS), opened)
    for key in (DISTRICT, *TOWNS, *VILLAGES):
        parent = None if key == DISTRICT else key[:-2]
        added = processes.TerritoryAdded(
            process_id=PROCESS, key=key, name=REF, parent=parent, by=SOMEBODY
        )
        log.add(StreamId(PROCESS), added)


def a_proposal(log: MemoryLog, dice: random.Random, number: int) -> None:
    """Publish one proposal; some people support it or comment on it."""
    proposal = ProposalId(UUID(bytes=dice.randbytes(16)))
    ids: dict[str, Any] = {"proposal_id": proposal, "process_id": PROCESS}
    submitted = proposals.ProposalSubmitted(
        **ids,
        phase_id=PHASE,
        receipt=f"B-2023-{number:06}",
        title=REF,
        body=REF,
        action_field=dice.choice(FIELDS),
        territory=dice.choice(VILLAGES),
        location=None,
        rules_version=1,
        level="email",
        received_on=None,
        author=SOMEBODY,
    )
    published = proposals.ProposalPublished(**ids, mode="post", case_id=None, by=SOMEBODY)
    at = BEGIN + timedelta(seconds=number)
    log.add(StreamId(proposal), submitted, published, at=at, channel=dice.choice(("web", "paper")))
    for _ in range(dice.choice((0, 0, 1, 1, 2, 5))):
        voter = VoterNumber(UUID(bytes=dice.randbytes(16)))
        log.add(StreamId(voter), SupportGiven(**ids, voter=voter, text_version=1), at=at)
    for _ in range(dice.choice((0, 0, 0, 1, 3))):
        comment = CommentPosted(
            comment_id=CommentId(UUID(bytes=dice.randbytes(16))),
            **ids,
            phase_id=PHASE,
            parent_id=None,
            text=REF,
            stance=None,
            level="email",
            author=SOMEBODY,
            posted_at=at,
        )
        log.add(StreamId(comment.comment_id), comment, at=at)


def fill(url: str, count: int) -> ReadModels:
    """Return read models of a feed of this many proposals."""
    log, dice = MemoryLog(), random.Random(count)
    a_process(log)
    read_models = open_read_models(url, [erasures.MODEL, feed.MODEL])
    for number in range(count):
        a_proposal(log, dice, number)
    Runner(log, read_models).catch_up()
    with read_models.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    return read_models


def cursor_of(read_models: ReadModels, query: FeedQuery, deep: int) -> str | None:
    """Return the cursor of a deep page, or of the last full one there is."""
    cursor = before = None
    with read_models.snapshot() as snapshot:
        for _ in range(deep - 1):
            found = feed.page(snapshot, query, cursor=cursor, limit=PAGE)
            if found.next is None:
                return before
            before, cursor = cursor, found.next
    return cursor


def milliseconds(read_models: ReadModels, query: FeedQuery, cursor: str | None) -> float:
    """Read one page in a snapshot of its own; return how long it took."""
    started = time.perf_counter()
    with read_models.snapshot() as snapshot:
        found = feed.page(snapshot, query, cursor=cursor, limit=PAGE)
    taken = (time.perf_counter() - started) * 1000
    if len(found.rows) != PAGE:
        raise ValueError(f"a page of {len(found.rows)}")
    return taken


Pages = Mapping[str, Mapping[str, tuple[ReadModels, str | None]]]
"""Where a page is, by order, then by which page of which feed."""


def pages_of(small: ReadModels, big: ReadModels) -> Pages:
    """Return the first and a deep page of both feeds in each order."""
    return {
        name: {
            "small, first": (small, None),
            "small, deep": (small, cursor_of(small, query, DEEP)),
            "big, first": (big, None),
            "big, deep": (big, cursor_of(big, query, DEEP)),
        }
        for name, query in QUERIES.items()
    }


def measure(pages: Pages, reads: int = READS) -> Figures:
    """Return what each page costs: the fastest of several reads, taken in turn."""
    figures = {}
    for name, places in pages.items():
        taken: dict[str, list[float]] = {page: [] for page in places}
        for _ in range(reads):
            for page, (read_models, cursor) in places.items():
                taken[page].append(milliseconds(read_models, QUERIES[name], cursor))
        figures[name] = {page: min(times) for page, times in taken.items()}
    return figures


def ratio(figures: Mapping[str, float]) -> float:
    """Return how many times the cheapest page the dearest one costs."""
    return max(figures.values()) / min(figures.values())


@contextmanager
def databases(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the URLs of two empty databases."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/small.sqlite", f"sqlite:///{folder}/big.sqlite"
        return
    with postgresql("small", "big") as cluster:
        yield cluster.url("small"), cluster.url("big")


def main(arguments: list[str]) -> None:
    """Measure on the kinds of database named, or on both."""
    numbers = [int(each) for each in arguments if each.isdigit()]
    count = numbers[0] if numbers else BIG
    kinds = [each for each in arguments if not each.isdigit()] or ["sqlite", "postgresql"]
    for kind in kinds:
        with databases(kind) as (one, other):
            small, big = fill(one, SMALL), fill(other, count)
            sys.stdout.write(f"{kind}, {SMALL:,} and {count:,} proposals, ms a page of {PAGE}\n")
            for name, figures in measure(pages_of(small, big)).items():
                row = "".join(f"{page}: {value:.2f}  " for page, value in figures.items())
                sys.stdout.write(f"  {name:<18}{row}ratio {ratio(figures):.2f}\n")
            small.close()
            big.close()


if __name__ == "__main__":
    main(sys.argv[1:])
