"""How fast the log is folded into all read models, and rebuilt ones are compared.

`python -m tests.benchmarks.rebuild [sqlite] [postgresql] [--votes VOTES]` makes a log of
imported votes, as the vote matrix of an online discussion would, in a database that it
starts itself; at 62,000 votes it takes less than a minute, at 1,000,000 five. `python -m
tests.benchmarks.rebuild URL` reads a log that exists, and makes its read models in a
temporary folder. A busy machine disturbs events per second: processor seconds say more
there. They are told by process: this one, the second one of a rebuild, the database's.
Acceptance: more than 20,000 events a second compared (issue 2), 60,000 rebuilt from a
million votes (issue 5).
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any
from uuid import UUID

import msgspec

from adapters.event_log import PersistentEventLog, open_log
from api.commands.lane import beside
from api.read_models import MODELS
from domain import processes, proposals
from domain.ballots import OpinionImported
from domain.codes import Choice, PhaseId, ProposalId
from domain.messages import Append, Event, StreamId, Write
from domain.people import Actor, Pseudonym, VoterNumber
from projections.beside import Beside
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.benchmarks.databases import postgresql
from tests.benchmarks.processors import Processors, processors

VOTES = 62_000
PROPOSALS = 500
APPENDED = 2_000  # votes of one append
BEGIN = datetime(2022, 4, 25, 12, 0, tzinfo=UTC)
PROCESS = processes.process_id_of("klimarat")
PHASE = PhaseId(UUID(int=2))
SOMEBODY = Actor(Pseudonym(UUID(int=3)), "admin")
SOURCE = UUID(int=4)
REF = "r" * 43
CHOICES: tuple[Choice, ...] = ("agree", "disagree", "pass")


class Figure(msgspec.Struct, frozen=True):
    """What folding `events` took."""

    events: int
    seconds: float
    processors: Processors

    @property
    def rate(self) -> float:
        """Events per second, as somebody waits for them."""
        return self.events / self.seconds


def a_proposal(number: int, proposal: ProposalId) -> Write:
    """Return a proposal of a source, published."""
    ids: dict[str, Any] = {"proposal_id": proposal, "process_id": PROCESS}
    imported = proposals.ProposalImported(
        **ids,
        phase_id=PHASE,
        receipt=f"B-2022-{number:06}",
        title=None,
        body=REF,
        action_field=None,
        author=None,
        source=SOURCE,
        by=SOMEBODY,
    )
    published = proposals.ProposalPublished(**ids, mode="import", case_id=None, by=SOMEBODY)
    return Write(StreamId(proposal), 0, (imported, published))


def a_vote(dice: random.Random, proposal: ProposalId) -> Write:
    """Return what one person says to a proposal; each tenth thinks again."""
    voter = VoterNumber(UUID(bytes=dice.randbytes(16)))
    said: list[Event] = []
    old: Choice | None = None
    for _ in range(2 if dice.random() < 0.1 else 1):
        choice = dice.choice(CHOICES)
        said.append(
            OpinionImported(
                process_id=PROCESS,
                proposal_id=proposal,
                voter=voter,
                choice=choice,
                old=old,
                source=SOURCE,
                source_rule=choice == old,
            )
        )
        old = choice
    return Write(StreamId(voter), 0, tuple(said))


def fill(log: PersistentEventLog, votes: int) -> None:
    """Import a process of 500 proposals and this many votes."""
    dice = random.Random(votes)
    ideas = [ProposalId(UUID(bytes=dice.randbytes(16))) for _ in range(PROPOSALS)]
    imported = (a_proposal(*each) for each in enumerate(ideas))
    cast = (a_vote(dice, dice.choice(ideas)) for _ in range(votes))
    writes = chain(imported, cast)
    while some := tuple(islice(writes, APPENDED)):
        log.append(Append(writes=some, recorded_at=BEGIN, channel="import"))


def measured(events: int, read_models: ReadModels, work: Callable[[], object]) -> Figure:
    """Return what a piece of work took."""
    before, seconds = processors(read_models.engine), time.perf_counter()
    work()
    seconds = time.perf_counter() - seconds
    return Figure(events, seconds, processors(read_models.engine).since(before))


def measure(
    log: PersistentEventLog, read_models: ReadModels, another: Beside | None = None
) -> dict[str, Figure]:
    """Fold the log in, rebuild, and compare; tables begin empty.

    Raises:
        ValueError: rebuilt tables are not equal to the live ones.
    """
    runner, events = Runner(log, read_models, another), log.head().position

    def check() -> None:
        differences = runner.check()
        if differences:
            raise ValueError(differences)

    return {
        "folded in": measured(events, read_models, runner.catch_up),
        "rebuilt": measured(events, read_models, runner.rebuild),
        "rebuilt, compared": measured(events, read_models, check),
    }


@contextmanager
def databases(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the URLs of two empty databases: for the log, for read models."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/log.db", f"sqlite:///{folder}/read.db"
        return
    with postgresql("read_models") as cluster:
        yield cluster.url(), cluster.url("read_models")


def rate(log_url: str, read_models_url: str) -> float:
    """Return events per second of a rebuild of all read models, those of an installation."""
    log, read_models = open_log(log_url), open_read_models(read_models_url, MODELS)
    try:
        runner = Runner(log, read_models, beside(log_url, read_models_url))
        figure = measured(log.head().position, read_models, runner.rebuild)
    finally:
        read_models.close()
        log.close()
    sys.stdout.write(f"    {figure.rate:,.0f} events/s, {figure.seconds:.1f} s\n")
    return figure.rate


def report(log_url: str, log: PersistentEventLog, read_models_url: str) -> None:
    """Measure and print, with how busy the machine was."""
    read_models = open_read_models(read_models_url, MODELS)
    try:
        figures = measure(log, read_models, beside(log_url, read_models_url))
    finally:
        read_models.close()
    load = os.getloadavg()[0]
    title = read_models_url.partition("://")[0]
    sys.stdout.write(f"{title}, {log.head().position:,} events, load {load:.1f}\n")
    for name, figure in figures.items():
        spent = figure.processors
        sys.stdout.write(
            f"  {name:<20}{figure.rate:>8,.0f} events/s  {figure.seconds:.2f} s; of the processor "
            f"{spent.own:.2f} s here, {spent.begun:.2f} s beside, {spent.server:.2f} s server\n"
        )


def main(arguments: list[str]) -> None:
    """Measure the kinds of database named, or both, or the logs at these URLs."""
    numbers = [int(each) for each in arguments if each.isdigit()]
    words = [each for each in arguments if not each.isdigit() and each != "--votes"]
    named = words or ["sqlite", "postgresql"]
    for name in named:
        with databases("sqlite" if "://" in name else name) as (own_log_url, read_models_url):
            log_url = name if "://" in name else own_log_url
            log = open_log(log_url)
            try:
                if "://" not in name:
                    fill(log, numbers[0] if numbers else VOTES)
                report(log_url, log, read_models_url)
            finally:
                log.close()


if __name__ == "__main__":
    main(sys.argv[1:])
