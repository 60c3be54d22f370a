"""The platform steers the public log while the replay plays, as it does by a real clock."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from api.demo.replay.stage import Stage
from domain import ballots
from domain.ballots import Ballot, BallotEvent
from domain.codes import ProposalId
from domain.messages import Recorded
from domain.people import ProcessId, VoterNumber
from domain.public_log import MINIMUM, WAIT, ClaimedResult, VotesReleased
from domain.use_cases import publishing
from domain.use_cases.publishing import ClosedPhase, WaitingVotes
from projections.public_log.publishing import Publisher, WaitingRow


class Publishing:
    """Follows the log in memory: read models are made only when the replay is over."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._publisher = Publisher(0, None)
        self._position = 0
        self._answers: dict[VoterNumber, Ballot] = {}
        self._releases: Counter[ProcessId] = Counter()

    def until(self, at: datetime) -> None:
        """Claim what has closed, and release the batches that are due by a moment."""
        self._follow()
        for row in list(self._publisher.closings.values()):
            if not row.claimed:
                closing = ClosedPhase(row.process_id, row.phase_id, row.position)
                asking = self._stage.by_itself(self._stage.clock.now)
                results = self._results(row.process_id)
                publishing.claim_tally(self._stage.platform, asking, closing, results)
        for due, waiting in sorted(self._due(), key=lambda each: each[0]):
            if due <= at:
                publishing.release_votes(self._stage.platform, self._stage.by_itself(due), waiting)
        self._follow()

    def _follow(self) -> None:
        for page in self._stage.backstage.log.since(self._position):
            self._publisher.publish(page)
            for recorded in page:
                self._note(recorded)
            self._position = page[-1].position

    def _note(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, BallotEvent):
            ballot = self._answers.get(event.voter, Ballot())
            self._answers[event.voter] = ballots.evolve(ballot, event)
        elif isinstance(event, VotesReleased):
            self._releases[event.process_id] += 1

    def _due(self) -> list[tuple[datetime, WaitingVotes]]:
        """Return the batches there can be, each with the moment from which it may come."""
        processes: dict[ProcessId, list[WaitingRow]] = {}
        for row in self._publisher.arrived():
            processes.setdefault(row.process_id, []).append(row)
        found = []
        for process_id, rows in processes.items():
            if len(rows) >= MINIMUM:
                oldest, enough = rows[0].recorded_at, rows[MINIMUM - 1].recorded_at
                due = max(oldest + WAIT, enough)
                batch = [row for row in rows if row.recorded_at <= due]
                number, last = len(batch), batch[-1].position
                releases = self._releases[process_id]
                found.append((due, WaitingVotes(process_id, number, oldest, last, releases)))
        return found

    def _results(self, process_id: ProcessId) -> Sequence[ClaimedResult]:
        said: dict[ProposalId, Counter[str]] = {}
        for ballot in self._answers.values():
            if ballot.process_id == process_id and ballot.proposal_id is not None:
                said.setdefault(ballot.proposal_id, Counter())[ballot.says] += 1
        return [
            ClaimedResult(
                proposal_id, each["support"], each["agree"], each["disagree"], each["pass"]
            )
            for proposal_id, each in said.items()
        ]
