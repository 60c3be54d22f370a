"""T6: a projection killed between its rows and its position leaves exact counts."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from adapters.event_log import PersistentEventLog, open_log
from domain.ballots import SupportGiven
from domain.codes import ProposalId
from domain.messages import Append, StreamId, Write
from domain.people import VoterNumber
from domain.processes import process_id_of
from projections import subjects, tally
from projections.read_models import open_read_models
from projections.runner import Runner
from tests.adapters.read_models.follower import models
from tests.patience import PATIENCE
from tests.sizes import Sizes

PROCESS = process_id_of("klimaplan")
IDEA = ProposalId(uuid5(PROCESS, "Mitfahrbank"))
MONDAY = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)
VOTES = 600
MOST_ROUNDS = 20  # a fresh interpreter each; more of them show nothing new


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Return where the log and its read models are; on PostgreSQL in one database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/log.sqlite", f"sqlite:///{tmp_path}/read_models.sqlite"
    url = str(request.getfixturevalue("postgresql_url"))
    return url, url


@pytest.fixture
def log(urls: tuple[str, str]) -> Iterator[PersistentEventLog]:
    """Return a log with the votes of 600 people for one idea."""
    opened = open_log(urls[0])
    for start in range(0, VOTES, 50):
        writes = tuple(_vote(number) for number in range(start, start + 50))
        opened.append(Append(writes=writes, recorded_at=MONDAY))
    yield opened
    opened.close()


def _vote(number: int) -> Write:
    voter = VoterNumber(UUID(int=number + 1))
    given = SupportGiven(process_id=PROCESS, proposal_id=IDEA, voter=voter, text_version=1)
    return Write(stream=StreamId(voter), seen=0, events=(given,))


def test_killed_between_rows_and_position_the_counts_are_exact(
    log: PersistentEventLog, urls: tuple[str, str], sizes: Sizes
) -> None:
    read_models = open_read_models(urls[1], models())
    step = VOTES // min(sizes.kill_rounds, MOST_ROUNDS)
    for deadly in range(step, VOTES + 1, step):
        follower = [sys.executable, "-m", "tests.adapters.read_models.follower", *urls, str(deadly)]
        ended = subprocess.run(follower, check=False, capture_output=True, timeout=PATIENCE)
        assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
        with read_models.snapshot() as snapshot:
            assert snapshot.position < deadly
            assert tally.of(snapshot, IDEA).supports == snapshot.position
            shown = subjects.positions(snapshot, [IDEA])[IDEA]
            assert shown == snapshot.position
    runner = Runner(log, read_models)
    assert runner.catch_up() == VOTES
    with read_models.snapshot() as snapshot:
        assert tally.of(snapshot, IDEA).supports == VOTES
    assert runner.check() == []
    read_models.close()
