"""What steers the public log: each step is harmless when repeated."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from domain import public_log
from domain.codes import PhaseId
from domain.messages import StreamId
from domain.people import ProcessId
from domain.public_log import ClaimedResult, Hex32
from domain.use_cases.carrying_out import Asking, Outcome, Platform, carry_out
from domain.use_cases.histories import Histories


class WaitingVotes(msgspec.Struct, frozen=True):
    """Votes of a process that were recorded up to `until` and are not published yet.

    `oldest` is when the first of them was recorded, `releases` how many releases of
    the process had been seen when they were counted.
    """

    process_id: ProcessId
    number: int
    oldest: datetime
    until: int
    releases: int


class ClosedPhase(msgspec.Struct, frozen=True):
    """One closing of a phase; `position` is where it stands in the log."""

    process_id: ProcessId
    phase_id: PhaseId
    position: int


def release_votes(platform: Platform, asking: Asking, waiting: WaitingVotes) -> Outcome:
    """Let waiting votes enter the public log together.

    Does nothing if another release was made after they were counted.

    Raises:
        TooFewVotesWait, VotesHaveNotWaitedLongEnough: not yet.
    """
    command = public_log.ReleaseVotes(
        process_id=waiting.process_id,
        waiting=waiting.number,
        oldest=waiting.oldest,
        until=waiting.until,
        releases=waiting.releases,
        at=asking.at,
    )
    return _carry_out(platform, asking, public_log.releases_of(waiting.process_id), command)


def claim_tally(
    platform: Platform, asking: Asking, closing: ClosedPhase, results: Sequence[ClaimedResult]
) -> Outcome:
    """Say what the votes came to when a phase closed; once per closing, all parts together."""
    command = public_log.ClaimTally(
        process_id=closing.process_id,
        phase_id=closing.phase_id,
        at_position=closing.position,
        results=results,
    )
    return _carry_out(platform, asking, public_log.claims_of(closing.phase_id), command)


def rotate_signing_key(
    platform: Platform, asking: Asking, public_key: Hex32, until: datetime
) -> Outcome:
    """Announce another key for checkpoints; the old one signs too until `until`.

    Raises:
        KeyEndsInThePast: the overlap would be over before it began.
    """
    command = public_log.RotateSigningKey(public_key=public_key, until=until, at=asking.at)
    return _carry_out(platform, asking, public_log.history_of_log(), command)


def announced_signing_key(platform: Platform) -> Hex32 | None:
    """Return the newest key that the log announces; None before the first change of keys."""
    history = Histories(platform.log).fold(
        public_log.history_of_log(),
        public_log.PublicLogEvent,
        public_log.evolve,
        public_log.Published(),
    )
    return history.key


def seal_checkpoint(platform: Platform, asking: Asking, size: int, root: Hex32) -> Outcome:
    """Write an earlier checkpoint into the log; nothing if one as large was sealed before."""
    command = public_log.SealCheckpoint(size=size, root=root)
    return _carry_out(platform, asking, public_log.history_of_log(), command)


def _carry_out(
    platform: Platform, asking: Asking, stream: StreamId, command: public_log.PublicLogCommand
) -> Outcome:
    def decide(histories: Histories) -> bytes:
        published = histories.fold(
            stream, public_log.PublicLogEvent, public_log.evolve, public_log.Published()
        )
        histories.add(stream, public_log.decide(published, command))
        return b"{}"

    return carry_out(platform, asking, decide)
