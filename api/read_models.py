"""Every read model there is, and what a server process knows of how far they are."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from projections import (
    agenda,
    answers,
    audit,
    audits,
    ballots,
    boundaries,
    comments,
    contributions,
    decisions,
    erasures,
    feed,
    funding,
    inventory,
    labs,
    measures,
    moderation,
    organisation,
    outbox,
    papers,
    participants,
    plans,
    processes,
    proposals,
    public_log,
    remarks,
    strategies,
    subjects,
    tally,
    workshops,
)
from projections.model import Model
from projections.read_models import ReadModels

if TYPE_CHECKING:
    # A second process of a rebuild needs the models, and would wait for all of the pages.
    from api.rendering import Past

MODELS: Sequence[Model] = (
    agenda.MODEL,
    answers.MODEL,
    audit.MODEL,
    audits.MODEL,
    ballots.MODEL,
    boundaries.MODEL,
    comments.MODEL,
    contributions.MODEL,
    decisions.MODEL,
    erasures.MODEL,
    feed.MODEL,
    funding.MODEL,
    inventory.MODEL,
    labs.MODEL,
    measures.MODEL,
    moderation.MODEL,
    organisation.MODEL,
    outbox.MODEL,
    papers.MODEL,
    participants.MODEL,
    plans.MODEL,
    processes.MODEL,
    proposals.MODEL,
    public_log.MODEL,
    remarks.MODEL,
    strategies.MODEL,
    subjects.MODEL,
    tally.MODEL,
    workshops.MODEL,
)

LOOK_EVERY = 0.2  # seconds; far below the second for which pages may be old (ruling 8)
BEAT = 0.05  # seconds at the least between two looks while votes pour in

Grown = Callable[[int, float], bool]
"""Waits some seconds at most until the log is longer than this; tells whether it is."""


class Watching:
    """Knows where the read models stand, without a query per request.

    One small query five times a second per process, and at once when the read models have
    taken in something new. Pages rendered between a change and the next look may be given
    out that much longer.
    """

    def __init__(self, read_models: ReadModels, grown: Grown) -> None:
        self._read_models = read_models
        self._grown = grown
        self._doubts = 0
        self._known: tuple[int, int] | None = None
        self._masked: tuple[int, int] | None = None
        self._void: tuple[int, int] | None = None
        self._void_masked: tuple[int, int] | None = None

    def holds(self, generation: int, position: int, past: "Past | None" = None) -> bool:
        """Tell whether what was read there is still the newest, as far as is known.

        What is over for good holds as long as the same texts may be read (ruling 4).
        """
        if past is not None and past.settled:
            return self._masked == (generation, past.mask) != self._void_masked
        return self._known == (generation, position) != self._void

    def distrust(self) -> None:
        """Let nothing hold that was rendered up to now: a name went without an event."""
        self._doubts += 1
        self._void, self._void_masked = self._known, self._masked

    @property
    def doubts(self) -> int:
        """How many names have gone without an event so far."""
        return self._doubts

    def look(self) -> None:
        """Ask the database where the read models stand."""
        with self._read_models.snapshot() as now:
            mask = subjects.positions(now, [subjects.MASK])[subjects.MASK]
            self._known = (now.generation, now.position)
            self._masked = (now.generation, mask)

    def run(self, stop: threading.Event) -> None:
        """Look again and again until told to stop; knows nothing while it fails."""
        try:
            while not stop.wait(BEAT):
                self._wait()
                self.look()
        finally:
            self._known = self._masked = None

    def _wait(self) -> None:
        """Wait until there may be something new to see."""
        seen = 0 if self._known is None else self._known[1]
        if self._grown(seen, LOOK_EVERY):
            self._read_models.wait_for(seen + 1, LOOK_EVERY)
