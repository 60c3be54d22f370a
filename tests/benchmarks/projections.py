"""How fast all read models together follow the log, reading and decoding included.

`python -m tests.benchmarks.projections [sqlite] [postgresql]` needs no server: it
starts one. The log is shaped like a Polis import: 522 proposals and 62,000 imported
opinions of people who change their minds now and then. Acceptance: 20,000 events/s
over all read models (issue 2).
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from adapters.event_log import PersistentEventLog, open_log
from api.read_models import MODELS
from domain.ballots import OpinionImported
from domain.codes import Choice, PhaseId, ProposalId
from domain.messages import Append, StreamId, Write
from domain.people import Actor, Pseudonym, VoterNumber
from domain.processes import process_id_of
from domain.proposals import ProposalImported, ProposalPublished
from projections.database import writing
from projections.folding import PAGE, batches
from projections.model import Work
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.benchmarks.databases import postgresql

PROPOSALS, OPINIONS = 522, 62_000
PROCESS = process_id_of("klimaplan")
OFFICE = Actor(Pseudonym(UUID(int=3)), "office")
BEGIN = datetime(2022, 1, 10, 8, 0, tzinfo=UTC)
CHOICES: Sequence[Choice] = ("agree", "agree", "agree", "disagree", "pass")
CHANGED = 0.01  # share of rows that are a second answer


def fill(log: PersistentEventLog) -> None:
    """Import the proposals and all opinions."""
    dice = random.Random(1)
    proposals = [ProposalId(UUID(bytes=dice.randbytes(16))) for _ in range(PROPOSALS)]
    for number, proposal in enumerate(proposals):
        log.append(Append(writes=(_proposal(proposal, number),), recorded_at=BEGIN))
    said: dict[VoterNumber, tuple[Choice, int, ProposalId]] = {}
    for start in range(0, OPINIONS, 500):
        at = BEGIN + timedelta(minutes=start)
        writes: dict[VoterNumber, Write] = {}
        for _ in range(500):
            opinion, seen = _opinion(dice, proposals, said)
            if opinion.voter not in writes:
                said[opinion.voter] = (opinion.choice, seen + 1, opinion.proposal_id)
                writes[opinion.voter] = Write(StreamId(opinion.voter), seen, (opinion,))
        log.append(Append(writes=tuple(writes.values()), recorded_at=at, channel="import"))


def _proposal(proposal: ProposalId, number: int) -> Write:
    about: dict[str, Any] = {"proposal_id": proposal, "process_id": PROCESS, "by": OFFICE}
    imported = ProposalImported(
        **about,
        phase_id=PhaseId(UUID(int=2)),
        receipt=f"B-2022-{number:04}",
        title=None,
        body="r" * 43,
        action_field=None,
        source=UUID(int=number),
        author=None,
    )
    published = ProposalPublished(**about, mode="import", case_id=None)
    return Write(StreamId(proposal), 0, (imported, published))


def _opinion(
    dice: random.Random,
    proposals: Sequence[ProposalId],
    said: dict[VoterNumber, tuple[Choice, int, ProposalId]],
) -> tuple[OpinionImported, int]:
    voter = VoterNumber(UUID(bytes=dice.randbytes(16)))
    old, seen, proposal = None, 0, dice.choice(proposals)
    if said and dice.random() < CHANGED:
        voter = next(reversed(said))
        old, seen, proposal = said[voter]
    opinion = OpinionImported(
        process_id=PROCESS,
        proposal_id=proposal,
        voter=voter,
        choice=dice.choice(CHOICES),
        old=old,
        source=UUID(bytes=dice.randbytes(16)),
        source_rule=False,
    )
    return opinion, seen


def measure(log: PersistentEventLog, read_models: ReadModels) -> None:
    """Print the rate of all read models, and what each of them costs."""
    wall, cpu = time.perf_counter(), time.process_time()
    end = Runner(log, read_models).catch_up()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    say("all read models, events/s", end / wall)
    say("  by CPU time of this process", end / cpu)
    started = time.perf_counter()
    for _ in log.since(0, page=PAGE):
        pass
    say("reading and decoding alone", end / (time.perf_counter() - started))
    started = time.perf_counter()
    differences = Runner(log, read_models).check()
    say("rebuild --check", end / (time.perf_counter() - started))
    say("  differences", len(differences))


def shares(log: PersistentEventLog, read_models: ReadModels) -> None:
    """Print the CPU time of each model's `project`, in milliseconds."""
    taken = dict.fromkeys(read_models.models, 0.0)
    end = log.head().position
    for batch in batches(log, 0, end):
        with writing(read_models.engine) as connection:
            for name, model in read_models.models.items():
                tables = read_models.tables_of(name, 1)
                started = time.process_time()
                model.project(batch, Work(connection, tables))
                taken[name] += time.process_time() - started
    for name, seconds in sorted(taken.items(), key=lambda each: -each[1]):
        say(f"  {name}, ms", seconds * 1000)


def say(what: str, value: float) -> None:
    """Print one figure."""
    sys.stdout.write(f"  {what:<32}{value:>10,.0f}\n")
    sys.stdout.flush()


@contextmanager
def databases(kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield the URLs of a log and of two databases for read models."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            names = ("log", "read_models", "shares")
            one, two, three = (f"sqlite:///{folder}/{name}.sqlite" for name in names)
            yield one, two, three
        return
    with postgresql() as cluster:
        yield cluster.url(), cluster.url(), cluster.url("template1")


def main(kinds: Sequence[str]) -> None:
    """Measure on these kinds of database."""
    for kind in kinds:
        with databases(kind) as (log_url, url, other):
            sys.stdout.write(f"{kind}, {OPINIONS:,} imported opinions\n")
            log = open_log(log_url)
            fill(log)
            for address, work in ((url, measure), (other, shares)):
                read_models = open_read_models(address, MODELS)
                work(log, read_models)
                read_models.close()
            log.close()


if __name__ == "__main__":
    main(sys.argv[1:] or ["sqlite", "postgresql"])
