"""Steers the public log by the clock: releases votes in batches, claims tallies.

What waits is counted by the read models; the domain decides whether it is time.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import structlog

from api.provided import ReadModelsPort
from domain.messages import Refusal
from domain.ports import ConcurrentChange
from domain.public_log import MINIMUM, WAIT, ClaimedResult
from domain.use_cases import publishing
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.publishing import ClosedPhase, WaitingVotes
from projections import public_log, tally

EVERY = 10.0  # seconds between two looks
D = TypeVar("D")

log = structlog.get_logger("gemeinsam.publishing")


class Publishing:
    """Looks what is due. Each step may be done twice without harm."""

    def __init__(
        self, platform: Platform, read_models: ReadModelsPort, clock: Callable[[], datetime]
    ) -> None:
        self._platform = platform
        self._read_models = read_models
        self._clock = clock

    def do_what_is_due(self) -> int:
        """Release what has waited long enough, claim what was counted; return how many."""
        now = self._clock()
        with self._read_models.snapshot() as snapshot:
            closings = public_log.unclaimed(snapshot)
            waiting = public_log.waiting(snapshot)
        asking = Asking(person=None, at=now, channel="system", system=True)
        # Claims first, in the order of the closings: a verifier recounts them one by one.
        done = sum(self._tried(self._claim, closing, asking) for closing in closings)
        due = [each for each in waiting if is_due(each, now)]
        return done + sum(self._tried(self._release, votes, asking) for votes in due)

    def _claim(self, closing: ClosedPhase, asking: Asking) -> None:
        with self._read_models.snapshot() as snapshot:
            counts = tally.of_questions(snapshot.at(closing.position), closing.process_id)
        results = [
            ClaimedResult(proposal_id, each.supports, each.agree, each.disagree, each.passes)
            for proposal_id, each in counts.items()
        ]
        publishing.claim_tally(self._platform, asking, closing, results)
        log.info("claimed", phase=str(closing.phase_id), questions=len(results))

    def _release(self, waiting: WaitingVotes, asking: Asking) -> None:
        publishing.release_votes(self._platform, asking, waiting)
        log.info("released", process=str(waiting.process_id), votes=waiting.number)

    def _tried(self, step: Callable[[D, Asking], None], what: D, asking: Asking) -> bool:
        try:
            step(what, asking)
        except (Refusal, ConcurrentChange) as no:
            log.info("not now", why=type(no).__name__)
            return False
        return True


def is_due(waiting: WaitingVotes, now: datetime) -> bool:
    """Tell whether a batch can be released; spares the log a look where it cannot."""
    return waiting.number >= MINIMUM and now - waiting.oldest >= WAIT
