"""A process that writes, publishes and signs until it is killed (T19).

    python -m tests.adapters.signing.publisher_and_signer LOG READ_MODELS SIGNER KEY

Prints `published SIZE` for every checkpoint, once it could be.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from adapters.event_log import PersistentEventLog, open_log
from adapters.signing import KeyFile, Signer, SignerStore
from api.signing import PublishedTree
from domain.ballots import SupportGiven
from domain.codes import ProposalId
from domain.messages import Append, Event, StreamId, Write
from domain.people import VoterNumber
from domain.processes import process_id_of
from domain.public_log import CheckpointSealed, VotesReleased, history_of_log, releases_of
from projections import public_log
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner

PROCESS = process_id_of("klimaplan")
IDEA = ProposalId(uuid5(PROCESS, "Mitfahrbank"))
MONDAY = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)
VOTES = 25  # of one batch


def write(log: PersistentEventLog) -> None:
    """Append votes, let them be published, and one entry of another kind."""
    head = log.head().position
    at = MONDAY + timedelta(minutes=head)
    for number in range(VOTES):
        voter = VoterNumber(UUID(int=head + number + 1))
        given = SupportGiven(process_id=PROCESS, proposal_id=IDEA, voter=voter, text_version=1)
        _append(log, StreamId(voter), given, at)
    until = log.head().position
    _append(log, releases_of(PROCESS), VotesReleased(process_id=PROCESS, until=until), at)
    _append(log, history_of_log(), CheckpointSealed(size=head, root="0" * 64), at)


def _append(log: PersistentEventLog, stream: StreamId, event: Event, at: datetime) -> None:
    seen = len(log.read(stream))
    log.append(Append(writes=(Write(stream=stream, seen=seen, events=(event,)),), recorded_at=at))


@contextmanager
def tree_of(read_models: ReadModels) -> Iterator[PublishedTree]:
    """Lend the published tree at one moment."""
    with read_models.snapshot() as snapshot:
        yield PublishedTree(snapshot)


def main() -> None:
    log_url, read_url, signer_url, key = sys.argv[1:]
    log, store = open_log(log_url), SignerStore(signer_url)
    read_models = open_read_models(read_url, [public_log.MODEL])
    runner, signer = Runner(log, read_models), Signer(KeyFile(Path(key)), store)
    while True:
        write(log)
        runner.catch_up()
        with tree_of(read_models) as tree:
            signed = signer.sign(tree, MONDAY)
        if signed is not None:
            sys.stdout.write(f"published {signed.size}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
