"""Small sources to import, and what became of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import reduce
from itertools import count
from pathlib import Path
from uuid import UUID

import msgspec

from adapters.calendar import StateCalendar
from adapters.contents import Contents
from adapters.event_log import open_log
from adapters.vault import open_vault
from api.read_models import MODELS
from domain import ballots, proposals
from domain.codes import Choice, ProposalId
from domain.messages import Event, Recorded
from domain.people import VoterNumber
from domain.ports import EventLog
from domain.processes import process_id_of
from domain.proposals import Proposal
from domain.use_cases import importing
from domain.use_cases.carrying_out import Platform
from domain.use_cases.histories import Histories
from projections.model import Snapshot
from projections.read_models import open_read_models
from projections.runner import Runner
from tests.conftest import ROOT

NOW = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)
REAL = ROOT.parent / "shared" / "data"
"""Where the real sources are, beside the checkout; they are never part of it."""

COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
TIME = 1_651_045_000_000
"""27 April 2022, 7:36:40 UTC, in milliseconds."""


class Installation(msgspec.Struct, frozen=True):
    """What an import works with, and what opens the texts it stored."""

    platform: Platform
    texts: Contents

    def recorded(self) -> Iterator[Recorded]:
        """Yield the whole log."""
        for page in self.platform.log.since(0):
            yield from page

    def events(self) -> list[Event]:
        """Return all events in order."""
        return [recorded.event for recorded in self.recorded()]

    def proposal(self, proposal_id: ProposalId) -> Proposal:
        """Return a proposal as it stands."""
        return Histories(self.platform.log).proposal(proposal_id)

    def text(self, ref: str | None) -> str:
        """Return a stored text."""
        assert ref is not None
        return self.texts.open([ref])[ref]


@contextmanager
def opened(folder: Path) -> Iterator[Installation]:
    """Open an empty installation in a folder."""
    log = open_log(f"sqlite:///{folder}/log.db")
    vault = open_vault(f"sqlite:///{folder}/vault.db")
    numbers = count(1)
    platform = Platform(log, vault, StateCalendar("RP"), lambda: UUID(int=next(numbers)))
    yield Installation(platform, Contents(log.ciphertexts, vault))
    log.close()
    vault.close()


@contextmanager
def read_models(log: EventLog, folder: Path) -> Iterator[tuple[Runner, Snapshot]]:
    """Project a log into read models of its own, and open them."""
    models = open_read_models(f"sqlite:///{folder}/read.db", MODELS)
    runner = Runner(log, models)
    assert runner.catch_up() == log.head().position
    with models.snapshot() as snapshot:
        yield runner, snapshot
    models.close()


def write(folder: Path, comments: Sequence[str], votes: Sequence[str], summary: str = "") -> Path:
    """Write an export of these rows."""
    (folder / "comments.csv").write_text(COMMENTS + "".join(f"{row}\n" for row in comments))
    (folder / "votes.csv").write_text(VOTES + "".join(f"{row}\n" for row in votes))
    (folder / "summary.csv").write_text(summary or "topic,Konsum\nurl,https://pol.is/abc\n")
    return folder


def comment(number: int, author: int = 1, *, moderated: int = 1, body: str = "Ein Satz.") -> str:
    """Return a row of comments.csv."""
    return f'{TIME + number},ignored,{number},{author},9,9,{moderated},"{body}"'


def vote(on: int, voter: int, value: int, after: int = 100) -> str:
    """Return a row of votes.csv; `after` is in milliseconds."""
    return f"{TIME + after},ignored,{on},{voter},{value}"


def id_of(slug: str, number: int | str, conversation: str = "abc") -> ProposalId:
    """Return the proposal a comment has become."""
    key = f"polis:{conversation}/comment/{number}"
    return importing.proposal_id_of(process_id_of(slug), key)


Totals = Mapping[ProposalId, Counter[Choice]]


def totals(installation: Installation) -> tuple[Totals, Totals]:
    """Count opinions per proposal by both rules: every row, and the last of each voter."""
    every: dict[ProposalId, Counter[Choice]] = {}
    said: dict[tuple[ProposalId, VoterNumber], list[ballots.BallotEvent]] = {}
    for event in installation.events():
        if isinstance(event, ballots.OpinionImported):
            every.setdefault(event.proposal_id, Counter())[event.choice] += 1
            said.setdefault((event.proposal_id, event.voter), []).append(event)
    last: dict[ProposalId, Counter[Choice]] = {}
    for (proposal_id, _), events in said.items():
        choice = reduce(ballots.evolve, events, ballots.Ballot()).choice
        assert choice is not None
        last.setdefault(proposal_id, Counter())[choice] += 1
    return every, last


def imported(installation: Installation) -> list[proposals.ProposalImported]:
    """Return the proposals that came in, in order."""
    return [e for e in installation.events() if isinstance(e, proposals.ProposalImported)]


class Told:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.steps: dict[str, list[int]] = {}

    def begin(self, step: str, total: int) -> None:
        self.steps[step] = [0, total]

    def advance(self, parts: int = 1) -> None:
        self.steps[list(self.steps)[-1]][0] += parts
